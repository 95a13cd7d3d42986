import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';
import { randomUUID } from 'node:crypto';
import { type Caller, TestServer } from './test-server.js';

describe('teams over HTTP', () => {
  let server: TestServer;
  let ada: Caller;
  let ben: Caller;
  let benId: string;

  beforeAll(async () => {
    server = await TestServer.start();
    await server.addAgent('Ada', 'admin');
    benId = (await server.addAgent('Ben')).id;
    ada = await server.signIn('ada@parley.example');
    ben = await server.signIn('ben@parley.example');
  });
  afterAll(() => server.stop());

  const create = async (name: string) => String((await ada.call('POST', '/api/admin/teams', { body: { name } })).body['id']);
  const codes = async (answer: ReturnType<Caller['call']>) => {
    const { status, body } = await answer;
    return [status, body['code']];
  };
  const serving = (agentId: string) =>
    server.database.database
      .query<{ team_id: string }>('select team_id from team_agent where agent_id = $1 order by team_id', [agentId])
      .then((rows) => rows.map((row) => row.team_id));

  it('has the default team from the start; it cannot be removed', async () => {
    const { body } = await ben.call('GET', '/api/admin/teams');
    expect(body['items']).toEqual([{ id: DEFAULT_TEAM_ID, name: 'Support', isDefault: true, members: [], createdAt: expect.any(String) }]);
    expect(await codes(ada.call('DELETE', `/api/admin/teams/${DEFAULT_TEAM_ID}`))).toEqual([409, 'TEAM_IS_DEFAULT']);
  });

  it('adds, renames and removes teams; names are unique whatever their case, and free again afterwards', async () => {
    const id = await create('Billing');
    expect(await codes(ada.call('POST', '/api/admin/teams', { body: { name: ' billing ' } }))).toEqual([409, 'TEAM_NAME_ALREADY_USED']);
    expect((await ada.call('PATCH', `/api/admin/teams/${id}`, { body: { name: 'Invoices' } })).body).toMatchObject({
      id,
      name: 'Invoices',
    });
    expect(await codes(ada.call('PATCH', `/api/admin/teams/${id}`, { body: { name: 'support' } }))).toEqual([
      409,
      'TEAM_NAME_ALREADY_USED',
    ]);
    expect((await ada.call('DELETE', `/api/admin/teams/${id}`)).status).toBe(204);
    expect(await codes(ada.call('GET', `/api/admin/teams/${id}`))).toEqual([404, 'TEAM_NOT_FOUND']);
    expect(await codes(ada.call('DELETE', `/api/admin/teams/${id}`))).toEqual([404, 'TEAM_NOT_FOUND']);
    expect((await ada.call('POST', '/api/admin/teams', { body: { name: 'Invoices' } })).status).toBe(201);
  });

  it('puts agents into teams and takes them out, each twice without harm', async () => {
    const id = await create('Orders');
    expect(await serving(benId)).toContain(DEFAULT_TEAM_ID);
    for (let time = 0; time < 2; time += 1) {
      expect((await ada.call('PUT', `/api/admin/teams/${id}/members/${benId}`)).status).toBe(204);
    }
    expect((await ben.call('GET', `/api/admin/teams/${id}`)).body['members']).toEqual([{ id: benId, name: 'Ben' }]);
    expect(await serving(benId)).toEqual([id]);
    for (let time = 0; time < 2; time += 1) {
      expect((await ada.call('DELETE', `/api/admin/teams/${id}/members/${benId}`)).status).toBe(204);
    }
    expect(await serving(benId)).toContain(DEFAULT_TEAM_ID);
  });

  it('leaves no queue to nobody: without members, or removed, it is served with the default team’s', async () => {
    const id = await create('Nobody');
    expect(await serving(benId)).toEqual(expect.arrayContaining([DEFAULT_TEAM_ID, id]));
    await ada.call('PUT', `/api/admin/teams/${id}/members/${benId}`);
    await ada.call('DELETE', `/api/admin/teams/${id}`);
    expect(await serving(benId)).toEqual(expect.arrayContaining([DEFAULT_TEAM_ID, id]));
  });

  it('is everybody’s default queue when everybody is in another team', async () => {
    const { database } = server.database;
    const agents = await database.query<{ id: string }>('select id from agent');
    const id = await create('All of us');
    for (const agent of agents) await ada.call('PUT', `/api/admin/teams/${id}/members/${agent.id}`);
    for (const agent of agents) expect(await serving(agent.id)).toEqual(expect.arrayContaining([DEFAULT_TEAM_ID, id]));
    await ada.call('DELETE', `/api/admin/teams/${id}`);
  });

  it('refuses what is no team, no agent and no name', async () => {
    const id = await create('Returns');
    expect(await codes(ada.call('PUT', `/api/admin/teams/${randomUUID()}/members/${benId}`))).toEqual([404, 'TEAM_NOT_FOUND']);
    expect(await codes(ada.call('PUT', `/api/admin/teams/${id}/members/${randomUUID()}`))).toEqual([404, 'AGENT_NOT_FOUND']);
    expect(await codes(ada.call('PUT', `/api/admin/teams/${id}/members/ben`))).toEqual([404, 'AGENT_NOT_FOUND']);
    expect(await codes(ada.call('GET', '/api/admin/teams/orders'))).toEqual([404, 'TEAM_NOT_FOUND']);
    for (const body of [{}, { name: ' ' }, { name: 7 }, { name: 'x'.repeat(61) }, { name: 'ok', hours: [] }]) {
      expect(await codes(ada.call('POST', '/api/admin/teams', { body }))).toEqual([400, 'VALIDATION_FAILED']);
    }
  });

  it('lets agents look and only admins change, and writes down who did', async () => {
    const id = await create('Audited');
    expect((await ben.call('GET', '/api/admin/teams')).status).toBe(200);
    expect(await codes(ben.call('POST', '/api/admin/teams', { body: { name: 'Mine' } }))).toEqual([403, 'FORBIDDEN']);
    expect(await codes(ben.call('PATCH', `/api/admin/teams/${id}`, { body: { name: 'Mine' } }))).toEqual([403, 'FORBIDDEN']);
    expect(await codes(ben.call('DELETE', `/api/admin/teams/${id}`))).toEqual([403, 'FORBIDDEN']);
    expect(await codes(ben.call('PUT', `/api/admin/teams/${id}/members/${benId}`))).toEqual([403, 'FORBIDDEN']);
    await ada.call('PUT', `/api/admin/teams/${id}/members/${benId}`);
    await ada.call('DELETE', `/api/admin/teams/${id}/members/${benId}`);
    const entries = await server.database.database.query<{ action: string }>(
      'select action from audit_entry where target like $1 order by id',
      [`${id}%`],
    );
    expect(entries.map(({ action }) => action)).toEqual(['team.create', 'team.add-member', 'team.remove-member']);
  });
});
