import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aConversation } from '@parley/testing';
import { type Caller, TestServer } from './test-server.js';

describe('statistics by API', () => {
  let server: TestServer;
  let ada: Caller;

  beforeAll(async () => {
    server = await TestServer.start();
    const { id } = await server.addAgent('Ada', 'admin');
    ada = await server.signIn('ada@parley.example');
    await server.database.database.query('update agent set name = $2 where id = $1', [id, '=1+1|"Ada", the first']);
    const conversation = await aConversation(server.database.database, { channelId: server.channelId, chat: { agent: { id } } });
    await ada.call('POST', `/api/admin/conversations/${conversation.id}/chat-support/send`, { body: { message: 'Hello' } });
  });
  afterAll(() => server.stop());

  const read = (query: string, headers: Record<string, string> = {}) => ada.call('GET', `/api/admin/stats${query}`, { headers });

  it('are those of the contract, with more beside them', async () => {
    const { status, body } = await read('?groupBy=agent');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      chats: { started: 1, ended: { contact: 0, agent: 0, system: 0 }, waitingNow: 0, activeNow: 1 },
      wait: { count: 0, p50: null, p95: null },
      firstResponse: { count: 1, p50: expect.any(Number) },
      resolution: { count: 0 },
      ratings: null,
      deliveries: { queued: 2 },
      failures: [],
      notices: { 'agent.joined': 1 },
      timeZone: 'UTC',
      groupBy: 'agent',
      complete: true,
    });
    expect((body['groups'] as { name: string; deliveries: unknown }[]).map(({ name, deliveries }) => [name, deliveries])).toEqual([
      ['=1+1|"Ada", the first', { queued: 1 }],
      ['', { queued: 1 }],
    ]);
  });

  it.each([
    ['a route of its own', () => ada.call('GET', '/api/admin/stats.csv?groupBy=agent')],
    ['what the caller accepts', () => read('?groupBy=agent', { accept: 'text/csv, application/json;q=0.5' })],
  ])('are a table that no spreadsheet runs, by %s', async (_, call) => {
    const { status, headers, text } = await call();
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="stats-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d-by-agent\.csv"$/);
    const lines = text.split('\r\n');
    expect(lines[0]).toMatch(/^\ufeff"agent","name","chats started","ended by contact",/);
    expect(lines[0]).toMatch(/"messages queued".*"notice: agent\.joined"$/);
    expect(lines[1]).toMatch(/^"","Total",1,0,/);
    expect(lines[2]).toContain(`,"'=1+1|""Ada"", the first",`);
    expect(lines).toHaveLength(5);
  });

  it.each(['application/json', '*/*', 'text/html, application/json, text/csv'])('stay JSON for who accepts %s', async (accept) => {
    expect((await read('', { accept })).headers['content-type']).toMatch(/^application\/json/);
  });

  it('take moments with an offset, and days of any century', async () => {
    const { body } = await read('?from=2026-02-01T10:00:00%2B01:00&to=2026-02-01T12:30Z');
    expect([body['from'], body['to']]).toEqual(['2026-02-01T09:00:00.000Z', '2026-02-01T12:30:00.000Z']);
    for (const query of ['?from=1600-01-01&to=1600-02-01', '?from=9999-12-01&to=9999-12-31&groupBy=day']) {
      expect((await read(query)).status).toBe(200);
    }
  });

  it('are by day of a zone, each day a group', async () => {
    const { body } = await read('?from=2026-03-28&to=2026-03-31&groupBy=day&timeZone=Europe/Lisbon');
    expect([body['from'], body['to']]).toEqual(['2026-03-28T00:00:00.000Z', '2026-03-30T23:00:00.000Z']);
    expect((body['groups'] as { key: string }[]).map(({ key }) => key)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30']);
  });

  it.each([
    ['?from=2026-02-02&to=2026-02-01', 'from'],
    ['?from=2024-01-01&to=2026-02-01', 'from'],
    ['?from=yesterday', 'from'],
    ['?from=0000-01-01&to=0000-02-01', 'from'],
    ['?from=2026-02-01T10:00:00', 'from'],
    ['?to=2026-W05-1', 'to'],
    ['?to=20260201', 'to'],
    ['?to=', 'to'],
    ['?timeZone=Mars/Olympus', 'timeZone'],
    ['?timeZone=%2B05:30', 'timeZone'],
    [`?timeZone=${'A'.repeat(65)}`, 'timeZone'],
    ['?groupBy=hour', 'groupBy'],
    ['?from=2026-02-01&from=2026-02-02', 'from'],
  ])('refuse %s and name %s', async (query, field) => {
    for (const path of ['/api/admin/stats', '/api/admin/stats.csv']) {
      const { status, body } = await ada.call('GET', `${path}${query}`);
      expect([status, body['code'], (body['errors'] as { field: string }[])[0]?.field]).toEqual([400, 'VALIDATION_FAILED', field]);
    }
  });
});
