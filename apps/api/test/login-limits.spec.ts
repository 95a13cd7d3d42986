import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, TestServer } from './test-server.js';

describe('login limits', () => {
  let server: TestServer;
  let known = '';
  beforeAll(async () => {
    server = await TestServer.start();
    await server.addAgent('Ada', 'admin');
    known = (await server.signIn('ada@parley.example', '198.51.100.1')).cookie;
  });
  afterEach(() => server.database.database.query('delete from login_attempt'));
  afterAll(() => server.stop());

  async function attempt(options: { email?: string; password?: string; ip?: string; cookie?: string }) {
    const response = await server.server.app.inject({
      method: 'POST',
      url: '/api/auth/login',
      remoteAddress: options.ip ?? '192.0.2.1',
      headers: { 'content-type': 'application/json', ...(options.cookie ? { cookie: options.cookie } : {}) },
      payload: JSON.stringify({ email: options.email ?? 'ada@parley.example', password: options.password ?? 'wrong' }),
    });
    const { code } = JSON.parse(response.body) as { code?: string };
    return { status: response.statusCode, code, retryAfter: Number(response.headers['retry-after'] ?? NaN) };
  }

  const statuses = async (count: number, options: (index: number) => Parameters<typeof attempt>[0]) => {
    const seen: number[] = [];
    for (let index = 0; index < count; index += 1) seen.push((await attempt(options(index))).status);
    return seen;
  };

  it('answers a wrong password and an unknown e-mail with the same words', async () => {
    const [wrong, unknown] = [await attempt({}), await attempt({ email: 'nobody@parley.example' })];
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ status: 401, code: 'INVALID_CREDENTIALS' });
  });

  it('closes an account from the sixth wrong attempt on, from wherever it comes, and says for how long', async () => {
    expect(await statuses(5, (index) => ({ ip: `192.0.2.${index}` }))).toEqual([401, 401, 401, 401, 401]);
    const sixth = await attempt({ ip: '192.0.2.99', password: PASSWORD });
    expect(sixth).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
    expect(sixth.retryAfter).toBeGreaterThan(800);
    expect(sixth.retryAfter).toBeLessThanOrEqual(900);
    expect((await attempt({ email: 'nobody@parley.example', ip: '192.0.2.98' })).status).toBe(401);
  });

  it('lets the owner in by a browser that has signed in before', async () => {
    await statuses(8, (index) => ({ ip: `192.0.2.${index}` }));
    expect((await attempt({ ip: '192.0.2.99', password: PASSWORD, cookie: known })).status).toBe(200);
    // Another first letter than it has, whichever that is.
    const forged = known.replace(/device=(.)/, (_, letter: string) => `device=${letter === 'A' ? 'B' : 'A'}`);
    expect((await attempt({ ip: '192.0.2.98', password: PASSWORD, cookie: forged })).status).toBe(429);
  });

  it('a known browser of one agent opens no other account', async () => {
    await server.addAgent('Eve');
    await statuses(5, (index) => ({ email: 'eve@parley.example', ip: `192.0.2.${index}` }));
    expect((await attempt({ email: 'eve@parley.example', ip: '192.0.2.99', cookie: known })).status).toBe(429);
  });

  it('closes an address from the twentieth wrong attempt on, whoever is tried', async () => {
    const seen = await statuses(20, (index) => ({ email: `guess${index}@parley.example`, ip: '203.0.113.7' }));
    expect(seen).toEqual([...Array<number>(19).fill(401), 429]);
    expect((await attempt({ password: PASSWORD, ip: '203.0.113.7' })).status).toBe(429);
    expect((await attempt({ password: PASSWORD, ip: '203.0.113.8' })).status).toBe(200);
  });

  it('a right password takes its count back', async () => {
    expect(await statuses(30, () => ({ password: PASSWORD }))).toEqual(Array<number>(30).fill(200));
    await statuses(4, () => ({}));
    expect((await attempt({ password: PASSWORD })).status).toBe(200);
    expect((await attempt({})).status).toBe(401);
    expect((await attempt({})).status).toBe(429);
  });

  it('forgets after fifteen minutes', async () => {
    await statuses(6, () => ({}));
    await server.database.database.query("update login_attempt set at = at - interval '15 minutes'");
    expect((await attempt({ password: PASSWORD })).status).toBe(200);
  });

  it('checks at most five passwords of an account however many arrive at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => (await attempt({ ip: `198.51.100.${index}` })).status),
    );
    expect(answers.filter((status) => status === 401)).toHaveLength(5);
    expect(answers.filter((status) => status === 429)).toHaveLength(55);
  });

  it('leaves a trace of every login without the e-mail', async () => {
    await attempt({});
    await attempt({ password: PASSWORD });
    const rows = await server.database.database.query<{ outcome: string; row: string }>(
      "select outcome, audit_entry::text as row from audit_entry where action = 'login' order by id desc limit 2",
    );
    expect(rows.map(({ outcome }) => outcome)).toEqual(['ok', 'refused']);
    expect(rows.some(({ row }) => row.includes('@'))).toBe(false);
  });
});
