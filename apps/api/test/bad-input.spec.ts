import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROBLEMS } from '@parley/platform';
import { aConversation } from '@parley/testing';
import { ERROR_CODES } from '@parley/vocabulary';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type Answer, type Caller, TestServer } from './test-server.js';

const pages = new URL('../../../docs/problems/', import.meta.url);

describe('bad input', () => {
  let server: TestServer;
  let ada: Caller & { cookie: string };
  let open: string;
  beforeAll(async () => {
    server = await TestServer.start();
    const { id } = await server.addAgent('Ada', 'admin');
    ada = await server.signIn('ada@parley.example');
    open = (await aConversation(server.database.database, { chat: { agent: { id } } })).id;
  });
  afterAll(() => server.stop());

  function expectProblem(answer: Answer, status: number, code: string): void {
    expect([answer.status, answer.body['code'], answer.text]).toEqual([status, code, answer.text]);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({
      type: `urn:parley:problem:${code}`,
      title: PROBLEMS[code as keyof typeof PROBLEMS].title,
      status,
      detail: expect.any(String),
      requestId: answer.headers['x-request-id'],
    });
    expect(answer.text).not.toMatch(/node_modules|\bat .*:\d+:\d+|select |postgres/i);
  }

  const send = (body: unknown, headers?: Record<string, string>) =>
    ada.call('POST', `/api/admin/conversations/${open}/chat-support/send`, { body, headers });

  const messageCount = async () =>
    (await server.database.database.query<{ count: number }>('select count(*)::int as count from message'))[0]?.count;

  it.each([
    ['missing', {}],
    ['null', { message: null }],
    ['empty', { message: '' }],
    ['blank', { message: ' \n\t ' }],
    ['invisible', { message: '\u200b\u2060\ufeff' }],
    ['of characters that no font draws', { message: '\u3164\u2800\u115f\u00ad\u200e\ufe0f' }],
    ['too long', { message: 'x'.repeat(4097) }],
    ['too long in characters beyond the basic plane', { message: '😀'.repeat(2049) }],
    ['a number', { message: 5 }],
    ['a boolean', { message: true }],
    ['a list', { message: ['hello'] }],
    ['an object', { message: { $ne: '' } }],
    ['with NUL', { message: 'a\u0000b' }],
    ['with half a surrogate pair', { message: 'a\ud800' }],
  ])('refuses a message that is %s, and stores nothing', async (_, body) => {
    const before = await messageCount();
    const answer = await send(body);
    expectProblem(answer, 400, 'VALIDATION_FAILED');
    expect(answer.body['errors']).toEqual(expect.arrayContaining([{ field: 'message', message: expect.any(String) }]));
    expect(await messageCount()).toBe(before);
  });

  it('takes a message of exactly 4,096 characters', async () => {
    expect((await send({ message: 'x'.repeat(4096) })).status).toBe(201);
    const emoji = await send({ message: '😀'.repeat(2048) });
    expect([emoji.status, emoji.body['text']]).toEqual([201, '😀'.repeat(2048)]);
  });

  it.each([
    ['an unknown field', { message: 'hello', agentId: '00000000-0000-4000-8000-000000000000' }],
    ['a column of ours', { message: 'hello', status: 'read' }],
    ['a prototype', '{"message":"hello","__proto__":{"admin":true}}'],
    ['a name every object has', '{"message":"hello","constructor":{"prototype":{"admin":true}}}'],
    ['another name every object has', '{"message":"hello","hasOwnProperty":1}'],
    ['a reply to no id', { message: 'hello', replyTo: '5' }],
    ['a reply to an object', { message: 'hello', replyTo: { id: 1 } }],
  ])('refuses a body with %s', async (_, body) => {
    expectProblem(await send(body, { 'content-type': 'application/json' }), 400, 'VALIDATION_FAILED');
  });

  it.each([
    '/api/admin/conversations/+447700900999/chat-support/accept',
    '/api/admin/conversations/+447700900999/chat-support/undo-end',
    '/api/admin/queue/next',
    '/api/auth/logout',
  ])('%s takes no fields', async (path) => {
    const answer = await ada.call('POST', path, { body: { agentId: 'x' } });
    expectProblem(answer, 400, 'VALIDATION_FAILED');
    expect(answer.body['errors']).toEqual([{ field: 'agentId', message: expect.any(String) }]);
    expectProblem(await ada.call('POST', path, { body: '[]', headers: { 'content-type': 'application/json' } }), 400, 'VALIDATION_FAILED');
    // Who is not signed in learns nothing of it.
    expectProblem(await server.call('POST', path, { body: { agentId: 'x' } }), 401, 'UNAUTHENTICATED');
  });

  it('takes an empty object where no body belongs', async () => {
    expect((await ada.call('POST', '/api/admin/queue/next', { body: {} })).status).toBe(204);
    expect((await ada.call('POST', '/api/admin/queue/next')).status).toBe(204);
  });

  it.each(['[]', 'null', '"hello"', '5', 'true'])('refuses a body that is no object: %s', async (body) => {
    expectProblem(await send(body, { 'content-type': 'application/json' }), 400, 'VALIDATION_FAILED');
  });

  it.each(['{"message":', 'message=hello', '{"message":"a"}}', '\u0000'])('refuses what is no JSON: %j', async (body) => {
    expectProblem(await send(body, { 'content-type': 'application/json' }), 400, 'MALFORMED_JSON');
  });

  it.each([
    ['lists', '['.repeat(30_000)],
    ['objects', `{"message":"x","a":${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}}`],
  ])('refuses deep %s without falling over', async (_, body) => {
    expectProblem(await send(body, { 'content-type': 'application/json' }), 400, 'MALFORMED_JSON');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', ''])(
    'refuses content of type %j',
    async (type) => expectProblem(await send('{"message":"x"}', { 'content-type': type }), 415, 'UNSUPPORTED_MEDIA_TYPE'),
  );

  it('refuses bodies above 64 kB', async () => {
    expectProblem(await send({ message: 'x', reason: 'y'.repeat(70_000) }), 413, 'PAYLOAD_TOO_LARGE');
  });

  it.each(['x', '5', '{}', '00000000-0000-0000-0000-00000000000'])('refuses an idempotency key that is no UUID: %s', async (key) => {
    expectProblem(await send({ message: 'x' }, { 'idempotency-key': key }), 400, 'VALIDATION_FAILED');
  });

  it.each(['447700900123', '+44 7700 900123', '+123456', '+1234567890123456', '+44abc', 'me', "'", '%ZZ', '%00', '%2B', 'a'.repeat(500)])(
    'refuses %s where a conversation belongs',
    async (reference) => {
      for (const action of ['', '/messages', '/chat-support/start']) {
        const method = action.startsWith('/chat') ? 'POST' : 'GET';
        const answer = await ada.call(method, `/api/admin/conversations/${encodeOnce(reference)}${action}`);
        expectProblem(answer, 400, 'INVALID_PHONE_NUMBER');
      }
    },
  );

  it.each(['+447700900999', '%2B447700900999', '00000000-0000-4000-8000-000000000000'])('does not know %s', async (reference) => {
    expectProblem(await ada.call('GET', `/api/admin/conversations/${reference}`), 404, 'CONVERSATION_NOT_FOUND');
    const send = await ada.call('POST', `/api/admin/conversations/${reference}/chat-support/send`, { body: { message: 'x' } });
    expectProblem(send, 404, 'CONVERSATION_NOT_FOUND');
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=1.5',
    'limit=',
    'limit=ten',
    'limit=1&limit=2',
    'view=none',
    'view=',
    'view=mine&view=all',
  ])('refuses a list with %s', async (query) =>
    expectProblem(await ada.call('GET', `/api/admin/conversations?${query}`), 400, 'VALIDATION_FAILED'),
  );

  it.each(['cursor=x', 'cursor=W10', `cursor=${'A'.repeat(300)}`, 'cursor[a]=b&cursor=x', 'search=%00'])(
    'refuses a list with %s',
    async (query) => expectProblem(await ada.call('GET', `/api/admin/conversations?${query}`), 400, 'VALIDATION_FAILED'),
  );

  it('refuses cursors with anything but sort keys in them', async () => {
    for (const parts of [['2026-01-01', "x'; drop table agent"], [{}, {}], ['now()', open], [1, 2], ['2026-01-01 00:00:00.000000+00']]) {
      const cursor = Buffer.from(JSON.stringify(parts)).toString('base64url');
      expectProblem(await ada.call('GET', `/api/admin/conversations?cursor=${cursor}`), 400, 'VALIDATION_FAILED');
      const thread = await ada.call('GET', `/api/admin/conversations/${open}/messages?before=${cursor}`);
      expectProblem(thread, 400, 'VALIDATION_FAILED');
    }
  });

  it.each([
    [{ undoSeconds: -1 }],
    [{ undoSeconds: 31 }],
    [{ undoSeconds: 1.5 }],
    [{ undoSeconds: '5' }],
    [{ undoSeconds: null }],
    [{ message: '' }],
    [{ message: null }],
    [{ reason: 5 }],
    [{ force: true }],
  ])('refuses to end a chat with %j', async (body) => {
    expectProblem(await ada.call('POST', `/api/admin/conversations/${open}/chat-support/end`, { body }), 400, 'VALIDATION_FAILED');
  });

  it.each([[{}], [{ upTo: 5 }], [{ upTo: 'x' }]])('refuses to mark as read with %j', async (body) => {
    expectProblem(await ada.call('POST', `/api/admin/conversations/${open}/read`, { body }), 400, 'VALIDATION_FAILED');
  });

  it.each([
    [{}],
    [{ email: 5, password: 'x' }],
    [{ email: 'ada@parley.example', password: null }],
    [{ email: { $gt: '' }, password: { $gt: '' } }],
    [{ email: 'ada@parley.example', password: 'x', remember: true }],
  ])('refuses a login with %j', async (body) => {
    expectProblem(await server.call('POST', '/api/auth/login', { body }), 400, 'VALIDATION_FAILED');
  });

  it.each([
    [{ role: 'owner' }],
    [{ email: 'nobody' }],
    [{ name: ' ' }],
    [{ password: 'short' }],
    [{ password: 'x'.repeat(129) }],
    [{ id: '00000000-0000-4000-8000-000000000000' }],
    [{ passwordHash: 'x' }],
    [{ disabledAt: null }],
  ])('refuses an agent with %j', async (wrong) => {
    const body = { email: 'new@parley.example', name: 'New', role: 'agent', password: 'long enough', ...wrong };
    expectProblem(await ada.call('POST', '/api/admin/agents', { body }), 400, 'VALIDATION_FAILED');
  });

  it.each(['from=x', 'to=5', 'from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'from=2020-01-01T00:00:00Z'])(
    'refuses figures for %s',
    async (query) => expectProblem(await ada.call('GET', `/api/admin/stats?${query}`), 400, 'VALIDATION_FAILED'),
  );

  it('says which methods an address has', async () => {
    const answer = await ada.call('DELETE', `/api/admin/conversations/${open}`);
    expectProblem(answer, 405, 'METHOD_NOT_ALLOWED');
    expect(answer.headers['allow']).toBe('GET, HEAD');
    expectProblem(await ada.call('GET', '/api/nothing'), 404, 'NOT_FOUND');
  });

  it('quotes the request id of the caller when it is harmless', async () => {
    const given = await server.call('GET', '/api/auth/me', { headers: { 'x-request-id': 'trace-0123456789' } });
    expect(given.body['requestId']).toBe('trace-0123456789');
    const hostile = await server.call('GET', '/api/auth/me', { headers: { 'x-request-id': 'a b' } });
    expect(hostile.body['requestId']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('tells nothing of an error nobody foresaw', async () => {
    await server.database.database.query('alter table chat rename to chat_away');
    try {
      const answer = await ada.call('GET', '/api/admin/stats');
      expectProblem(answer, 500, 'INTERNAL_ERROR');
      expect(answer.text).not.toContain('chat');
    } finally {
      await server.database.database.query('alter table chat_away rename to chat');
    }
  });

  it.each(ERROR_CODES)('explains %s in docs/problems', (code) => {
    const page = new URL(`${code}.md`, pages);
    expect(existsSync(page)).toBe(true);
    const text = readFileSync(page, 'utf8');
    expect(text).toContain(`# ${code}\n`);
    expect(text).toContain(`**${PROBLEMS[code].status}** · ${PROBLEMS[code].title}`);
  });

  it('explains no problem that does not exist', () => {
    const known = ERROR_CODES.map((code) => `${code}.md`);
    expect(readdirSync(pages).filter((page) => !known.includes(page as never))).toEqual([]);
  });
});

/** As a client would write it, unless it is an escape already. */
function encodeOnce(reference: string): string {
  return reference.startsWith('%') ? reference : encodeURIComponent(reference).replace('%2B', '+');
}
