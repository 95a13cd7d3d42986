import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, TestServer } from './test-server.js';

const SETTINGS = '/api/admin/settings';

interface Described {
  readonly additionalProperties?: boolean;
  readonly properties?: Record<string, { readonly description: string }>;
}

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
    expect(await server.database.database.query(sql)).toEqual([{ target: 'receipts.blueTicks: true -> false', outcome: 'ok' }]);
    // What changes nothing is nothing to record.
    expect((await ada.call('PATCH', SETTINGS, { body: { 'receipts.blueTicks': false } })).status).toBe(200);
    expect(await server.database.database.query(sql)).toHaveLength(1);
  });

  it('are each what the last of two admins said, with both on record, one after the other', async () => {
    await server.addAgent('Cem', 'admin');
    const cem = await server.signIn('cem@parley.example');
    const [one, other] = await Promise.all([
      ada.call('PATCH', SETTINGS, { body: { 'assignment.capacity': 7, 'rating.enabled': false } }),
      cem.call('PATCH', SETTINGS, { body: { 'assignment.capacity': 9, 'hours.endingMinutes': 0 } }),
    ]);
    expect([one.status, other.status]).toEqual([200, 200]);
    const { settings } = (await ben.call('GET', SETTINGS)).body as { settings: Record<string, unknown> };
    expect(settings).toMatchObject({ 'rating.enabled': false, 'hours.endingMinutes': 0 });
    const record = await server.database.database.query<{ target: string }>(
      `select target from audit_entry where action = 'settings.change' and target like '%capacity%'`,
    );
    const steps = record.map(({ target }) => /capacity: (\d+) -> (\d+)/.exec(target)?.slice(1)).sort();
    const last = String(settings['assignment.capacity']);
    const first = last === '7' ? '9' : '7';
    expect(steps).toEqual(
      [
        ['5', first],
        [first, last],
      ].sort(),
    );
  });

  it('are described with what each may be', async () => {
    const { body } = await ada.call('GET', '/api/openapi.json');
    const { paths } = body as { paths: Record<string, { patch: { requestBody: { content: Record<string, { schema: Described }> } } }> };
    const { properties, additionalProperties } = paths[SETTINGS]?.patch.requestBody.content['application/json']?.schema ?? {};
    expect(additionalProperties).toBe(false);
    expect(properties).toMatchObject({
      'assignment.mode': { type: 'string', enum: ['manual', 'automatic'], default: 'manual' },
      'assignment.capacity': { type: 'integer', minimum: 1, maximum: 100, default: 5 },
    });
    const { settings } = (await ben.call('GET', SETTINGS)).body as { settings: object };
    expect(Object.keys(properties ?? {})).toEqual(Object.keys(settings));
    for (const { description } of Object.values(properties ?? {})) expect(description).toMatch(/\w{3}/);
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
