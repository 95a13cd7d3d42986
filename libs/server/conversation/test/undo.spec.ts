import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation, anAgent, eventually } from '@parley/testing';
import { EndChat, OutboxDispatcher, SendAgentMessage, SwitchOffChatSupport, TimerRunner, UndoEnd, type AgentRef } from '../src/index.js';
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

let test: TestDatabase;
let core: Core;
let ana: AgentRef;

beforeAll(async () => {
  test = await createTestDatabase();
  core = await startCore(test.database);
  ana = await anAgent(test.database, { name: 'Ana' });
});

afterAll(async () => {
  await core.stop();
  await test.drop();
});

function end(conversationId: string, undoSeconds: number): Promise<void> {
  return core.get(EndChat).execute({ conversationId, agent: ana, message: 'Bye', reason: 'solved', undoSeconds });
}

async function timers(conversationId: string): Promise<number> {
  return (await test.database.query('select 1 from timer where conversation_id = $1', [conversationId])).length;
}

async function saidBy(conversationId: string, author: string): Promise<(string | null)[]> {
  return (await thread(test.database, conversationId)).filter((row) => row.author === author).map((row) => row.text);
}

describe('an end that can be undone', () => {
  it('is over at once and says nothing yet', async () => {
    const { id, chatId } = await aConversation(test.database, { chat: { agent: ana } });
    await end(id, 30);
    expect(await conversationRow(test.database, id)).toMatchObject({
      chat_id: null,
      state: 'MAIN_MENU',
      ended_chats: 1,
      undo_chat_id: chatId,
    });
    expect(await thread(test.database, id)).toEqual([]);
    expect(await timers(id)).toBe(1);
  });

  it('taken back by the agent: the same chat goes on, no closing message was sent', async () => {
    const { id, chatId } = await aConversation(test.database, { chat: { agent: ana } });
    await end(id, 30);
    await core.get(UndoEnd).execute({ conversationId: id, agent: ana });
    expect(await conversationRow(test.database, id)).toMatchObject({
      chat_id: chatId,
      chat_status: 'active',
      chat_agent_id: ana.id,
      ended_chats: 0,
      undo_chat_id: null,
      undo_until: null,
    });
    const [chat] = await test.database.query('select status, ended_at, ended_by, end_reason, closing_text from chat where id = $1', [
      chatId,
    ]);
    expect(chat).toEqual({ status: 'active', ended_at: null, ended_by: null, end_reason: null, closing_text: null });
    expect(await thread(test.database, id)).toEqual([]);
    expect(await timers(id)).toBe(0);
    await expect(core.get(UndoEnd).execute({ conversationId: id, agent: ana })).rejects.toMatchObject({ code: 'UNDO_EXPIRED' });
  });

  it('taken back by the customer’s next message: to the same agent, unread', async () => {
    const { id, chatId } = await aConversation(test.database, { chat: { agent: ana } });
    await end(id, 30);
    await customerWrites(core, id, anInboundText('one more thing'));
    expect(await conversationRow(test.database, id)).toMatchObject({
      chat_id: chatId,
      chat_status: 'active',
      chat_agent_id: ana.id,
      unread_count: 1,
    });
    expect(await saidBy(id, 'bot')).toEqual([]);
    expect(await timers(id)).toBe(0);
  });

  it('of a chat nobody had puts it back to its place in the queue', async () => {
    const waitingSince = new Date(Date.now() - 600_000);
    const { id } = await aConversation(test.database, { chat: { waitingSince } });
    await end(id, 30);
    await core.get(UndoEnd).execute({ conversationId: id, agent: ana });
    expect(await conversationRow(test.database, id)).toMatchObject({
      chat_status: 'waiting',
      chat_agent_id: null,
      chat_waiting_since: waitingSince,
    });
  });

  it('is final when its time is over, also when the server was restarted meanwhile: what was said, then closing message, then how it was', async () => {
    const { id, chatId } = await aConversation(test.database, { chat: { agent: ana } });
    await core.get(SendAgentMessage).execute({ conversationId: id, agent: ana, text: 'Here you are', replyTo: null, idempotencyKey: null });
    await end(id, 1);
    const restarted = await startCore(test.database);
    restarted.get(TimerRunner).start();
    await eventually(async () => expect(await timers(id)).toBe(0));
    await restarted.get(TimerRunner).stop();
    const rows = await thread(test.database, id);
    expect(rows.map((row) => row.text).slice(1, 3)).toEqual(['Here you are', 'Bye']);
    expect(rows.map((row) => row.chat_id)).toEqual([chatId, chatId, chatId, chatId]);
    expect(await conversationRow(test.database, id)).toMatchObject({ undo_chat_id: null, undo_until: null, state: 'AWAITING_RATING' });
    await expect(core.get(UndoEnd).execute({ conversationId: id, agent: ana })).rejects.toMatchObject({ code: 'UNDO_EXPIRED' });
    restarted.get(OutboxDispatcher).start();
    await eventually(() => expect(restarted.channel.texts.slice(1, 3)).toEqual(['Here you are', 'Bye']));
    await restarted.stop();
  });

  it('is settled once by two runners', async () => {
    const { id } = await aConversation(test.database, { chat: { agent: ana } });
    await end(id, 1);
    const runners = await Promise.all([startCore(test.database), startCore(test.database)]);
    for (const runner of runners) runner.get(TimerRunner).start();
    await eventually(async () => expect(await timers(id)).toBe(0));
    await Promise.all(runners.map((runner) => runner.get(TimerRunner).stop()));
    expect((await saidBy(id, 'bot')).filter((text) => text === 'Bye')).toHaveLength(1);
  });
});

describe('the rollback switch', () => {
  it('ends every open chat with one notice, however often it is thrown, and what agents had queued never leaves', async () => {
    const waiting = await aConversation(test.database, { chat: {} });
    const active = await aConversation(test.database, { chat: { agent: ana } });
    await core
      .get(SendAgentMessage)
      .execute({ conversationId: active.id, agent: ana, text: 'too late', replyTo: null, idempotencyKey: null });
    const off = await startCore(test.database, { supportChatEnabled: false });
    const [first, second] = await Promise.all([off.get(SwitchOffChatSupport).execute(), off.get(SwitchOffChatSupport).execute()]);
    const [open] = await test.database.query<{ count: number }>(
      'select count(*)::int as count from conversation where chat_id is not null',
    );
    expect(open?.count).toBe(0);
    expect(first + second).toBeGreaterThanOrEqual(2);
    expect(await off.get(SwitchOffChatSupport).execute()).toBe(0);
    for (const { id } of [waiting, active]) {
      const rows = await thread(test.database, id);
      expect(rows.filter((row) => row.text?.startsWith('Our team has to end this chat'))).toHaveLength(1);
      expect(await conversationRow(test.database, id)).toMatchObject({ state: 'MAIN_MENU', chat_id: null });
    }
    expect((await thread(test.database, active.id)).find((row) => row.author === 'agent')?.status).toBe('cancelled');
    const [ended] = await test.database.query('select ended_by from chat where id = $1', [active.chatId]);
    expect(ended).toEqual({ ended_by: 'system' });
  });
});
