import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';
import { type Caller, TestServer } from './test-server.js';

const HOURS = '/api/admin/hours';
const OF_TEAM = `/api/admin/teams/${DEFAULT_TEAM_ID}/hours`;
const NOBODY = '/api/admin/teams/00000000-0000-4000-8000-00000000ffff/hours';

const BERLIN = {
  timeZone: 'Europe/Berlin',
  weekly: [
    { day: 'monday', opens: '09:00', closes: '17:00' },
    { day: 'friday', opens: '20:00', closes: '02:00', overnight: true },
  ],
  exceptions: [{ date: '2026-12-25', everyYear: true, name: 'Christmas Day', intervals: [] }],
};
const AS_KEPT = {
  timeZone: 'Europe/Berlin',
  weekly: [
    { day: 'monday', opens: '09:00', closes: '17:00', overnight: false },
    { day: 'friday', opens: '20:00', closes: '02:00', overnight: true },
  ],
  exceptions: [{ date: '2026-12-25', everyYear: true, name: 'Christmas Day', intervals: [] }],
};

describe('opening hours over HTTP', () => {
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
  beforeEach(async () => {
    await ada.call('DELETE', HOURS);
    await ada.call('DELETE', OF_TEAM);
  });

  it('are none in a fresh installation: always open', async () => {
    expect(await ben.call('GET', HOURS)).toMatchObject({ status: 200, body: { hours: null, source: 'none' } });
    expect((await ben.call('GET', `${HOURS}/status`)).body).toMatchObject({
      isOpen: true,
      nextOpening: null,
      nextClosing: null,
      timeZone: null,
    });
  });

  it('are set whole, by admins only, and put on record', async () => {
    expect((await ben.call('PUT', HOURS, { body: BERLIN })).body['code']).toBe('FORBIDDEN');
    expect(await ada.call('PUT', HOURS, { body: BERLIN })).toMatchObject({ status: 200, body: { hours: AS_KEPT, source: 'installation' } });
    expect((await ben.call('GET', HOURS)).body).toEqual({ hours: AS_KEPT, source: 'installation' });
    const { exceptions: _, ...week } = BERLIN;
    expect((await ada.call('PUT', HOURS, { body: week })).body['hours']).toEqual({ ...AS_KEPT, exceptions: [] });
    const sql = `select action, target from audit_entry where action like 'hours.%' order by id desc limit 1`;
    expect(await server.database.database.query(sql)).toEqual([{ action: 'hours.set', target: 'installation' }]);
    expect((await ada.call('DELETE', HOURS)).status).toBe(204);
    expect((await ben.call('GET', HOURS)).body).toEqual({ hours: null, source: 'none' });
  });

  it('answer what holds at a moment', async () => {
    await ada.call('PUT', HOURS, { body: BERLIN });
    expect((await ben.call('GET', `${HOURS}/status?at=2026-11-23T08:00:00Z`)).body).toEqual({
      at: '2026-11-23T08:00:00.000Z',
      isOpen: true,
      nextOpening: '2026-11-27T19:00:00.000Z',
      nextClosing: '2026-11-23T16:00:00.000Z',
      timeZone: 'Europe/Berlin',
    });
    expect((await ben.call('GET', `${HOURS}/status?at=2026-12-25T20:00:00Z`)).body).toMatchObject({
      isOpen: false,
      nextOpening: '2026-12-28T08:00:00.000Z',
    });
  });

  it('of a team come before those of the installation, and leave them alone', async () => {
    await ada.call('PUT', HOURS, { body: BERLIN });
    expect((await ben.call('GET', OF_TEAM)).body).toEqual({ hours: null, source: 'installation' });
    const night = { timeZone: 'UTC', weekly: [{ day: 'sunday', opens: '00:00', closes: '24:00' }] };
    const set = await ada.call('PUT', OF_TEAM, { body: night });
    expect(set).toMatchObject({ status: 200, body: { source: 'team', hours: { timeZone: 'UTC' } } });
    expect((await ben.call('GET', `${OF_TEAM}/status?at=2026-11-23T08:00:00Z`)).body).toMatchObject({ isOpen: false, timeZone: 'UTC' });
    expect((await ben.call('GET', `${HOURS}/status?at=2026-11-23T08:00:00Z`)).body).toMatchObject({ isOpen: true });
    expect((await ada.call('DELETE', OF_TEAM)).status).toBe(204);
    expect((await ben.call('GET', `${OF_TEAM}/status?at=2026-11-23T08:00:00Z`)).body).toMatchObject({ timeZone: 'Europe/Berlin' });
  });

  it.each(['GET', 'PUT', 'DELETE'] as const)('%s of a team that is not there is 404', async (method) => {
    for (const url of [NOBODY, '/api/admin/teams/sales/hours']) {
      const { status, body } = await ada.call(method, url, method === 'PUT' ? { body: BERLIN } : {});
      expect([status, body['code']]).toEqual([404, 'TEAM_NOT_FOUND']);
    }
  });

  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ['an unknown zone', { timeZone: 'Europe/Atlantis' }, 'timeZone', /no time zone/],
    ['an offset for a zone', { timeZone: '+01:00' }, 'timeZone', /no time zone/],
    [
      'an end before the beginning',
      { weekly: [{ day: 'monday', opens: '09:00', closes: '05:00' }] },
      'weekly.0.closes',
      /"overnight": true/,
    ],
    ['no time', { weekly: [{ day: 'monday', opens: '9am', closes: '17:00' }] }, 'weekly.0.opens', /HH:MM/],
    [
      'hours that overlap',
      {
        weekly: [
          { day: 'monday', opens: '09:00', closes: '17:00' },
          { day: 'monday', opens: '16:00', closes: '18:00' },
        ],
      },
      'weekly.1',
      /overlaps monday 09:00 to 17:00/,
    ],
    ['a day that is none', { weekly: [{ day: 'noday', opens: '09:00', closes: '17:00' }] }, 'weekly.0.day', /must be one of/],
    ['no list', { weekly: { day: 'monday' } }, 'weekly', /must be an array/],
    ['an entry that is none', { weekly: [null] }, 'weekly', /./],
    [
      'a field too many',
      { weekly: [{ day: 'monday', opens: '09:00', closes: '17:00', lunch: true }] },
      'weekly.0.lunch',
      /should not exist/,
    ],
    ['a date that does not exist', { exceptions: [{ date: '2027-02-29', intervals: [] }] }, 'exceptions.0.date', /no date/],
    ['null for a list', { exceptions: null }, 'exceptions', /must be an array/],
    ['a number for a time', { weekly: [{ day: 'monday', opens: 900, closes: '17:00' }] }, 'weekly.0.opens', /text/],
  ])('refuse %s with a sentence, and keep what was', async (_, change, field, message) => {
    await ada.call('PUT', HOURS, { body: BERLIN });
    const { status, body } = await ada.call('PUT', HOURS, { body: { ...BERLIN, ...change } });
    expect([status, body['code']]).toEqual([400, 'VALIDATION_FAILED']);
    const faults = (body['errors'] as { field: string; message: string }[]).filter((each) => each.field.startsWith(field));
    expect(faults.map((fault) => fault.message).join('; ')).toMatch(message);
    expect((await ben.call('GET', HOURS)).body['hours']).toEqual(AS_KEPT);
  });

  it.each(['yesterday', '2026-13-01', '1500-01-01T00:00:00Z', '2200-01-01T00:00:00Z', ''])('know no moment %j', async (at) => {
    const { status, body } = await ben.call('GET', `${HOURS}/status?at=${at}`);
    expect([status, body['code']]).toEqual([400, 'VALIDATION_FAILED']);
  });
});
