import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, TestServer } from './test-server.js';

const login = { email: 'ada@parley.example', password: PASSWORD };

describe('sessions', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
    await server.addAgent('Ada', 'admin');
  });
  afterAll(() => server.stop());

  it('signs in whatever the case of the e-mail, and says who it is', async () => {
    const answer = await server.call('POST', '/api/auth/login', { body: { ...login, email: ' ADA@parley.example ' } });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ agent: { id: expect.any(String), name: 'Ada', email: 'ada@parley.example', role: 'admin' } });
    const cookies = [answer.headers['set-cookie']].flat().map(String);
    expect(cookies.find((cookie) => cookie.startsWith('parley_session='))).toMatch(
      /^parley_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('keeps the hash of the secret, never the secret', async () => {
    const { cookie } = await server.signIn(login.email);
    const secret = /parley_session=([\w-]+)/.exec(cookie)?.[1] ?? '';
    const rows = await server.database.database.query<{ row: string }>('select agent_session::text as row from agent_session');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ row }) => row.includes(secret) || row.includes(Buffer.from(secret, 'base64url').toString('hex')))).toBe(false);
  });

  it('makes a new session at every login, and signs out only this one', async () => {
    const first = await server.signIn(login.email);
    const second = await server.signIn(login.email);
    expect(first.cookie).not.toBe(second.cookie);
    const out = await first.call('POST', '/api/auth/logout');
    expect([out.status, out.text]).toEqual([204, '']);
    expect(String(out.headers['set-cookie'])).toContain('Max-Age=0');
    expect((await first.call('GET', '/api/auth/me')).status).toBe(401);
    expect((await second.call('GET', '/api/auth/me')).status).toBe(200);
  });

  it.each(['idle_until', 'expires_at'])('ends when %s has passed', async (column) => {
    const caller = await server.signIn(login.email);
    await server.database.database.query(`update agent_session set ${column} = now() - interval '1 second'`);
    expect((await caller.call('GET', '/api/auth/me')).status).toBe(401);
  });

  it('keeps at most ten sessions of an agent', async () => {
    for (let index = 0; index < 12; index += 1) await server.signIn(login.email);
    const [row] = await server.database.database.query<{ count: number }>('select count(*)::int as count from agent_session');
    expect(row?.count).toBe(10);
  });

  it('takes nothing but a secret of ours for a session', async () => {
    for (const value of ['', 'x', 'null', 'A'.repeat(43), `${'A'.repeat(42)}'`, 'A'.repeat(10_000)]) {
      const answer = await server.call('GET', '/api/auth/me', { headers: { cookie: `parley_session=${value}` } });
      expect(answer.status).toBe(401);
    }
  });

  describe('over https', () => {
    it('uses __Host- cookies that are Secure, and ignores plain ones', async () => {
      const https = await TestServer.start({ publicUrl: new URL('https://chat.parley.example') });
      try {
        await https.addAgent('Ada', 'admin');
        const answer = await https.call('POST', '/api/auth/login', { body: login });
        const [session = ''] = [answer.headers['set-cookie']].flat().map(String);
        expect(session).toMatch(/^__Host-parley_session=[\w-]{43}; Path=\/; Max-Age=604800; HttpOnly; SameSite=Strict; Secure$/);
        expect(answer.headers['strict-transport-security']).toContain('max-age=');
        const secret = /=([\w-]{43})/.exec(session)?.[1] ?? '';
        const plain = await https.call('GET', '/api/auth/me', { headers: { cookie: `parley_session=${secret}` } });
        expect(plain.status).toBe(401);
        const host = await https.call('GET', '/api/auth/me', { headers: { cookie: `__Host-parley_session=${secret}` } });
        expect(host.status).toBe(200);
      } finally {
        await https.stop();
      }
    });
  });
});

describe('requests that ride on a cookie', () => {
  let server: TestServer;
  let cookie: string;
  beforeAll(async () => {
    server = await TestServer.start();
    await server.addAgent('Ada', 'admin');
    cookie = (await server.signIn(login.email)).cookie;
  });
  afterAll(() => server.stop());

  const next = (headers: Record<string, string>) => server.call('POST', '/api/admin/queue/next', { headers: { cookie, ...headers } });

  it.each([
    [{ 'sec-fetch-site': 'same-origin' }],
    [{ origin: 'http://localhost:3000' }],
    [{ origin: 'http://127.0.0.1:8080', host: '127.0.0.1:8080' }],
  ])('are done when they come from our own page: %j', async (headers) => {
    expect((await next(headers)).status).toBe(204);
  });

  it.each([
    [{}],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' }],
    [{ origin: 'http://localhost:4000' }],
    [{ origin: 'null' }],
    [{ origin: 'https://evil.example', host: 'localhost:3000' }],
    [{ origin: 'http://localhost:3000.evil.example' }],
  ])('are refused when they do not: %j', async (headers) => {
    const answer = await next(headers);
    expect([answer.status, answer.body['code']]).toEqual([403, 'CROSS_SITE_REQUEST']);
  });

  it('are refused for live events of another site too, and reading is not', async () => {
    const foreign = { cookie, 'sec-fetch-site': 'same-site', accept: 'text/event-stream' };
    expect((await server.call('GET', '/api/admin/events', { headers: foreign })).status).toBe(403);
    expect((await server.call('GET', '/api/auth/me', { headers: { cookie } })).status).toBe(200);
  });

  it('cannot be a login made by another site', async () => {
    const answer = await server.call('POST', '/api/auth/login', { body: login, headers: { 'sec-fetch-site': 'cross-site' } });
    expect(answer.status).toBe(403);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('allow no other origin by CORS', async () => {
    const answer = await server.call('GET', '/api/auth/me', { headers: { cookie, origin: 'https://evil.example' } });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
});
