import { describe, expect, it } from '@jest/globals';
import { eventually } from '@parley/testing';
import { EndChat, OutboxDispatcher } from '../src/index.js';
import { anInboundText, conversationRow, customerWrites, thread } from './support/core.js';
import { anOpenCall } from './support/fake-channel.js';
import { NOT_SENT } from './support/quiet-chat.js';
import { aSendingSide } from './support/sending-side.js';

const side = aSendingSide();
const { aChat, send, statusesOf } = side;

describe('end chat cleanup', () => {
  const end = (conversationId: string) =>
    side.core.get(EndChat).execute({ conversationId, agent: side.ana, message: 'Bye', reason: null, undoSeconds: 0 });

  it('INV-13 by the agent: what was queued leaves first, then the closing message, then how it was', async () => {
    const id = await aChat();
    await send(id, 'first');
    await send(id, 'second');
    await end(id);
    side.core.get(OutboxDispatcher).start();
    await eventually(() => expect(side.core.channel.texts).toHaveLength(4));
    expect(side.core.channel.texts.slice(0, 3)).toEqual(['first', 'second', 'Bye']);
    expect(await conversationRow(side.database, id)).toMatchObject({ chat_id: null, chat_agent_id: null, state: 'AWAITING_RATING' });
  });

  it('INV-13 by the customer: what was queued is cancelled and shown so', async () => {
    const id = await aChat();
    await send(id, 'never to leave');
    await customerWrites(side.core, id, anInboundText('done'));
    side.core.get(OutboxDispatcher).start();
    await eventually(() => expect(side.core.channel.sent.length).toBe(2));
    expect((await thread(side.database, id))[0]).toMatchObject({ text: 'never to leave', status: 'cancelled' });
    expect(side.core.channel.texts).not.toContain('never to leave');
  });

  it('by the customer: what agents wrote in an earlier chat, which an agent ended, still leaves', async () => {
    const id = await aChat();
    await send(id, 'of the first chat');
    await end(id);
    await customerWrites(side.core, id, anInboundText('support'), anInboundText('done'));
    side.core.get(OutboxDispatcher).start();
    await eventually(() => expect(side.core.channel.sent).toHaveLength(6));
    expect(side.core.channel.texts.slice(0, 2)).toEqual(['of the first chat', 'Bye']);
    expect((await thread(side.database, id))[0]).toMatchObject({ text: 'of the first chat', status: 'sent' });
  });

  it('C7 by the customer while a message is on its way: NOT SENT cancels it instead of sending it after the end', async () => {
    const id = await aChat();
    const open = anOpenCall();
    side.core.channel.answerNext(open.answer);
    await send(id, 'on its way');
    side.core.get(OutboxDispatcher).start();
    await eventually(() => expect(side.core.channel.texts).toEqual(['on its way']));
    await customerWrites(side.core, id, anInboundText('done'));
    // Not due again for a minute: only the outcome itself can cancel it now, not the next START.
    open.settle({ kind: 'not-sent', reason: 'rate limit', scope: 'message', retryAfterMs: 60_000 });
    await eventually(async () => expect((await statusesOf(id))[0]).toBe('cancelled'));
    await eventually(() => expect(side.core.channel.sent).toHaveLength(3));
    expect(side.core.channel.texts.filter((text) => text === 'on its way')).toHaveLength(1);
  });

  it('by the agent while a message is on its way: NOT SENT sends it again, before the closing message', async () => {
    const id = await aChat();
    const open = anOpenCall();
    side.core.channel.answerNext(open.answer);
    await send(id, 'on its way');
    side.core.get(OutboxDispatcher).start();
    await eventually(() => expect(side.core.channel.texts).toEqual(['on its way']));
    await end(id);
    open.settle(NOT_SENT);
    await eventually(() => expect(side.core.channel.texts.slice(0, 3)).toEqual(['on its way', 'on its way', 'Bye']));
  });

  it('a row that was put in line beside the end is cancelled at START', async () => {
    const id = await aChat();
    await send(id, 'slipped through');
    // As if a send had read "chat open" before the end and committed after it (C8 without its lock).
    await side.database.query("update chat set status = 'ended', ended_by = 'contact', ended_at = now() where conversation_id = $1", [id]);
    side.core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['cancelled']));
    expect(side.core.channel.sent).toEqual([]);
  });
});
