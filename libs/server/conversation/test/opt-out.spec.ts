import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aConversation, anAgent, eventually } from '@parley/testing';
import { EndChat, OutboxDispatcher, SendAgain, SendAgentMessage, StartChat, SwitchOffChatSupport, type AgentRef } from '../src/index.js';
import { anInboundText, createTestDatabase, customerWrites, startCore, thread, type Core, type TestDatabase } from './support/core.js';
import { agentSends, aQuietChat, statuses } from './support/quiet-chat.js';

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

/** As somebody does whose opt-out came another way than by a word; the words are tested below. */
const optsOut = (conversationId: string, secondsAgo = 0) =>
  test.database.query(
    `update contact set opted_out_at = now() - $2 * interval '1 second'
      where id = (select contact_id from conversation where id = $1)`,
    [conversationId, secondsAgo],
  );

/** The customer wrote last an hour ago. */
async function wroteAnHourAgo(id: string): Promise<string> {
  await test.database.query("update conversation set service_window_expires_at = now() + interval '23 hours' where id = $1", [id]);
  return id;
}

const aChatOfAnHour = async (): Promise<string> => wroteAnHourAgo(await aQuietChat(test.database, ana));

describe('to a customer who has opted out (INV-21)', () => {
  it('nothing leaves that was queued before: no agent’s words, no closing message, no menu', async () => {
    const id = await aChatOfAnHour();
    await agentSends(core, id, ana, 'An offer');
    await core.get(EndChat).execute({ conversationId: id, agent: ana, message: null, reason: null, undoSeconds: 0 });
    await optsOut(id);
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(new Set(await statuses(test.database, id))).toEqual(new Set(['rejected'])));
    expect((await thread(test.database, id)).map((row) => row.error_code)).toEqual(['OPTED_OUT', 'OPTED_OUT', 'OPTED_OUT']);
    expect(await test.database.query('select 1 from outbox where conversation_id = $1', [id])).toEqual([]);
    expect(core.channel.sent).toEqual([]);
  });

  it('nothing is begun: no chat, no message, no second try, no notice of the switch', async () => {
    const id = await aChatOfAnHour();
    const { messageId } = await agentSends(core, id, ana, 'Before');
    await test.database.query("update message set status = 'unknown', send_again_at = now() where id = $1", [messageId]);
    await test.database.query('delete from outbox');
    await optsOut(id);
    const order = { conversationId: id, agent: ana };
    const refused = { code: 'SERVICE_WINDOW_CLOSED' };
    await expect(core.get(SendAgentMessage).execute({ ...order, text: 'More', replyTo: null, idempotencyKey: null })).rejects.toMatchObject(
      refused,
    );
    await expect(core.get(SendAgain).execute({ ...order, messageId })).rejects.toMatchObject(refused);
    const idle = await wroteAnHourAgo((await aConversation(test.database)).id);
    await optsOut(idle);
    await expect(core.get(StartChat).execute({ conversationId: idle, agent: ana, message: null })).rejects.toMatchObject(refused);
    await core.get(SwitchOffChatSupport).execute();
    expect((await thread(test.database, id)).map((row) => row.text)).toEqual(['Before']);
    // The switch speaks to whoever else has a chat.
    expect(await test.database.query('select 1 from outbox where conversation_id = any($1)', [[id, idle]])).toEqual([]);
  });

  it('answers leave again once they write, and not because of what they had written before', async () => {
    const id = await aChatOfAnHour();
    await optsOut(id, 60);
    core.get(OutboxDispatcher).start();
    await customerWrites(core, id, anInboundText('late', { sentAt: new Date(Date.now() - 120_000) }));
    await expect(agentSends(core, id, ana, 'to the late one')).rejects.toMatchObject({ code: 'SERVICE_WINDOW_CLOSED' });
    await customerWrites(core, id, anInboundText('Are you there?'));
    await agentSends(core, id, ana, 'Yes');
    await eventually(() => expect(core.channel.texts).toEqual(['Yes']));
    await customerWrites(core, id, anInboundText('done'));
    await eventually(() => expect(core.channel.sent).toHaveLength(3));
  });

  it('the bot is silent to what was written before, and answers what is written after', async () => {
    const id = await wroteAnHourAgo((await aConversation(test.database, { state: 'INITIAL' })).id);
    await optsOut(id, 60);
    core.get(OutboxDispatcher).start();
    await customerWrites(core, id, anInboundText('hi', { sentAt: new Date(Date.now() - 120_000) }));
    expect((await thread(test.database, id)).map((row) => row.direction)).toEqual(['inbound']);
    await customerWrites(core, id, anInboundText('hi'));
    await eventually(() => expect(core.channel.sent).toHaveLength(1));
  });
});

describe('a customer who writes STOP', () => {
  const optedOutAt = async (id: string): Promise<Date | null> => {
    const sql = 'select opted_out_at from contact where id = (select contact_id from conversation where id = $1)';
    return (await test.database.query<{ opted_out_at: Date | null }>(sql, [id]))[0]?.opted_out_at ?? null;
  };
  /** WhatsApp counts in whole seconds. */
  const thisSecond = (): Date => new Date(Math.floor(Date.now() / 1_000) * 1_000);
  const writes = (id: string, ...texts: string[]) =>
    customerWrites(core, id, ...texts.map((text) => anInboundText(text, { sentAt: thisSecond() })));
  const out = async (id: string): Promise<(readonly [string | null, string])[]> =>
    (await thread(test.database, id)).filter((row) => row.direction === 'outbound').map((row) => [row.said, row.status] as const);

  beforeEach(() => {
    core.get(OutboxDispatcher).start();
  });

  it('is told so once, and that alone leaves', async () => {
    const id = await wroteAnHourAgo((await aConversation(test.database)).id);
    await writes(id, 'STOP');
    await eventually(async () => expect(await out(id)).toEqual([['stop.done', 'sent']]));
    expect(await optedOutAt(id)).not.toBeNull();
    await writes(id, 'stop', 'Stop.');
    expect(await out(id)).toHaveLength(1);
    await expect(core.get(StartChat).execute({ conversationId: id, agent: ana, message: null })).rejects.toMatchObject({
      code: 'SERVICE_WINDOW_CLOSED',
    });
  });

  it('in a chat hears that and nothing an agent wrote before; the chat stays, and goes on when they write again', async () => {
    const id = await aChatOfAnHour();
    core.channel.answerNext({ kind: 'not-sent', reason: 'refused connection', retryAfterMs: 600_000, scope: 'message' });
    await agentSends(core, id, ana, 'One moment');
    await eventually(() => expect(core.channel.sent).toHaveLength(1));
    await eventually(async () => expect(await out(id)).toEqual([[null, 'queued']]));
    await writes(id, 'stop');
    // Its next try has come.
    await test.database.query('update outbox set not_before = now() where conversation_id = $1', [id]);
    await eventually(async () =>
      expect(await out(id)).toEqual([
        [null, 'rejected'],
        ['stop.done', 'sent'],
      ]),
    );
    await expect(agentSends(core, id, ana, 'Hello?')).rejects.toMatchObject({ code: 'SERVICE_WINDOW_CLOSED' });
    // The same second by WhatsApp's clock, and yet after it.
    await writes(id, 'my lamp is still broken');
    await agentSends(core, id, ana, 'I will see to it');
    await eventually(() => expect(core.channel.texts.at(-1)).toBe('I will see to it'));
  });

  it('with other words in one batch: what was asked before stays unsaid, what is asked after is answered', async () => {
    const id = await wroteAnHourAgo((await aConversation(test.database)).id);
    await writes(id, 'opening hours', 'stop', 'opening hours');
    await eventually(async () => expect((await out(id)).map(([, status]) => status)).toEqual(['sent', 'sent', 'sent']));
    const other = await wroteAnHourAgo((await aConversation(test.database)).id);
    await writes(other, 'opening hours', 'stop');
    await eventually(async () =>
      expect(await out(other)).toEqual([
        [null, 'rejected'],
        ['stop.done', 'sent'],
      ]),
    );
  });

  it('and START is written to again', async () => {
    const id = await wroteAnHourAgo((await aConversation(test.database)).id);
    await writes(id, 'stop');
    await writes(id, 'start');
    await eventually(async () => expect((await out(id)).at(-1)).toEqual(['start.done', 'sent']));
    expect(await optedOutAt(id)).toBeNull();
    await core.get(StartChat).execute({ conversationId: id, agent: ana, message: null });
  });

  it('is asked for no rating, and gets the closing message and the menu when they end a chat themselves', async () => {
    const id = await aChatOfAnHour();
    await writes(id, 'stop');
    await writes(id, 'hello?');
    await agentSends(core, id, ana, 'Here you are');
    await writes(id, 'done');
    await eventually(async () =>
      expect((await out(id)).map(([key]) => key).filter((key) => key !== null)).toEqual(['stop.done', 'ended.contact']),
    );
  });
});
