import { describe, expect, it } from '@jest/globals';
import { everyYear, exception, on, schedule, WEEKEND, WORKDAYS } from './hours.test.js';
import { OpeningHours } from './opening-hours.js';
import { WEEKDAYS, type Schedule } from './schedule.js';

type Row = readonly [instant: string, open: boolean, next: string | null, why: string];

/**
 * FT-58. Every row was worked out by hand from the zones' published rules: the instant in UTC, whether it is open, and the next change
 * (opening when closed, closing when open).
 */
function golden(title: string, hours: Schedule, rows: readonly Row[]): void {
  describe(title, () => {
    it.each(rows)('%s → open: %s, until %s (%s)', (instant, isOpen, next) => {
      const status = new OpeningHours(hours).statusAt(new Date(instant));
      const change = isOpen ? status.nextClosing : status.nextOpening;
      expect([status.isOpen, change?.toISOString() ?? null]).toEqual([isOpen, next && new Date(next).toISOString()]);
    });
  });
}

describe('opening hours (FT-58)', () => {
  golden('New York, workdays 9 to 5: -5, in summer -4', schedule('America/New_York', on(WORKDAYS, '09:00-17:00')), [
    ['2026-01-05T13:59:59.999Z', false, '2026-01-05T14:00Z', 'Monday in winter, a moment before'],
    ['2026-01-05T14:00Z', true, '2026-01-05T22:00Z', 'opens at 9:00 EST'],
    ['2026-01-05T21:59:59.999Z', true, '2026-01-05T22:00Z', 'the last moment'],
    ['2026-01-05T22:00Z', false, '2026-01-06T14:00Z', 'closed from 17:00 on'],
    ['2026-07-06T12:59Z', false, '2026-07-06T13:00Z', 'in summer 9:00 is 13:00 UTC'],
    ['2026-07-06T13:00Z', true, '2026-07-06T21:00Z', 'opens at 9:00 EDT'],
    ['2026-03-06T22:00Z', false, '2026-03-09T13:00Z', 'Friday evening before clocks go forward: an hour sooner on Monday'],
    ['2026-03-08T14:00Z', false, '2026-03-09T13:00Z', 'the Sunday itself'],
    ['2026-10-30T21:00Z', false, '2026-11-02T14:00Z', 'Friday evening before clocks go back: an hour later on Monday'],
    ['2026-11-02T13:30Z', false, '2026-11-02T14:00Z', '8:30 EST would have been 9:30 the week before'],
  ]);

  golden('New York nights that lose or gain an hour', schedule('America/New_York', on(['sunday'], '01:00-02:30', '02:45-04:00')), [
    ['2026-03-08T06:00Z', true, '2026-03-08T08:00Z', '01:00 EST; 02:30 and 02:45 are skipped, so both meet at the jump'],
    ['2026-03-08T06:59:59.999Z', true, '2026-03-08T08:00Z', 'a moment before the jump'],
    ['2026-03-08T07:00Z', true, '2026-03-08T08:00Z', '03:00 EDT, after the jump'],
    ['2026-03-08T08:00Z', false, '2026-03-15T05:00Z', '04:00 EDT'],
    ['2026-11-01T05:00Z', true, '2026-11-01T07:30Z', '01:00 EDT, for the first time; 01:00 to 02:00 comes twice'],
    ['2026-11-01T06:00Z', true, '2026-11-01T07:30Z', '01:00 EST, for the second time'],
    ['2026-11-01T07:29Z', true, '2026-11-01T07:30Z', '02:29 EST'],
    ['2026-11-01T07:30Z', false, '2026-11-01T07:45Z', '02:30 EST'],
  ]);

  golden('Berlin bar, until 02:30', schedule('Europe/Berlin', on(['friday', 'saturday'], '18:00-02:30+')), [
    ['2026-01-03T01:29Z', true, '2026-01-03T01:30Z', 'Saturday 02:29, still Friday night'],
    ['2026-01-03T01:30Z', false, '2026-01-03T17:00Z', '02:30'],
    ['2026-03-28T16:59Z', false, '2026-03-28T17:00Z', 'the Saturday before clocks go forward'],
    ['2026-03-29T00:59:59.999Z', true, '2026-03-29T01:00Z', '01:59:59; 02:30 does not exist, the jump is past it'],
    ['2026-03-29T01:00Z', false, '2026-04-03T16:00Z', '03:00 CEST: closed with the jump'],
    ['2026-10-24T16:00Z', true, '2026-10-25T01:30Z', 'the Saturday before clocks go back'],
    ['2026-10-25T00:29Z', true, '2026-10-25T01:30Z', '02:29 CEST'],
    ['2026-10-25T00:30Z', true, '2026-10-25T01:30Z', '02:30 CEST, the first of two: 02:29 is still to come'],
    ['2026-10-25T00:59Z', true, '2026-10-25T01:30Z', '02:59 CEST: it does not close and open again'],
    ['2026-10-25T01:29Z', true, '2026-10-25T01:30Z', '02:29 CET'],
    ['2026-10-25T01:30Z', false, '2026-10-30T17:00Z', '02:30 CET, the second'],
  ]);

  golden('Berlin bakery, from 02:30', schedule('Europe/Berlin', on(['sunday'], '02:30-06:00')), [
    ['2026-03-29T00:59Z', false, '2026-03-29T01:00Z', '01:59 CET; 02:30 is skipped'],
    ['2026-03-29T01:00Z', true, '2026-03-29T04:00Z', '03:00 CEST: opens with the jump, closes at 06:00 CEST'],
    ['2026-10-25T00:29Z', false, '2026-10-25T00:30Z', '02:29 CEST'],
    ['2026-10-25T00:30Z', true, '2026-10-25T05:00Z', 'opens with the first 02:30'],
    ['2026-10-25T01:00Z', true, '2026-10-25T05:00Z', '02:00 CET: does not close again'],
  ]);

  golden('an interval inside the hour that is skipped, or comes twice', schedule('Europe/Berlin', on(['sunday'], '02:10-02:50')), [
    ['2026-03-29T01:00Z', false, '2026-04-05T00:10Z', 'the jump leaves nothing of it'],
    ['2026-10-25T00:10Z', true, '2026-10-25T01:50Z', 'from the first 02:10'],
    ['2026-10-25T01:05Z', true, '2026-10-25T01:50Z', '02:05 CET'],
    ['2026-10-25T01:50Z', false, '2026-11-01T01:10Z', 'to the second 02:50'],
  ]);

  golden(
    'Berlin, until just where the repeated hour begins and ends',
    schedule('Europe/Berlin', on(['sunday'], '00:00-02:00', '03:00-04:00')),
    [
      ['2026-10-24T23:59Z', true, '2026-10-25T00:00Z', '01:59 CEST'],
      ['2026-10-25T00:00Z', false, '2026-10-25T02:00Z', '02:00 CEST: the clock never shows less again'],
      ['2026-10-25T01:59Z', false, '2026-10-25T02:00Z', '02:59 CET'],
      ['2026-10-25T02:00Z', true, '2026-10-25T03:00Z', '03:00 CET'],
      ['2026-03-29T00:30Z', true, '2026-03-29T02:00Z', '01:30 CET: 02:00 is the jump, and 03:00 too'],
    ],
  );

  golden('Kolkata, +5:30 all year', schedule('Asia/Kolkata', on(WORKDAYS, '09:30-18:00')), [
    ['2026-01-05T03:59Z', false, '2026-01-05T04:00Z', '09:29'],
    ['2026-01-05T04:00Z', true, '2026-01-05T12:30Z', '09:30'],
    ['2026-07-06T04:00Z', true, '2026-07-06T12:30Z', 'the same in July'],
    ['2026-07-10T12:30Z', false, '2026-07-13T04:00Z', 'Friday 18:00'],
    ['2026-01-04T18:29Z', false, '2026-01-05T04:00Z', 'Sunday 23:59, while UTC is still on Sunday evening'],
  ]);

  const saoPaulo = schedule('America/Sao_Paulo', on(WORKDAYS, '09:00-18:00'));
  golden('São Paulo, no summer time since 2019', saoPaulo, [
    ['2018-12-03T11:00Z', true, '2018-12-03T20:00Z', 'December 2018: -2'],
    ['2019-01-07T10:59Z', false, '2019-01-07T11:00Z', 'the last summer time'],
    ['2019-12-02T11:00Z', false, '2019-12-02T12:00Z', 'December 2019: -3, and ever since'],
    ['2026-01-05T12:00Z', true, '2026-01-05T21:00Z', 'January 2026'],
    ['2026-07-06T12:00Z', true, '2026-07-06T21:00Z', 'July 2026'],
    ['2018-11-02T21:00Z', false, '2018-11-05T11:00Z', 'the weekend in which midnight of Sunday did not exist'],
  ]);

  golden('São Paulo, a Sunday that begins at 01:00', schedule('America/Sao_Paulo', on(['saturday'], '20:00-00:30+')), [
    ['2018-11-04T02:59Z', true, '2018-11-04T03:00Z', 'Saturday 23:59; 00:30 is skipped'],
    ['2018-11-04T03:00Z', false, '2018-11-10T22:00Z', 'Sunday 01:00'],
  ]);

  const holidays = [
    everyYear('2026-12-25'),
    everyYear('2020-12-24', '09:00-12:00'),
    exception('2027-12-24'),
    exception('2026-12-31', '09:00-14:00', '20:00-02:00+'),
    everyYear('2026-01-01'),
  ];
  golden('Berlin, holidays', schedule('Europe/Berlin', on(WORKDAYS, '09:00-17:00'), holidays), [
    ['2026-12-24T10:59Z', true, '2026-12-24T11:00Z', 'Christmas Eve, until noon'],
    ['2026-12-24T11:00Z', false, '2026-12-28T08:00Z', 'Friday is Christmas, then the weekend'],
    ['2026-12-25T09:00Z', false, '2026-12-28T08:00Z', 'Christmas on a Friday'],
    ['2028-12-25T09:00Z', false, '2028-12-26T08:00Z', 'and on a Monday two years later'],
    ['2027-12-24T09:00Z', false, '2027-12-27T08:00Z', 'the date of one year wins over every year'],
    ['2026-12-31T13:00Z', false, '2026-12-31T19:00Z', 'New Year’s Eve: a break'],
    ['2027-01-01T00:59Z', true, '2027-01-01T01:00Z', 'what began on New Year’s Eve lasts into the holiday'],
    ['2027-01-01T01:00Z', false, '2027-01-04T08:00Z', 'and then it is a holiday on a Friday'],
  ]);

  const leap = [everyYear('2024-02-29'), exception('2026-02-28', '10:00-11:00')];
  golden('UTC, leap day', schedule('UTC', on(WEEKDAYS, '08:00-16:00'), leap), [
    ['2028-02-29T10:00Z', false, '2028-03-01T08:00Z', '29 February 2028 is one'],
    ['2028-02-28T16:00Z', false, '2028-03-01T08:00Z', 'the evening before'],
    ['2027-02-28T16:00Z', false, '2027-03-01T08:00Z', '2027 has none: the day after is an ordinary one'],
    ['2026-02-28T09:00Z', false, '2026-02-28T10:00Z', 'an exception on the 28th'],
    ['2100-02-28T16:00Z', false, '2100-03-01T08:00Z', '2100 is no leap year'],
  ]);

  const overnight = schedule('Europe/London', on(WEEKDAYS, '22:00-06:00+'), [
    exception('2026-06-10'),
    exception('2026-06-12', '05:00-08:00'),
  ]);
  golden('London, over midnight', overnight, [
    ['2026-06-09T23:00Z', true, '2026-06-10T05:00Z', 'Tuesday night lasts into Wednesday, a closed day'],
    ['2026-06-10T05:00Z', false, '2026-06-11T21:00Z', 'nothing begins on Wednesday'],
    ['2026-06-12T04:30Z', true, '2026-06-12T07:00Z', 'Thursday night runs into the other hours of Friday: one stretch'],
    ['2026-06-12T20:59Z', false, '2026-06-13T21:00Z', 'and Friday night does not begin'],
    ['2026-06-14T23:00Z', true, '2026-06-15T05:00Z', 'Sunday night into Monday: the week goes round'],
  ]);

  golden('24 hours on workdays', schedule('Europe/Berlin', on(WORKDAYS, '00:00-24:00')), [
    ['2026-03-27T22:59Z', true, '2026-03-27T23:00Z', 'Friday 23:59'],
    ['2026-03-27T23:00Z', false, '2026-03-29T22:00Z', 'a weekend of 47 hours'],
    ['2026-10-23T22:00Z', false, '2026-10-25T23:00Z', 'and one of 49'],
    ['2026-10-26T12:00Z', true, '2026-10-30T23:00Z', 'one stretch over four midnights'],
  ]);

  golden('always, but for one day', schedule('Asia/Kolkata', on(WEEKDAYS, '00:00-24:00'), [exception('2026-08-15')]), [
    ['2026-08-01T00:00Z', true, '2026-08-14T18:30Z', 'until Independence Day begins in Kolkata'],
    ['2026-08-15T00:00Z', false, '2026-08-15T18:30Z', 'the day'],
    ['2026-08-15T18:30Z', true, null, 'and then for good'],
  ]);

  golden('never', schedule('UTC', []), [['2026-08-15T00:00Z', false, null, 'there is no next opening']]);
  golden('one opening, a year ahead', schedule('UTC', [], [exception('2027-05-01', '10:00-11:00')]), [
    ['2026-05-02T00:00Z', false, '2027-05-01T10:00Z', 'within 400 days'],
    ['2026-03-01T00:00Z', false, null, 'further than 400 days is not said'],
    ['2027-05-01T11:00Z', false, null, 'the last one is over'],
  ]);
  golden('weekends only', schedule('Pacific/Auckland', on(WEEKEND, '10:00-16:00')), [
    ['2026-04-03T21:30Z', true, '2026-04-04T03:00Z', 'Saturday 10:30 NZDT'],
    ['2026-04-04T21:30Z', false, '2026-04-04T22:00Z', 'Sunday 09:30 NZST, after the night with an hour more'],
  ]);
});

describe('the closed period', () => {
  const hours = new OpeningHours(schedule('Europe/Berlin', on(WORKDAYS, '09:00-12:00', '13:00-17:00')));
  const period = (instant: string): string | null => hours.closedPeriodAt(new Date(instant));

  it('is the same all night, all weekend, and another one the next night', () => {
    expect(period('2026-01-05T16:00Z')).toBe('2026-01-06T08:00:00.000Z');
    expect(period('2026-01-06T07:59:59.999Z')).toBe('2026-01-06T08:00:00.000Z');
    expect(period('2026-01-06T16:00Z')).toBe('2026-01-07T08:00:00.000Z');
    expect(period('2026-01-09T16:00Z')).toBe(period('2026-01-12T07:00Z'));
  });

  it('is none while open, and the lunch break is one of its own', () => {
    expect(period('2026-01-05T08:00Z')).toBeNull();
    expect(period('2026-01-05T11:30Z')).toBe('2026-01-05T12:00:00.000Z');
  });

  it('is "indefinite" when nobody says when it opens', () => {
    expect(new OpeningHours(schedule('UTC', [])).closedPeriodAt(new Date('2026-01-05T00:00Z'))).toBe('indefinite');
  });
});

describe('what is remembered', () => {
  it('never answers for another stretch, asked in whatever order', () => {
    const hours = schedule('Europe/Berlin', on(WEEKDAYS, '09:00-12:00', '13:00-17:00'), [exception('2026-03-29')]);
    const kept = new OpeningHours(hours);
    const start = Date.parse('2026-03-27T00:00Z');
    for (let step = 0; step < 300; step += 1) {
      const at = new Date(start + ((step * 7_919) % 8_640) * 60_000);
      expect(kept.statusAt(at)).toEqual(new OpeningHours(hours).statusAt(at));
    }
  });

  it('looks again for what was beyond the horizon', () => {
    const hours = new OpeningHours(schedule('UTC', [], [exception('2027-05-01', '10:00-11:00')]));
    expect(hours.statusAt(new Date('2026-03-01T00:00Z')).nextOpening).toBeNull();
    expect(hours.statusAt(new Date('2026-05-01T00:00Z')).nextOpening).toEqual(new Date('2027-05-01T10:00Z'));
  });

  it('refuses a zone nobody knows', () => {
    for (const zone of ['Mars/Olympus', '', '+05:30', 'Europe/Berlin '])
      expect(() => new OpeningHours(schedule(zone, []))).toThrow(RangeError);
  });
});
