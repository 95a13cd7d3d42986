import { describe, expect, it } from '@jest/globals';
import { aConversation, eventually } from '@parley/testing';
import { OutboxDispatcher, OutboxSweeper, SendAgentMessage } from '../src/index.js';
import { anInboundText, aTap, customerWrites, startCore, thread } from './support/core.js';
import { anOpenCall } from './support/fake-channel.js';
import { NOT_SENT } from './support/quiet-chat.js';
import { aSendingSide } from './support/sending-side.js';

const side = aSendingSide();
const { aChat, send, statusesOf } = side;

describe('sending', () => {
  it('commits START before the call and the outcome after it', async () => {
    const id = await aChat();
    const during: unknown[] = [];
    side.core.channel.answerNext(async (message) => {
      during.push(
        ...(await side.database.query(
          'select m.status, o.state, o.attempt from message m join outbox o on o.message_id = m.id where m.id = $1',
          [message.messageId],
        )),
      );
      return side.core.channel.accept();
    });
    const { messageId } = await send(id, 'Hello');
    side.core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['sent']));
    expect(during).toEqual([{ status: 'sending', state: 'sending', attempt: 1 }]);
    expect(await side.database.query('select 1 from outbox where message_id = $1', [messageId])).toEqual([]);
    expect((await thread(side.database, id))[0]?.wamid).toMatch(/^wamid\.out/);
  });

  it('has one message of a conversation in flight at a time, and others meanwhile', async () => {
    const [one, two] = [await aChat(), await aChat()];
    const open = anOpenCall();
    side.core.channel.answerNext(open.answer);
    await send(one, 'first');
    await send(one, 'second');
    side.core.get(OutboxDispatcher).start();
    await eventually(() => expect(side.core.channel.texts).toEqual(['first']));
    await send(two, 'elsewhere');
    await eventually(() => expect(side.core.channel.texts).toEqual(['first', 'elsewhere']));
    open.settle(side.core.channel.accept());
    await eventually(() => expect(side.core.channel.texts).toEqual(['first', 'elsewhere', 'second']));
  });

  it('INV-10 is done once and in order by two dispatchers over one database', async () => {
    const other = await startCore(side.database, { channel: side.core.channel });
    const chats = await Promise.all(Array.from({ length: 8 }, () => aChat()));
    for (const text of ['a', 'b', 'c', 'd']) await Promise.all(chats.map((id) => send(id, text)));
    side.core.get(OutboxDispatcher).start();
    other.get(OutboxDispatcher).start();
    await eventually(() => expect(side.core.channel.sent).toHaveLength(32));
    await other.stop();
    await side.core.stop();
    expect(new Set(side.core.channel.sent.map((message) => message.messageId)).size).toBe(32);
    const order = await side.database.query<{ id: string; conversation_id: string }>(
      'select id, conversation_id from message where conversation_id = any($1) order by seq',
      [chats],
    );
    for (const id of chats) {
      const expected = order.filter((row) => row.conversation_id === id).map((row) => row.id);
      expect(side.core.channel.sent.map((message) => message.messageId).filter((messageId) => expected.includes(messageId))).toEqual(
        expected,
      );
    }
  });

  it('puts a message back in line when it was proved not to have left, and sends it again later', async () => {
    const id = await aChat();
    side.core.channel.answerNext(NOT_SENT);
    await send(id, 'Hello');
    side.core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['sent']));
    expect(side.core.channel.sent.map((message) => message.attempt)).toEqual([1, 2]);
  });

  it('keeps the order while the first message waits for its next try', async () => {
    const id = await aChat();
    side.core.channel.answerNext(NOT_SENT);
    await send(id, 'first');
    await send(id, 'second');
    side.core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['sent', 'sent']));
    expect(side.core.channel.texts).toEqual(['first', 'first', 'second']);
  });

  it('shows a refusal with its reason and goes on with the next message', async () => {
    const id = await aChat();
    side.core.channel.answerNext({ kind: 'refused', code: '131026', title: 'Cannot be delivered' });
    await send(id, 'first');
    await send(id, 'second');
    side.core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['rejected', 'sent']));
    expect((await thread(side.database, id))[0]?.error_code).toBe('131026');
  });

  it('never sends an unknown message again, and holds the lane behind it', async () => {
    const id = await aChat();
    side.core.channel.answerNext({ kind: 'unknown', reason: 'timed out' });
    await send(id, 'first');
    await send(id, 'second');
    side.core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['unknown', 'queued']));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(side.core.channel.texts).toEqual(['first']);
    await side.database.query("update outbox set hold_until = now() - interval '1 second' where state = 'unknown'");
    await side.core.get(OutboxSweeper).sweep();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['unknown', 'sent']));
    expect(side.core.channel.texts).toEqual(['first', 'second']);
  });

  it('INV-16 sends nothing once the window is closed, and says so', async () => {
    const id = await aChat();
    await send(id, 'too late');
    await side.database.query("update conversation set service_window_expires_at = now() - interval '1 second' where id = $1", [id]);
    side.core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['rejected']));
    expect((await thread(side.database, id))[0]?.error_code).toBe('SERVICE_WINDOW_CLOSED');
    expect(side.core.channel.sent).toEqual([]);
  });

  it('quotes the message it answers by the channel’s own id', async () => {
    const id = await aChat();
    await customerWrites(side.core, id, anInboundText('Which one?', { wamid: 'wamid.question' }));
    const [question] = await thread(side.database, id);
    await side.core
      .get(SendAgentMessage)
      .execute({ conversationId: id, agent: side.ana, text: 'The blue one', replyTo: question?.id ?? '', idempotencyKey: null });
    side.core.get(OutboxDispatcher).start();
    await eventually(() =>
      expect(side.core.channel.sent.at(-1)).toMatchObject({
        replyToWamid: 'wamid.question',
        content: { type: 'text', text: 'The blue one' },
      }),
    );
  });

  it('sends buttons and lists as they were decided', async () => {
    const { id } = await aConversation(side.database);
    await customerWrites(side.core, id, aTap('support', 'Chat Support'));
    side.core.get(OutboxDispatcher).start();
    await eventually(() => expect(side.core.channel.sent).toHaveLength(1));
    expect(side.core.channel.sent[0]?.content).toMatchObject({ type: 'buttons', buttons: [{ id: 'end_chat', title: 'End Chat' }] });
  });
});
