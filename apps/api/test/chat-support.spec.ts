import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation, type ConversationBuild } from '@parley/testing';
import { randomUUID } from 'node:crypto';
import { type Caller, TestServer } from './test-server.js';

describe('chat support over HTTP', () => {
  let server: TestServer;
  let ada: Caller;
  let ben: Caller;
  let adaId: string;

  beforeAll(async () => {
    server = await TestServer.start();
    adaId = (await server.addAgent('Ada', 'admin')).id;
    await server.addAgent('Ben');
    ada = await server.signIn('ada@parley.example');
    ben = await server.signIn('ben@parley.example');
  });
  afterAll(() => server.stop());

  const conversation = async (build: ConversationBuild = {}) =>
    (await aConversation(server.database.database, { channelId: server.channelId, ...build })).id;
  const act = (caller: Caller, id: string, action: string, body?: unknown, headers?: Record<string, string>) =>
    caller.call('POST', `/api/admin/conversations/${id}/chat-support/${action}`, { body, headers });
  const codes = async (answer: ReturnType<typeof act>) => {
    const { status, body } = await answer;
    return [status, body['code']];
  };

  it('starts a chat: 201, its starter is its agent, and a second start is refused', async () => {
    const id = await conversation();
    const started = await act(ada, id, 'start');
    expect(started.status).toBe(201);
    expect(started.body).toMatchObject({
      id,
      state: 'CHAT_SUPPORT_ACTIVE',
      isChatSupport: true,
      chat: { status: 'active', agent: { id: adaId, name: 'Ada' }, queuePosition: null },
    });
    expect(await codes(act(ada, id, 'start'))).toEqual([409, 'CHAT_ALREADY_ACTIVE']);
    expect(await codes(act(ben, id, 'start', { message: 'Hello' }))).toEqual([409, 'CHAT_ALREADY_ACTIVE']);
  });

  it('sends: 201 and queued, with the text as it was written', async () => {
    const id = await conversation({ chat: { agent: { id: adaId } } });
    const text = '  Two spaces, *stars* and\na new line ';
    const sent = await act(ada, id, 'send', { message: text });
    expect(sent.status).toBe(201);
    expect(sent.body).toMatchObject({
      conversationId: id,
      text,
      status: 'queued',
      direction: 'outbound',
      author: 'agent',
      agent: { name: 'Ada' },
    });
    const thread = await ada.call('GET', `/api/admin/conversations/${id}/messages`);
    expect((thread.body['items'] as { id: string }[]).map((message) => message.id)).toContain(sent.body['id']);
  });

  it('sends once for one idempotency key, also when both arrive together, and also after the chat is over', async () => {
    const id = await conversation({ chat: { agent: { id: adaId } } });
    const key = { 'idempotency-key': randomUUID() };
    const both = await Promise.all([act(ada, id, 'send', { message: 'once' }, key), act(ada, id, 'send', { message: 'once' }, key)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(both[0]?.body['id']).toBe(both[1]?.body['id']);
    expect(await codes(act(ada, id, 'send', { message: 'twice' }, key))).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    expect((await act(ada, id, 'end')).status).toBe(200);
    expect((await act(ada, id, 'send', { message: 'once' }, { 'idempotency-key': key['idempotency-key'].toUpperCase() })).status).toBe(200);
    expect(await codes(act(ada, id, 'send', { message: 'new' }))).toEqual([409, 'CHAT_NOT_ACTIVE']);
  });

  it('takes a waiting chat for whoever sends first, and nobody sends in a colleague’s', async () => {
    const id = await conversation({ chat: {} });
    const sent = await Promise.all([act(ada, id, 'send', { message: 'I' }), act(ben, id, 'send', { message: 'I' })]);
    expect(sent.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(sent.find(({ status }) => status === 409)?.body['code']).toBe('CHAT_ALREADY_TAKEN');
  });

  it('accepts: 200 also for the owner, 409 for the others', async () => {
    const id = await conversation({ chat: {} });
    expect((await act(ben, id, 'accept')).body).toMatchObject({ chat: { status: 'active', agent: { name: 'Ben' } } });
    expect((await act(ben, id, 'accept')).status).toBe(200);
    expect(await codes(act(ada, id, 'accept'))).toEqual([409, 'CHAT_ALREADY_TAKEN']);
    expect(await codes(act(ada, await conversation(), 'accept'))).toEqual([409, 'CHAT_NOT_ACTIVE']);
  });

  it('gives out the queue, longest wait first, each chat once', async () => {
    const take = (caller: Caller) => caller.call('POST', '/api/admin/queue/next');
    while ((await take(ada)).status === 200);
    const expected: string[] = [];
    for (const minutes of [30, 20, 10]) {
      expected.push(await conversation({ chat: { waitingSince: new Date(Date.now() - minutes * 60_000) } }));
    }
    const first = await take(ada);
    expect([first.status, first.body['id']]).toEqual([200, expected[0]]);
    const rest = await Promise.all([take(ada), take(ben), take(ada), take(ben)]);
    expect(rest.map(({ status }) => status).sort()).toEqual([200, 200, 204, 204]);
    expect(rest.flatMap(({ body }) => body['id'] ?? []).sort()).toEqual(expected.slice(1).sort());
    expect((await take(ben)).text).toBe('');
  });

  it('ends: 200 for waiting and active chats, once', async () => {
    for (const chat of [{}, { agent: { id: adaId } }]) {
      const id = await conversation({ chat });
      const ended = await act(ada, id, 'end', { message: 'Goodbye', reason: 'solved' });
      expect(ended.status).toBe(200);
      expect(ended.body).toMatchObject({ state: 'MAIN_MENU', isChatSupport: false, chat: null, undoUntil: null });
      expect(await codes(act(ada, id, 'end'))).toEqual([409, 'CHAT_NOT_ACTIVE']);
    }
  });

  it('takes an end back while it can be undone', async () => {
    const id = await conversation({ chat: { agent: { id: adaId } } });
    const ended = await act(ada, id, 'end', { undoSeconds: 30 });
    expect(Date.parse(String(ended.body['undoUntil'])) - Date.now()).toBeGreaterThan(20_000);
    const undone = await act(ada, id, 'undo-end');
    expect([undone.status, undone.body['isChatSupport'], undone.body['undoUntil']]).toEqual([200, true, null]);
    expect(await codes(act(ada, id, 'undo-end'))).toEqual([409, 'UNDO_EXPIRED']);
    await act(ada, id, 'end');
    expect(await codes(act(ada, id, 'undo-end'))).toEqual([409, 'UNDO_EXPIRED']);
  });

  it('ends the chat that is meant, however often it is asked, and never the one after it', async () => {
    const id = await conversation({ chat: { agent: { id: adaId } } });
    const chatOf = ({ body }: { body: Record<string, unknown> }): { id: string } | null => body['chat'] as { id: string } | null;
    const first = chatOf(await ada.call('GET', `/api/admin/conversations/${id}`))?.id ?? '';
    expect(await codes(act(ada, id, 'end', { chatId: randomUUID() }))).toEqual([409, 'CHAT_NOT_ACTIVE']);
    expect(await codes(act(ada, id, 'end', { chatId: 'this one' }))).toEqual([400, 'VALIDATION_FAILED']);
    const other = await conversation({ chat: { agent: { id: adaId } } });
    expect(await codes(act(ada, other, 'end', { chatId: first }))).toEqual([409, 'CHAT_NOT_ACTIVE']);
    const ended = await act(ada, id, 'end', { chatId: first.toUpperCase(), undoSeconds: 30 });
    expect([ended.status, chatOf(ended)]).toEqual([200, null]);
    // The answer was lost: asked again it says the same, and the end can be undone as before.
    const again = await act(ada, id, 'end', { chatId: first, undoSeconds: 30 });
    expect([again.status, again.body]).toEqual([200, ended.body]);
    const next = chatOf(await act(ada, id, 'start', { message: 'One more thing' }))?.id;
    const late = await act(ada, id, 'end', { chatId: first, message: 'Goodbye' });
    expect([late.status, chatOf(late)?.id, next]).toEqual([200, next, expect.any(String)]);
    const messages = await ada.call('GET', `/api/admin/conversations/${id}/messages`);
    expect(JSON.stringify(messages.body)).not.toContain('Goodbye');
    expect(chatOf(await act(ada, id, 'end', { chatId: next }))).toBeNull();
  });

  it('sends nothing and starts nothing outside the service window', async () => {
    const waiting = await conversation({ windowOpen: false, chat: { agent: { id: adaId } } });
    expect(await codes(act(ada, waiting, 'send', { message: 'late' }))).toEqual([409, 'SERVICE_WINDOW_CLOSED']);
    expect(await codes(act(ada, await conversation({ windowOpen: false }), 'start'))).toEqual([409, 'SERVICE_WINDOW_CLOSED']);
  });

  it('knows no message to quote or to have read that is not there', async () => {
    const id = await conversation({ chat: { agent: { id: adaId } } });
    expect(await codes(act(ada, id, 'send', { message: 'x', replyTo: randomUUID() }))).toEqual([404, 'MESSAGE_NOT_FOUND']);
    const read = ada.call('POST', `/api/admin/conversations/${id}/read`, { body: { upTo: randomUUID() } });
    expect(await codes(read)).toEqual([404, 'MESSAGE_NOT_FOUND']);
    const sent = await act(ada, id, 'send', { message: 'x' });
    expect((await ada.call('POST', `/api/admin/conversations/${id}/read`, { body: { upTo: sent.body['id'] } })).status).toBe(204);
  });

  it('works by phone number, and a machine counts as its owner', async () => {
    const { contact } = await aConversation(server.database.database, { channelId: server.channelId, phone: '+447700900321' });
    const machine = await server.withToken(ada, ['conversations:write', 'messages:send']);
    expect((await act(machine, '%2B447700900321', 'start')).status).toBe(201);
    const sent = await act(machine, contact.phone ?? '', 'send', { message: 'From a machine' });
    expect([sent.status, sent.body['agent']]).toEqual([201, { id: adaId, name: 'Ada' }]);
  });

  it('counts figures from the tables', async () => {
    const { body } = await ada.call('GET', '/api/admin/stats');
    const chats = body['chats'] as { started: number; ended: Record<string, number> };
    const [row] = await server.database.database.query<{ chats: number; ended: number; queued: number }>(
      `select (select count(*)::int from chat) as chats, (select count(*)::int from chat where ended_by = 'agent') as ended,
         (select count(*)::int from message where direction = 'outbound' and status = 'queued') as queued`,
    );
    expect(chats.started).toBe(row?.chats);
    expect(chats.ended['agent']).toBe(row?.ended);
    expect((body['deliveries'] as Record<string, number>)['queued']).toBe(row?.queued);
    expect(body['ratings']).toBeNull();
    expect(body['firstResponse']).toMatchObject({ count: expect.any(Number) });
  });
});

describe('while chat support is off', () => {
  let server: TestServer;
  let ada: Caller;
  beforeAll(async () => {
    server = await TestServer.start({ supportChatEnabled: false });
    await server.addAgent('Ada', 'admin');
    ada = await server.signIn('ada@parley.example');
  });
  afterAll(() => server.stop());

  it('start, send, accept and next answer so before anything else', async () => {
    const idle = await aConversation(server.database.database, { channelId: server.channelId });
    for (const [action, body] of [
      ['start', undefined],
      ['send', { message: 'x' }],
      ['accept', undefined],
    ] as const) {
      const answer = await ada.call('POST', `/api/admin/conversations/${idle.id}/chat-support/${action}`, { body });
      expect([action, answer.status, answer.body['code']]).toEqual([action, 409, 'CHAT_SUPPORT_DISABLED']);
    }
    const next = await ada.call('POST', '/api/admin/queue/next');
    expect([next.status, next.body['code']]).toEqual([409, 'CHAT_SUPPORT_DISABLED']);
  });
});
