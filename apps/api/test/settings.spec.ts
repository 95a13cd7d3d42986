import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, TestServer } from './test-server.js';

const SETTINGS = '/api/admin/settings';

describe('settings over HTTP', () => {
  let server: TestServer;
  let ada: Caller;
  let ben: Caller;

  beforeAll(async () => {
    server = await TestServer.start();
    await server.addAgent('Ada', 'admin');
    await server.addAgent('Ben');
    ada = await server.signIn('ada@parley.example');
    ben = await server.signIn('ben@parley.example');
  });
  afterAll(() => server.stop());

  it('are those of a fresh installation until somebody changes one', async () => {
    const { status, body } = await ben.call('GET', SETTINGS);
    expect([status, body]).toEqual([200, { settings: expect.objectContaining({ 'receipts.blueTicks': true }) }]);
  });

  it('are changed by admins only, at once, and put on record', async () => {
    expect((await ben.call('PATCH', SETTINGS, { body: { 'receipts.blueTicks': false } })).body['code']).toBe('FORBIDDEN');
    const changed = await ada.call('PATCH', SETTINGS, { body: { 'receipts.blueTicks': false } });
    expect([changed.status, changed.body]).toEqual([200, { settings: expect.objectContaining({ 'receipts.blueTicks': false }) }]);
    expect((await ben.call('GET', SETTINGS)).body).toEqual(changed.body);
    const sql = `select target, outcome from audit_entry where action = 'settings.change'`;
    expect(await server.database.database.query(sql)).toEqual([{ target: 'receipts.blueTicks', outcome: 'ok' }]);
  });

  it.each([
    ['an unknown key', { 'receipts.blueTicks': true, colour: 'red' }, 'colour'],
    ['a wrong type', { 'receipts.blueTicks': 'no' }, 'receipts.blueTicks'],
    ['a name of every object', { constructor: true, 'receipts.blueTicks': true }, 'constructor'],
  ])('refuses %s by name and changes nothing', async (_, body, field) => {
    const before = (await ada.call('GET', SETTINGS)).body;
    const { status, body: problem } = await ada.call('PATCH', SETTINGS, { body });
    expect([status, problem['code']]).toEqual([400, 'VALIDATION_FAILED']);
    expect(problem['errors']).toEqual([expect.objectContaining({ field })]);
    expect((await ada.call('GET', SETTINGS)).body).toEqual(before);
  });
});
