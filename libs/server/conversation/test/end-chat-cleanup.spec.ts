import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { anAgent, eventually } from '@parley/testing';
import { EndChat, OutboxDispatcher, type AgentRef } from '../src/index.js';
import {
  anInboundText,
  conversationRow,
  createTestDatabase,
  customerWrites,
  startCore,
  thread,
  type Core,
  type TestDatabase,
} from './support/core.js';
import { anOpenCall } from './support/fake-channel.js';
import { agentSends, aQuietChat, NOT_SENT, statuses } from './support/quiet-chat.js';

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

const aChat = () => aQuietChat(test.database, ana);
const send = (conversationId: string, text: string) => agentSends(core, conversationId, ana, text);
const statusesOf = (conversationId: string) => statuses(test.database, conversationId);

describe('end chat cleanup', () => {
  const end = (conversationId: string) =>
    core.get(EndChat).execute({ conversationId, agent: ana, message: 'Bye', reason: null, undoSeconds: 0 });

  it('by the agent: what was queued leaves first, then the closing message, then the menu', async () => {
    const id = await aChat();
    await send(id, 'first');
    await send(id, 'second');
    await end(id);
    core.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.texts).toHaveLength(4));
    expect(core.channel.texts.slice(0, 3)).toEqual(['first', 'second', 'Bye']);
    expect(await conversationRow(test.database, id)).toMatchObject({ chat_id: null, chat_agent_id: null, state: 'MAIN_MENU' });
  });

  it('by the customer: what was queued is cancelled and shown so', async () => {
    const id = await aChat();
    await send(id, 'never to leave');
    await customerWrites(core, id, anInboundText('done'));
    core.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.sent.length).toBe(2));
    expect((await thread(test.database, id))[0]).toMatchObject({ text: 'never to leave', status: 'cancelled' });
    expect(core.channel.texts).not.toContain('never to leave');
  });

  it('by the customer: what agents wrote in an earlier chat, which an agent ended, still leaves', async () => {
    const id = await aChat();
    await send(id, 'of the first chat');
    await end(id);
    await customerWrites(core, id, anInboundText('support'), anInboundText('done'));
    core.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.sent).toHaveLength(6));
    expect(core.channel.texts.slice(0, 2)).toEqual(['of the first chat', 'Bye']);
    expect((await thread(test.database, id))[0]).toMatchObject({ text: 'of the first chat', status: 'sent' });
  });

  it('by the customer while a message is on its way: NOT SENT cancels it instead of sending it after the end (C7)', async () => {
    const id = await aChat();
    const open = anOpenCall();
    core.channel.answerNext(open.answer);
    await send(id, 'on its way');
    core.get(OutboxDispatcher).start();
    await eventually(() => expect(core.channel.texts).toEqual(['on its way']));
    await customerWrites(core, id, anInboundText('done'));
    // Not due again for a minute: only the outcome itself can cancel it now, not the next START.
    open.settle({ kind: 'not-sent', reason: 'rate limit', scope: 'message', retryAfterMs: 60_000 });
    await eventually(async () => expect((await statusesOf(id))[0]).toBe('cancelled'));
    await eventually(() => expect(core.channel.sent).toHaveLength(3));
    expect(core.channel.texts.filter((text) => text === 'on its way')).toHaveLength(1);
  });

  it('by the agent while a message is on its way: NOT SENT sends it again, before the closing message', async () => {
    const id = await aChat();
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
    const id = await aChat();
    await send(id, 'slipped through');
    // As if a send had read "chat open" before the end and committed after it (C8 without its lock).
    await test.database.query("update chat set status = 'ended', ended_by = 'contact', ended_at = now() where conversation_id = $1", [id]);
    core.get(OutboxDispatcher).start();
    await eventually(async () => expect(await statusesOf(id)).toEqual(['cancelled']));
    expect(core.channel.sent).toEqual([]);
  });
});
