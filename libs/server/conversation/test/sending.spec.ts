import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ChannelDirectory,
  EndChat,
  OutboxDispatcher,
  OutboxSweeper,
  SendAgentMessage,
  type AgentRef,
  type SendOutcome,
} from '../src/index.js';
import { aConversation, anAgent, eventually, TestClock } from '@parley/testing';
import {
  anInboundText,
  aTap,
  conversationRow,
  createTestDatabase,
  customerWrites,
  startCore,
  thread,
  type Core,
  type TestDatabase,
} from './support/core.js';
import { anOpenCall } from './support/fake-channel.js';

let test: TestDatabase;
let core: Core;
let ana: AgentRef;

beforeAll(async () => {
  test = await createTestDatabase();
  ana = await anAgent(test.database, { name: 'Ana' });
});

beforeEach(async () => {
  await test.database.query('delete from outbox');
  core = await startCore(test.database);
});

afterEach(() => core.stop());
afterAll(() => test.drop());

const BROKEN: SendOutcome = { kind: 'channel-broken', code: '190', title: 'Token expired' };
const NOT_SENT: SendOutcome = { kind: 'not-sent', reason: 'refused connection', retryAfterMs: 0, scope: 'message' };

/** A chat of Ana's in which the "… is here" line has been said, so that what follows is only what the test says. */
async function aQuietChat(): Promise<string> {
  const { id, chatId } = await aConversation(test.database, { chat: { agent: ana } });
  await test.database.query("insert into notice (chat_id, kind, detail) values ($1, 'agent.joined', $2), ($1, 'agent.replied', '')", [
    chatId,
    ana.id,
  ]);
  return id;
}

function send(conversationId: string, text: string, from = core): Promise<{ messageId: string; created: boolean }> {
  return from.get(SendAgentMessage).execute({ conversationId, agent: ana, text, replyTo: null, idempotencyKey: null });
}

async function statuses(conversationId: string): Promise<string[]> {
  return (await thread(test.database, conversationId)).map((row) => row.status);
}

describe('sending', () => {
  it('commits START before the call and the outcome after it', async () => {
    const id = await aQuietChat();
    const during: unknown[] = [];
    core.channel.answerNext(async (message) => {
      during.push(
        ...(await test.database.query(
          'select m.status, o.state, o.attempt from message m join outbox o on o.message_id = m.id where m.id = $1',
          [message.messageId],
        )),
      );
      return core.channel.accept();
    });
    const { messageId } = await send(id, 'Hello');
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statuses(id)).toEqual(['sent']));
    expect(during).toEqual([{ status: 'sending', state: 'sending', attempt: 1 }]);
    expect(await test.database.query('select 1 from outbox where message_id = $1', [messageId])).toEqual([]);
    expect((await thread(test.database, id))[0]?.wamid).toMatch(/^wamid\.out/);
    expect((await conversationRow(test.database, id))['last_message_status']).toBe('sent');
  });

  it('has one message of a conversation in flight at a time, and others meanwhile', async () => {
    const [one, two] = [await aQuietChat(), await aQuietChat()];
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    await send(one, 'first');
    await send(one, 'second');
    core.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.texts).toEqual(['first']));
    await send(two, 'elsewhere');
    await eventually(() => expect(core.channel.texts).toEqual(['first', 'elsewhere']));
    open.settle(core.channel.accept());
    await eventually(() => expect(core.channel.texts).toEqual(['first', 'elsewhere', 'second']));
  });

  it('is done once and in order by two dispatchers over one database', async () => {
    const other = await startCore(test.database, { channel: core.channel });
    const chats = await Promise.all(Array.from({ length: 8 }, () => aQuietChat()));
    for (const text of ['a', 'b', 'c', 'd']) await Promise.all(chats.map((id) => send(id, text)));
    core.get(OutboxDispatcher).start();
    other.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.sent).toHaveLength(32), 10_000);
    await other.stop();
    await core.stop();
    expect(new Set(core.channel.sent.map((message) => message.messageId)).size).toBe(32);
    const order = await test.database.query<{ id: string; conversation_id: string }>(
      'select id, conversation_id from message where conversation_id = any($1) order by seq',
      [chats],
    );
    for (const id of chats) {
      const expected = order.filter((row) => row.conversation_id === id).map((row) => row.id);
      expect(core.channel.sent.map((message) => message.messageId).filter((messageId) => expected.includes(messageId))).toEqual(expected);
    }
  });

  it('puts a message back in line when it was proved not to have left, and sends it again later', async () => {
    const id = await aQuietChat();
    core.channel.answerNext(NOT_SENT);
    await send(id, 'Hello');
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statuses(id)).toEqual(['sent']), 6000);
    expect(core.channel.sent.map((message) => message.attempt)).toEqual([1, 2]);
  });

  it('keeps the order while the first message waits for its next try', async () => {
    const id = await aQuietChat();
    core.channel.answerNext(NOT_SENT);
    await send(id, 'first');
    await send(id, 'second');
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statuses(id)).toEqual(['sent', 'sent']), 6000);
    expect(core.channel.texts).toEqual(['first', 'first', 'second']);
  });

  it('shows a refusal with its reason and goes on with the next message', async () => {
    const id = await aQuietChat();
    core.channel.answerNext({ kind: 'refused', code: '131026', title: 'Cannot be delivered' });
    await send(id, 'first');
    await send(id, 'second');
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statuses(id)).toEqual(['rejected', 'sent']));
    expect((await thread(test.database, id))[0]?.error_code).toBe('131026');
  });

  it('never sends an unknown message again, and holds the lane behind it', async () => {
    const id = await aQuietChat();
    core.channel.answerNext({ kind: 'unknown', reason: 'timed out' });
    await send(id, 'first');
    await send(id, 'second');
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statuses(id)).toEqual(['unknown', 'queued']));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(core.channel.texts).toEqual(['first']);
    await test.database.query("update outbox set hold_until = now() - interval '1 second' where state = 'unknown'");
    await core.get(OutboxSweeper).sweep();
    await eventually(async () => expect(await statuses(id)).toEqual(['unknown', 'sent']));
    expect(core.channel.texts).toEqual(['first', 'second']);
  });

  it('sends nothing once the window is closed, and says so', async () => {
    const id = await aQuietChat();
    await send(id, 'too late');
    await test.database.query("update conversation set service_window_expires_at = now() - interval '1 second' where id = $1", [id]);
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statuses(id)).toEqual(['rejected']));
    expect((await thread(test.database, id))[0]?.error_code).toBe('SERVICE_WINDOW_CLOSED');
    expect(core.channel.sent).toEqual([]);
  });

  it('keeps everything queued while the channel is broken, and resumes when a probe succeeds', async () => {
    const [one, two] = [await aQuietChat(), await aQuietChat()];
    await test.database.query('update conversation set channel_id = (select channel_id from conversation where id = $1) where id = $2', [
      one,
      two,
    ]);
    core.channel.answerAlways(BROKEN);
    await send(one, 'first');
    core.get(OutboxDispatcher).start();
    await eventually(async () =>
      expect((await test.database.query('select paused_at from channel where paused_at is not null')).length).toBe(1),
    );
    await send(two, 'second');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(core.channel.texts).toEqual(['first']);
    expect([...(await statuses(one)), ...(await statuses(two))]).toEqual(['queued', 'queued']);
    core.channel.answerAlways(() => core.channel.accept());
    await test.database.query('update channel set probe_at = now() where paused_at is not null');
    await eventually(async () => expect([...(await statuses(one)), ...(await statuses(two))]).toEqual(['sent', 'sent']));
    expect(await test.database.query('select 1 from channel where paused_at is not null')).toEqual([]);
  });

  it('tries only one message on a paused channel', async () => {
    const chats = [await aQuietChat(), await aQuietChat(), await aQuietChat()];
    await test.database.query(
      'update conversation set channel_id = (select channel_id from conversation where id = $1) where id = any($2)',
      [chats[0], chats],
    );
    for (const id of chats) await send(id, 'Hello');
    const { channel_id: channelId } = await conversationRow(test.database, chats[0] ?? '');
    await core.get(ChannelDirectory).pause(String(channelId), 'by the test');
    await test.database.query('update channel set probe_at = now() where id = $1', [channelId]);
    core.channel.answerAlways(BROKEN);
    core.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.sent).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(core.channel.sent).toHaveLength(1);
    await core.get(ChannelDirectory).resume(String(channelId));
  });

  it('lets 45 messages to one customer go ahead, then one every 6 s', async () => {
    const limited = await startCore(test.database, { pairLimit: true, channel: core.channel });
    const id = await aQuietChat();
    for (let count = 0; count < 47; count += 1) await send(id, `${count}`);
    limited.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.sent.length).toBeGreaterThanOrEqual(45), 10_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await limited.stop();
    expect(core.channel.sent).toHaveLength(45);
    const [next] = await test.database.query<{ wait: number }>(
      "select extract(epoch from min(not_before) - now())::float8 as wait from outbox where state = 'queued'",
    );
    expect(next?.wait).toBeLessThanOrEqual(6);
  });

  it('keeps to its messages a second', async () => {
    const limited = await startCore(test.database, { messagesPerSecond: 20, channel: core.channel });
    const { channelId } = (await aConversation(test.database)).contact;
    const chats = await Promise.all(Array.from({ length: 15 }, () => aQuietChat()));
    await test.database.query('update conversation set channel_id = $1 where id = any($2)', [channelId, chats]);
    await Promise.all(chats.map((id) => send(id, 'Hello')));
    const from = Date.now();
    limited.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.sent).toHaveLength(15), 10_000);
    await limited.stop();
    // 2 at once, the other 13 at 20 a second
    expect(Date.now() - from).toBeGreaterThan(550);
  });

  it('quotes the message it answers by the channel’s own id', async () => {
    const id = await aQuietChat();
    await customerWrites(core, id, anInboundText('Which one?', { wamid: 'wamid.question' }));
    const [question] = await thread(test.database, id);
    await core
      .get(SendAgentMessage)
      .execute({ conversationId: id, agent: ana, text: 'The blue one', replyTo: question?.id ?? '', idempotencyKey: null });
    core.get(OutboxDispatcher).start();
    await eventually(() =>
      expect(core.channel.sent.at(-1)).toMatchObject({ replyToWamid: 'wamid.question', content: { type: 'text', text: 'The blue one' } }),
    );
  });

  it('sends buttons and lists as they were decided', async () => {
    const { id } = await aConversation(test.database);
    await customerWrites(core, id, aTap('support', 'Chat Support'));
    core.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.sent).toHaveLength(1));
    expect(core.channel.sent[0]?.content).toMatchObject({ type: 'buttons', buttons: [{ id: 'end_chat', title: 'End Chat' }] });
  });
});

describe('a process that dies or sleeps', () => {
  it('leaves a message after START that becomes unknown, is never sent again, and whose lane goes on after the hold', async () => {
    const id = await aQuietChat();
    const lost = anOpenCall();
    core.channel.answerNext(lost.answer);
    await send(id, 'first');
    await send(id, 'second');
    const dead = await startCore(test.database, { channel: core.channel });
    dead.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statuses(id)).toEqual(['sending', 'queued']));
    // From here on nobody knows of the call: its process is gone.
    await test.database.query("update outbox set lease_until = now() - interval '1 second' where state = 'sending'");
    const sweeper = core.get(OutboxSweeper);
    await sweeper.sweep();
    expect(await statuses(id)).toEqual(['unknown', 'queued']);
    await test.database.query("update outbox set hold_until = now() - interval '1 second' where state = 'unknown'");
    await sweeper.sweep();
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statuses(id)).toEqual(['unknown', 'sent']));
    expect(core.channel.texts).toEqual(['first', 'second']);
    // Only now the dead process lets go of the test; its outcome finds nothing to change.
    lost.settle(NOT_SENT);
    await dead.stop();
    expect((await statuses(id))[1]).toBe('sent');
  });

  it('is noticed by the sweeper’s own clock when the database’s clock was set back', async () => {
    const clock = new TestClock();
    const watching = await startCore(test.database, { clock });
    const id = await aQuietChat();
    await send(id, 'first');
    const future = "now() + interval '1 hour'";
    await test.database.query(
      `update outbox set state = 'sending', attempt = 1, lease_until = ${future}, hold_until = ${future} where conversation_id = $1`,
      [id],
    );
    await test.database.query("update message set status = 'sending', attempt = 1 where conversation_id = $1", [id]);
    const sweeper = watching.get(OutboxSweeper);
    await sweeper.sweep();
    clock.advance(34_000);
    await sweeper.sweep();
    expect(await statuses(id)).toEqual(['sending']);
    clock.advance(1_000);
    await sweeper.sweep();
    expect(await statuses(id)).toEqual(['unknown']);
    const [row] = await test.database.query<{ hold: number }>(
      'select extract(epoch from hold_until - now())::float8 as hold from outbox where conversation_id = $1',
      [id],
    );
    expect(row?.hold).toBeLessThanOrEqual(15);
  });

  it('does not write once the fence has fallen', async () => {
    const clock = new TestClock();
    const sleepy = await startCore(test.database, { clock, channel: core.channel });
    const id = await aQuietChat();
    const answers: boolean[] = [];
    core.channel.answerNext((message) => {
      answers.push(message.mayStillWrite());
      clock.advance(5_000);
      answers.push(message.mayStillWrite());
      return NOT_SENT;
    });
    await send(id, 'Hello');
    sleepy.get(OutboxDispatcher).start();
    await eventually(() => expect(answers).toEqual([true, false]));
    await sleepy.stop();
  });

  it('that wakes up after the sweeper with NOT SENT leaves the message failed, never queued', async () => {
    const id = await aQuietChat();
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    await send(id, 'first');
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statuses(id)).toEqual(['sending']));
    await test.database.query("update outbox set lease_until = now() - interval '1 second' where state = 'sending'");
    await core.get(OutboxSweeper).sweep();
    open.settle(NOT_SENT);
    await eventually(async () => expect(await statuses(id)).toEqual(['rejected']));
    expect((await thread(test.database, id))[0]?.error_code).toBe('not_sent');
    expect(await test.database.query('select 1 from outbox where conversation_id = $1', [id])).toEqual([]);
    expect(core.channel.texts).toEqual(['first']);
  });

  it('that wakes up after the hold with an acceptance still tells it', async () => {
    const id = await aQuietChat();
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    await send(id, 'first');
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statuses(id)).toEqual(['sending']));
    await test.database.query("update outbox set lease_until = now() - interval '9 second', hold_until = now() - interval '1 second'");
    await core.get(OutboxSweeper).sweep();
    await core.get(OutboxSweeper).sweep();
    expect(await test.database.query('select 1 from outbox where conversation_id = $1', [id])).toEqual([]);
    open.settle({ kind: 'accepted', wamid: 'wamid.late' });
    await eventually(async () => expect(await statuses(id)).toEqual(['sent']));
  });
});

describe('end chat cleanup', () => {
  const end = (conversationId: string) =>
    core.get(EndChat).execute({ conversationId, agent: ana, message: 'Bye', reason: null, undoSeconds: 0 });

  it('by the agent: what was queued leaves first, then the closing message, then the menu', async () => {
    const id = await aQuietChat();
    await send(id, 'first');
    await send(id, 'second');
    await end(id);
    core.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.texts).toHaveLength(4));
    expect(core.channel.texts.slice(0, 3)).toEqual(['first', 'second', 'Bye']);
    expect(await conversationRow(test.database, id)).toMatchObject({ chat_id: null, chat_agent_id: null, state: 'MAIN_MENU' });
  });

  it('by the customer: what was queued is cancelled and shown so', async () => {
    const id = await aQuietChat();
    await send(id, 'never to leave');
    await customerWrites(core, id, anInboundText('done'));
    core.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.sent.length).toBe(2));
    expect((await thread(test.database, id))[0]).toMatchObject({ text: 'never to leave', status: 'cancelled' });
    expect(core.channel.texts).not.toContain('never to leave');
  });

  it('by the customer while a message is on its way: NOT SENT cancels it instead of sending it after the end (C7)', async () => {
    const id = await aQuietChat();
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    await send(id, 'on its way');
    core.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.texts).toEqual(['on its way']));
    await customerWrites(core, id, anInboundText('done'));
    open.settle(NOT_SENT);
    await eventually(async () => expect((await statuses(id))[0]).toBe('cancelled'));
    await eventually(() => expect(core.channel.sent).toHaveLength(3));
    expect(core.channel.texts.filter((text) => text === 'on its way')).toHaveLength(1);
  });

  it('by the agent while a message is on its way: NOT SENT sends it again, before the closing message', async () => {
    const id = await aQuietChat();
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    await send(id, 'on its way');
    core.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.texts).toEqual(['on its way']));
    await end(id);
    open.settle(NOT_SENT);
    await eventually(() => expect(core.channel.texts.slice(0, 3)).toEqual(['on its way', 'on its way', 'Bye']), 6000);
  });

  it('a row that was put in line beside the end is cancelled at START', async () => {
    const id = await aQuietChat();
    await send(id, 'slipped through');
    // As if a send had read "chat open" before the end and committed after it (C8 without its lock).
    await test.database.query("update chat set status = 'ended', ended_by = 'contact', ended_at = now() where conversation_id = $1", [id]);
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statuses(id)).toEqual(['cancelled']));
    expect(core.channel.sent).toEqual([]);
  });
});
