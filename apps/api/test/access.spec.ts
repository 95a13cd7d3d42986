import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERMISSIONS } from '@parley/accounts';
import { SCOPES } from '@parley/vocabulary';
import { type Caller, TestServer } from './test-server.js';

/** Everybody may call these, and nothing else. */
const PUBLIC = [
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /webhooks/whatsapp',
  'POST /api/auth/login',
  'POST /webhooks/whatsapp',
];

describe('who may call what', () => {
  let server: TestServer;
  let admin: Caller;
  let agent: Caller;
  let routes: string[];

  beforeAll(async () => {
    server = await TestServer.start();
    await server.addAgent('Ada', 'admin');
    await server.addAgent('Ben');
    admin = await server.signIn('ada@parley.example');
    agent = await server.signIn('ben@parley.example');
    routes = server.server.routes
      .all()
      .filter(({ method, pattern }) => method !== 'HEAD' && method !== 'OPTIONS' && pattern !== '*')
      .map(({ method, pattern }) => `${method} ${pattern}`);
  });
  afterAll(() => server.stop());

  it('the permission table has a line for every route that is not public, and no other', () => {
    expect([...Object.keys(PERMISSIONS), ...PUBLIC].sort()).toEqual([...new Set(routes)].sort());
  });

  it('answers 401 to strangers on every other route, before parameters, existence or content are judged', async () => {
    for (const route of routes.filter((known) => !PUBLIC.includes(known))) {
      const [method, pattern] = route.split(' ') as ['GET' | 'POST', string];
      for (const reference of ['nonsense', '%ZZ', '+447700900999']) {
        const url = pattern.replace(':conversation', reference).replace(':file', reference).replace(':id', reference);
        const answer = await server.call(method, url, { body: method === 'POST' ? { surprising: true } : undefined });
        expect([route, answer.status, answer.body['code']]).toEqual([route, 401, 'UNAUTHENTICATED']);
        expect(answer.headers['content-type']).toMatch('application/problem+json');
      }
    }
  });

  it('tells strangers nothing about what exists under /api', async () => {
    for (const url of ['/api', '/api/nothing', '/api/admin/conversations/x/y/z', '/API/auth/me', '/api/auth/login']) {
      const { status } = await server.call('GET', url);
      expect([url, status]).toEqual([url, url.startsWith('/api') ? 401 : 404]);
    }
  });

  it('believes no header but the cookie and the bearer token', async () => {
    const claims = ['x-user', 'x-user-id', 'x-forwarded-user', 'x-remote-user', 'remote-user', 'x-agent-id'];
    for (const header of claims) {
      expect((await server.call('GET', '/api/auth/me', { headers: { [header]: 'ada@parley.example' } })).status).toBe(401);
    }
    for (const authorization of ['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer null', 'Bearer parley_000000000000_' + 'A'.repeat(43)]) {
      expect((await server.call('GET', '/api/auth/me', { headers: { authorization } })).status).toBe(401);
    }
  });

  it('a wrong token does not fall back to the cookie beside it', async () => {
    expect((await admin.call('GET', '/api/auth/me', { headers: { authorization: 'Bearer nothing' } })).status).toBe(401);
  });

  it('lets admins and nobody else add agents and tokens', async () => {
    const newcomer = { email: 'cy@parley.example', name: 'Cy', role: 'agent', password: 'long enough' };
    const token = { name: 't', scopes: ['conversations:read'], expiresAt: new Date(Date.now() + 1000_000).toISOString() };
    expect((await agent.call('POST', '/api/admin/agents', { body: newcomer })).status).toBe(403);
    expect((await agent.call('POST', '/api/admin/tokens', { body: token })).status).toBe(403);
    const made = await admin.call('POST', '/api/admin/agents', { body: newcomer });
    expect([made.status, made.body]).toEqual([201, { id: expect.any(String), email: newcomer.email, name: 'Cy', role: 'agent' }]);
    const again = await admin.call('POST', '/api/admin/agents', { body: { ...newcomer, email: 'CY@parley.example' } });
    expect([again.status, again.body['code']]).toEqual([409, 'EMAIL_ALREADY_USED']);
  });

  it('lets agents do all but what is for admins, route by route', async () => {
    for (const [route, permission] of Object.entries(PERMISSIONS)) {
      if (route === 'GET /api/admin/events' || route === 'POST /api/auth/logout') continue;
      const [method, pattern] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string];
      const url = pattern.replace(':file', 'start.js').replace(/:\w+/g, '00000000-0000-4000-8000-000000000000');
      const { status } = await agent.call(method, url, { body: method === 'GET' || method === 'DELETE' ? undefined : {} });
      expect([route, status === 403]).toEqual([route, !permission.roles.includes('agent')]);
      expect([route, status]).not.toEqual([route, 500]);
    }
  });

  it('holds every token to its scopes, route by route', async () => {
    for (const scope of SCOPES) {
      const machine = await server.withToken(admin, [scope]);
      for (const [route, permission] of Object.entries(PERMISSIONS)) {
        if (route === 'GET /api/admin/events' || route === 'POST /api/auth/logout') continue;
        const [method, pattern] = route.split(' ') as ['GET' | 'POST', string];
        const url = pattern.replace(':conversation', '00000000-0000-4000-8000-000000000000').replace(':file', 'start.js');
        const { status } = await machine.call(method, url, { body: method === 'POST' ? {} : undefined });
        const allowed = permission.scope === 'any' || permission.scope === scope;
        expect([scope, route, status === 403]).toEqual([scope, route, !allowed]);
      }
    }
  });

  it('shows a token once, and counts its calls as its owner’s', async () => {
    const machine = await server.withToken(admin, ['conversations:read']);
    expect((await machine.call('GET', '/api/auth/me')).body).toMatchObject({ agent: { name: 'Ada', role: 'admin' } });
    const [row] = await server.database.database.query<{ secret_hash: Buffer; prefix: string }>(
      'select secret_hash, prefix from api_token order by created_at desc limit 1',
    );
    expect(machine.token).toContain(row?.prefix);
    expect(machine.token).not.toContain(row?.secret_hash.toString('base64url'));
  });

  it('refuses tokens without end, without scope, in the past or beyond a year', async () => {
    const base = { name: 't', scopes: ['conversations:read'], expiresAt: new Date(Date.now() + 1000_000).toISOString() };
    const year = new Date(Date.now() + 366 * 86_400_000).toISOString();
    for (const wrong of [
      { expiresAt: undefined },
      { expiresAt: '2020-01-01T00:00:00Z' },
      { expiresAt: year },
      { expiresAt: 5 },
      { scopes: [] },
      { scopes: ['everything'] },
      { scopes: 'conversations:read' },
    ]) {
      const answer = await admin.call('POST', '/api/admin/tokens', { body: { ...base, ...wrong } });
      expect([wrong, answer.status, answer.body['code']]).toEqual([wrong, 400, 'VALIDATION_FAILED']);
    }
  });

  it('closes a disabled agent and a revoked token out at once', async () => {
    const { id } = await server.addAgent('Dee');
    const dee = await server.signIn('dee@parley.example');
    const machine = await server.withToken(admin, ['conversations:read']);
    expect((await dee.call('GET', '/api/auth/me')).status).toBe(200);
    await server.database.database.query('update agent set disabled_at = now() where id = $1', [id]);
    await server.database.database.query('update api_token set revoked_at = now()');
    expect((await dee.call('GET', '/api/auth/me')).status).toBe(401);
    expect((await machine.call('GET', '/api/auth/me')).status).toBe(401);
  });
});
