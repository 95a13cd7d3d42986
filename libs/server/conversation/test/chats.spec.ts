import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AcceptChat, EndChat, OutboxDispatcher, SendAgentMessage, StartChat, TakeNextChat } from '../src/index.js';
import { aConversation, anAgent, eventually } from '@parley/testing';
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
  liveEvents,
} from './support/core.js';

let test: TestDatabase;
let core: Core;

beforeAll(async () => {
  test = await createTestDatabase();
  core = await startCore(test.database);
});

afterAll(async () => {
  await core.stop();
  await test.drop();
});

describe('chat message storage', () => {
  it('numbers a thread without gaps and keeps who wrote, in which chat', async () => {
    const ana = await anAgent(core.database);
    const { id } = await aConversation(core.database);
    await customerWrites(core, id, aTap('support', 'Chat Support'));
    await customerWrites(core, id, anInboundText('My lamp is broken'), anInboundText('It flickers'));
    await core.get(SendAgentMessage).execute({ conversationId: id, agent: ana, text: 'Which lamp?', replyTo: null, idempotencyKey: null });
    const rows = await thread(core.database, id);
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
    const chatId = (await conversationRow(core.database, id))['chat_id'];
    expect(rows.map((row) => row.chat_id)).toEqual(rows.map(() => chatId));
    expect(rows.filter((row) => row.author === 'contact').map((row) => row.text)).toEqual([
      'Chat Support',
      'My lamp is broken',
      'It flickers',
    ]);
    expect(rows.at(-1)).toMatchObject({ author: 'agent', text: 'Which lamp?', status: 'queued' });
  });

  it('keeps the text as it was received, however long', async () => {
    const { id } = await aConversation(core.database);
    const text = `  ÄÖ 👩‍👩‍👧 ${'x'.repeat(10_000)} \n end  `;
    await customerWrites(core, id, anInboundText(text));
    expect((await thread(core.database, id))[0]?.text).toBe(text);
  });

  it('marks what arrived more than a minute after it was written, and moves the window by when it was written', async () => {
    const { id } = await aConversation(core.database, { windowOpen: false });
    const receivedAt = new Date();
    const sentAt = new Date(receivedAt.getTime() - 3_600_000);
    await customerWrites(core, id, anInboundText('hello', { sentAt, receivedAt }));
    expect((await thread(core.database, id))[0]?.late).toBe(true);
    const row = await conversationRow(core.database, id);
    expect(row['service_window_expires_at']).toEqual(new Date(sentAt.getTime() + 86_400_000));
    await customerWrites(core, id, anInboundText('older', { sentAt: new Date(sentAt.getTime() - 1000), receivedAt }));
    expect((await conversationRow(core.database, id))['service_window_expires_at']).toEqual(row['service_window_expires_at']);
  });

  it('keeps the name of the contact current', async () => {
    const { id, contact } = await aConversation(core.database, { name: 'Old' });
    await customerWrites(core, id, anInboundText('hi', { identity: { bsuid: null, phone: null, username: 'jo.b', name: 'New' } }));
    const [row] = await core.database.query('select name, username from contact where id = $1', [contact.id]);
    expect(row).toEqual({ name: 'New', username: 'jo.b' });
  });

  it('writes an event for every message and for the conversation in the deciding transaction', async () => {
    const { id } = await aConversation(core.database);
    await customerWrites(core, id, aTap('support', 'Chat Support'));
    const rows = await thread(core.database, id);
    expect(await liveEvents(core.database, id)).toEqual([
      ...rows.map((row) => ({ type: 'message.created', messageId: row.id })),
      { type: 'conversation.updated', messageId: null },
    ]);
  });

  it('rolls everything back when the transaction does not commit', async () => {
    const { id } = await aConversation(core.database);
    const before = await conversationRow(core.database, id);
    const failing = core.database.transaction(async (tx) => {
      await tx.query('select id from conversation where id = $1 for no key update', [id]);
      const { ReceiveInboundMessages } = await import('../src/index.js');
      const receive = core.get(ReceiveInboundMessages);
      await receive.apply(tx, [{ conversationId: id, messages: [anInboundText('support')] }], receive.prepare());
      throw new Error('killed here');
    });
    await expect(failing).rejects.toThrow('killed here');
    expect(await conversationRow(core.database, id)).toEqual(before);
    expect(await thread(core.database, id)).toEqual([]);
  });
});

describe('multi-message flow', () => {
  it('leads from the menu through a chat with an agent and back to the menu, each message once and in order', async () => {
    const ana = await anAgent(core.database, { name: 'Ana' });
    const { id } = await aConversation(core.database, { state: 'INITIAL' });
    const dispatcher = core.get(OutboxDispatcher);
    dispatcher.start();
    await customerWrites(core, id, anInboundText('hello'));
    await customerWrites(core, id, anInboundText('I want to talk to a human'));
    await customerWrites(core, id, anInboundText('it is about my order'), anInboundText('the blue one'));
    await core.get(AcceptChat).execute({ conversationId: id, agent: ana });
    await core.get(SendAgentMessage).execute({ conversationId: id, agent: ana, text: 'On its way', replyTo: null, idempotencyKey: null });
    await core.get(EndChat).execute({ conversationId: id, agent: ana, message: 'Have a nice day', reason: null, undoSeconds: 0 });
    await customerWrites(core, id, anInboundText('5'));
    await eventually(async () => {
      const out = (await thread(core.database, id)).filter((row) => row.direction === 'outbound');
      expect(out.map((row) => row.status)).toEqual(out.map(() => 'sent'));
      expect(out.length).toBeGreaterThanOrEqual(6);
    });
    await dispatcher.stop();
    const mine = core.channel.sent.filter((message) => message.to.phone !== null);
    const rows = (await thread(core.database, id)).filter((row) => row.direction === 'outbound');
    const sentIds = mine.map((message) => message.messageId).filter((messageId) => rows.some((row) => row.id === messageId));
    expect(sentIds).toEqual(rows.map((row) => row.id));
    expect(await conversationRow(core.database, id)).toMatchObject({ state: 'MAIN_MENU', chat_id: null, ended_chats: 1, unread_count: 0 });
    const said = rows.map((row) => row.text ?? '');
    expect(said.indexOf('On its way')).toBeLessThan(said.indexOf('Have a nice day'));
  });

  it('counts what a customer wrote in an open chat as unread, but not the tap that opened it', async () => {
    const { id } = await aConversation(core.database);
    await customerWrites(core, id, aTap('support', 'Chat Support'));
    expect(await conversationRow(core.database, id)).toMatchObject({
      unread_count: 0,
      chat_status: 'waiting',
      state: 'CHAT_SUPPORT_ACTIVE',
    });
    await customerWrites(core, id, anInboundText('one'), anInboundText('two'));
    expect(await conversationRow(core.database, id)).toMatchObject({ unread_count: 2 });
  });

  it('acknowledges once per wait', async () => {
    const { id } = await aConversation(core.database);
    await customerWrites(core, id, aTap('support', 'Chat Support'), anInboundText('one'), anInboundText('two'));
    await customerWrites(core, id, anInboundText('three'));
    const bot = (await thread(core.database, id)).filter((row) => row.author === 'bot');
    expect(bot).toHaveLength(2);
    const notices = await core.database.query(
      'select n.kind from notice n join conversation c on c.chat_id = n.chat_id where c.id = $1 order by 1',
      [id],
    );
    expect(notices).toEqual([{ kind: 'handover.start' }, { kind: 'queue.ack' }]);
  });

  it('reads which chat a tap belongs to from the message it was under', async () => {
    const { id } = await aConversation(core.database);
    await customerWrites(core, id, aTap('support', 'Chat Support'));
    const welcome = (await thread(core.database, id)).find((row) => row.author === 'bot');
    await core.database.query("update message set wamid = 'wamid.first-welcome' where id = $1", [welcome?.id]);
    await customerWrites(core, id, aTap('end_chat', 'End Chat', 'wamid.first-welcome'));
    expect(await conversationRow(core.database, id)).toMatchObject({ chat_id: null, state: 'MAIN_MENU' });
    await customerWrites(core, id, aTap('support', 'Chat Support'));
    await customerWrites(core, id, aTap('end_chat', 'End Chat', 'wamid.first-welcome'));
    expect(await conversationRow(core.database, id)).toMatchObject({ chat_status: 'waiting', state: 'CHAT_SUPPORT_ACTIVE' });
    await customerWrites(core, id, aTap('end_chat', 'End Chat', 'wamid.nobody-knows'));
    expect(await conversationRow(core.database, id)).toMatchObject({ chat_id: null, state: 'MAIN_MENU', ended_chats: 2 });
  });

  it('lets an agent start a chat, once', async () => {
    const ana = await anAgent(core.database);
    const { id } = await aConversation(core.database);
    await core.get(StartChat).execute({ conversationId: id, agent: ana, message: 'Hello, about your order' });
    expect(await conversationRow(core.database, id)).toMatchObject({ chat_status: 'active', chat_agent_id: ana.id });
    await expect(core.get(StartChat).execute({ conversationId: id, agent: ana, message: null })).rejects.toMatchObject({
      code: 'CHAT_ALREADY_ACTIVE',
    });
  });

  it('refuses what an unknown conversation, a closed window or a colleague’s chat do not allow', async () => {
    const [ana, ben] = [await anAgent(core.database, { name: 'Ana' }), await anAgent(core.database, { name: 'Ben' })];
    const closed = await aConversation(core.database, { windowOpen: false });
    const hers = await aConversation(core.database, { chat: { agent: ana } });
    const send = core.get(SendAgentMessage);
    const order = { agent: ben, text: 'Hi', replyTo: null, idempotencyKey: null };
    await expect(send.execute({ ...order, conversationId: '00000000-0000-4000-8000-000000000000' })).rejects.toMatchObject({
      code: 'CONVERSATION_NOT_FOUND',
    });
    await expect(core.get(StartChat).execute({ conversationId: closed.id, agent: ben, message: null })).rejects.toMatchObject({
      code: 'SERVICE_WINDOW_CLOSED',
    });
    await expect(send.execute({ ...order, conversationId: closed.id })).rejects.toMatchObject({ code: 'CHAT_NOT_ACTIVE' });
    await expect(send.execute({ ...order, conversationId: hers.id })).rejects.toMatchObject({ code: 'CHAT_ALREADY_TAKEN' });
    await expect(send.execute({ ...order, agent: ana, conversationId: hers.id, replyTo: closed.id })).rejects.toMatchObject({
      code: 'MESSAGE_NOT_FOUND',
    });
    expect(await thread(core.database, hers.id)).toEqual([]);
  });

  it('hands out waiting chats first in, first out', async () => {
    const ana = await anAgent(core.database);
    await core.database.query(
      "update conversation set chat_status = null, chat_id = null, state = 'MAIN_MENU' where chat_status = 'waiting'",
    );
    const at = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const second = await aConversation(core.database, { chat: { waitingSince: at(2) } });
    const first = await aConversation(core.database, { chat: { waitingSince: at(3) } });
    const take = core.get(TakeNextChat);
    expect([await take.execute({ agent: ana }), await take.execute({ agent: ana }), await take.execute({ agent: ana })]).toEqual([
      first.id,
      second.id,
      null,
    ]);
  });
});
