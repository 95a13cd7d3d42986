import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { QueueRunner } from '@parley/conversation';
import { aConversation, eventually } from '@parley/testing';
import { type Answer, type Caller, PASSWORD, TestServer } from './test-server.js';

const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('agents who leave and come back', () => {
  let server: TestServer;
  let ada: Caller & { cookie: string };
  let adaId: string;
  let made = 0;

  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    await sql('truncate agent, agent_session, api_token, audit_entry cascade');
    adaId = (await server.addAgent('Ada', 'admin')).id;
    ada = await server.signIn('ada@parley.example');
  });

  const sql = <Row = unknown>(text: string, values: unknown[] = []) => server.database.database.query<Row>(text, values);
  const set = (id: string, what: 'disable' | 'enable', caller: Caller = ada): Promise<Answer> =>
    caller.call('POST', `/api/admin/agents/${id}/${what}`);
  const login = (email: string): Promise<Answer> =>
    server.call('POST', '/api/auth/login', { body: { email, password: PASSWORD }, headers: { 'sec-fetch-site': 'same-origin' } });
  const aNewcomer = async (role: 'admin' | 'agent' = 'agent') => {
    const { id, email } = await server.addAgent(`Cy${(made += 1)}`, role);
    return { id, email, caller: await server.signIn(email) };
  };

  it('are out at once: sessions end, tokens are revoked, nobody signs in; and it is written down', async () => {
    const { id, email, caller } = await aNewcomer('admin');
    const machine = await server.withToken(caller, ['conversations:read']);
    expect((await machine.call('GET', '/api/admin/conversations')).status).toBe(200);
    const answer = await set(id.toUpperCase(), 'disable');
    expect([answer.status, answer.body]).toMatchObject([200, { id, email, role: 'admin', disabledAt: expect.any(String) }]);
    expect((await caller.call('GET', '/api/auth/me')).status).toBe(401);
    expect((await machine.call('GET', '/api/admin/conversations')).status).toBe(401);
    expect((await login(email)).body['code']).toBe('INVALID_CREDENTIALS');
    expect(await sql('select 1 from agent_session where agent_id = $1', [id])).toEqual([]);
    const audit = await sql('select action, actor_id, target, outcome from audit_entry where target = $1', [id]);
    expect(audit).toEqual([{ action: 'agent.disable', actor_id: adaId, target: id, outcome: 'ok' }]);
  });

  it('leave their chats to others, at the front of the queue', async () => {
    const { id, caller } = await aNewcomer();
    const agent = { id, name: 'Cy' };
    const mine = await aConversation(server.database.database, { channelId: server.channelId, chat: { agent } });
    const later = await aConversation(server.database.database, { channelId: server.channelId, chat: {} });
    expect((await caller.call('GET', `/api/admin/conversations/${mine.id}`)).body).toMatchObject({
      chat: { status: 'active', agent: { id } },
    });
    expect((await set(id, 'disable')).status).toBe(200);
    const queues = server.server.app.get(QueueRunner, { strict: false });
    queues.start();
    await eventually(async () => {
      const { body } = await ada.call('GET', `/api/admin/conversations/${mine.id}`);
      expect(body).toMatchObject({ chat: { status: 'waiting', agent: null, queuePosition: 1 } });
    }, 20_000);
    await queues.stop();
    expect((await ada.call('GET', `/api/admin/conversations/${later.id}`)).body).toMatchObject({ chat: { queuePosition: 2 } });
  });

  it('come back by signing in, with none of what was open before', async () => {
    const { id, email, caller } = await aNewcomer('admin');
    const machine = await server.withToken(caller, ['conversations:read']);
    await set(id, 'disable');
    // A sign-in that was under way when they were shut out.
    await sql(
      `insert into agent_session (token_hash, agent_id, idle_until, expires_at)
       values (sha256('late'), $1, now() + interval '1 hour', now() + interval '1 hour')`,
      [id],
    );
    const answer = await set(id, 'enable');
    expect([answer.status, answer.body['disabledAt']]).toEqual([200, null]);
    expect(await sql('select 1 from agent_session where agent_id = $1', [id])).toEqual([]);
    expect((await machine.call('GET', '/api/admin/conversations')).status).toBe(401);
    expect((await login(email)).status).toBe(200);
    expect((await caller.call('GET', '/api/auth/me')).status).toBe(401);
  });

  it('said twice it changes nothing: nobody who came back is signed out', async () => {
    const { id, caller } = await aNewcomer();
    expect((await set(id, 'enable')).body['disabledAt']).toBeNull();
    expect((await caller.call('GET', '/api/auth/me')).status).toBe(200);
    const { body } = await set(id, 'disable');
    expect((await set(id, 'disable')).body['disabledAt']).toBe(body['disabledAt']);
  });

  it('are all listed for admins, who may sign in first', async () => {
    const { id } = await aNewcomer();
    await server.addAgent('Zoe');
    await set(id, 'disable');
    const { status, body } = await ada.call('GET', '/api/admin/agents');
    const items = body['items'] as { name: string; disabledAt: string | null }[];
    expect([status, items.map(({ name }) => name)]).toEqual([200, ['Ada', 'Zoe', `Cy${made}`]]);
    expect(items.map(({ disabledAt }) => disabledAt !== null)).toEqual([false, false, true]);
    expect(JSON.stringify(body)).not.toMatch(/hash|argon|scrypt/i);
  });

  it('are never the last admin, also when two shut each other out at once', async () => {
    expect((await set(adaId, 'disable')).body['code']).toBe('AGENT_IS_LAST_ADMIN');
    expect((await ada.call('GET', '/api/auth/me')).status).toBe(200);
    const bea = await aNewcomer('admin');
    const answers = await Promise.all([set(bea.id, 'disable', ada), set(adaId, 'disable', bea.caller)]);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(1);
    // Refused, or shut out before it was asked.
    expect(['AGENT_IS_LAST_ADMIN', 'UNAUTHENTICATED']).toContain(refused[0]?.body['code']);
    expect(await sql(`select 1 from agent where role = 'admin' and disabled_at is null`)).toHaveLength(1);
  });

  it.each([
    ['nobody', NOBODY, 404, 'AGENT_NOT_FOUND'],
    ['what is no id', 'ada', 404, 'AGENT_NOT_FOUND'],
  ])('are not %s', async (_what, id, status, code) => {
    for (const what of ['disable', 'enable'] as const) {
      const answer = await set(id, what);
      expect([answer.status, answer.body['code']]).toEqual([status, code]);
    }
  });

  it('are shut out by admins only', async () => {
    const { id, caller } = await aNewcomer();
    for (const [method, path] of [
      ['GET', ''],
      ['POST', `/${id}/disable`],
      ['POST', `/${id}/enable`],
    ] as const) {
      expect((await caller.call(method, `/api/admin/agents${path}`)).body['code']).toBe('FORBIDDEN');
      expect((await server.call(method, `/api/admin/agents${path}`)).status).toBe(401);
    }
    expect((await ada.call('POST', `/api/admin/agents/${id}/disable`, { body: { why: 'x' } })).status).toBe(400);
  });
});
