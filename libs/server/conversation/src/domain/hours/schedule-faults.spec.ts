import { describe, expect, it } from '@jest/globals';
import { everyYear, exception, on, schedule, WORKDAYS } from './hours.test.js';
import { WEEKDAYS, type DateException, type WeeklyInterval } from './schedule.js';
import { MAX_EXCEPTIONS, MAX_INTERVALS_A_DAY, scheduleFaults } from './schedule-faults.js';

const faults = (weekly: readonly WeeklyInterval[], exceptions: readonly DateException[] = [], timeZone = 'Europe/Berlin'): string[] =>
  scheduleFaults(schedule(timeZone, weekly, exceptions)).map(({ field, message }) => `${field}: ${message}`);

describe('a schedule is refused with a sentence for each fault', () => {
  it.each([
    ['an ordinary week with lunch', on(WORKDAYS, '09:00-12:00', '13:00-17:00')],
    ['intervals that touch', on(WORKDAYS, '09:00-12:00', '12:00-17:00')],
    ['nights', on(WEEKDAYS, '22:00-06:00+')],
    ['nights and days that touch', on(WEEKDAYS, '22:00-06:00+', '06:00-22:00')],
    ['always', on(WEEKDAYS, '00:00-24:00')],
    ['24 hours from noon', on(['friday'], '12:00-12:00+')],
    ['never', []],
  ])('takes %s', (_, weekly) => {
    expect(faults(weekly)).toEqual([]);
  });

  it.each([
    ['09:00-05:00', 'weekly.0.closes: 05:00 is not after 09:00: when it is a time of the next day, say so with "overnight": true'],
    ['09:00-09:00', 'weekly.0.closes: 09:00 is not after 09:00: when it is a time of the next day, say so with "overnight": true'],
    ['09:00-17:00+', 'weekly.0.closes: 09:00 to 17:00 of the next day is longer than 24 hours'],
    ['24:00-24:00', 'weekly.0.opens: 24:00 is no opening time: write HH:MM, 00:00 to 23:59'],
    ['25:00-26:00', 'weekly.0.opens: 25:00 is no opening time: write HH:MM, 00:00 to 23:59'],
    ['09:60-17:00', 'weekly.0.opens: 09:60 is no opening time: write HH:MM, 00:00 to 23:59'],
    ['09:00-24:01', 'weekly.0.closes: 24:01 is no closing time: write HH:MM, up to 24:00'],
  ])('%s', (words, fault) => {
    expect(faults(on(['monday'], words))).toContain(fault);
  });

  it('the end of a day is no time of the next', () => {
    const [night] = on(['monday'], '00:00-24:00+');
    expect(faults(night ? [night] : [])).toEqual(['weekly.0.closes: 00:00 to 24:00 of the next day is longer than 24 hours']);
    expect(faults([{ day: 'monday', opens: '23:59', closes: '24:00', overnight: true }])[0]).toMatch(/longer than 24 hours/);
  });

  it.each([
    ['on a day', on(['monday'], '09:00-12:00', '11:59-17:00'), 'weekly.1: monday 11:59 to 17:00 overlaps monday 09:00 to 12:00'],
    [
      'into the next day',
      [...on(['monday'], '20:00-02:00+'), ...on(['tuesday'], '01:00-05:00')],
      'weekly.1: tuesday 01:00 to 05:00 overlaps monday 20:00 to 02:00',
    ],
    [
      'round the week',
      [...on(['sunday'], '20:00-02:00+'), ...on(['monday'], '01:00-05:00')],
      'weekly.1: monday 01:00 to 05:00 overlaps sunday 20:00 to 02:00',
    ],
    [
      'one inside another, with one between',
      on(['monday'], '08:00-20:00', '09:00-10:00', '19:00-21:00'),
      'weekly.2: monday 19:00 to 21:00 overlaps monday 08:00 to 20:00',
    ],
  ])('overlaps %s', (_, weekly, fault) => {
    // prettier-ignore
    expect(faults(weekly)).toContain(fault);
  });

  it.each(['Mars/Olympus', '+05:30', '', 'Europe/Berlin\n', 'Europe/Berlin; drop table team'])('knows no zone %j', (timeZone) => {
    expect(faults([], [], timeZone)).toHaveLength(1);
    expect(faults([], [], timeZone)[0]).toMatch(/^timeZone: .* is no time zone/);
  });

  it.each(['2027-02-29', '2026-13-01', '2026-00-10', '26-01-01', '2026-1-1', '2026-01-01T00:00', 'tomorrow'])(
    'knows no date %s',
    (date) => {
      expect(faults([], [exception(date)])).toEqual([`exceptions.0.date: ${date} is no date: write a day that exists as YYYY-MM-DD`]);
    },
  );

  it('takes a date once, and once every year', () => {
    expect(faults([], [exception('2028-02-29'), everyYear('2028-02-29'), exception('2027-12-24'), everyYear('2026-12-24')])).toEqual([]);
    expect(faults([], [exception('2026-12-24'), exception('2026-12-24')])).toEqual([
      'exceptions.1.date: 2026-12-24 has hours already, in exceptions.0',
    ]);
    expect(faults([], [everyYear('2026-12-24'), everyYear('2027-12-24')])).toHaveLength(1);
  });

  it('looks into the hours of an exception', () => {
    expect(faults([], [exception('2026-12-24', '09:00-08:00')])[0]).toMatch(
      /^exceptions\.0\.intervals\.0\.closes: 08:00 is not after 09:00/,
    );
    expect(faults([], [exception('2026-12-24', '09:00-12:00', '10:00-11:00')])).toEqual([
      'exceptions.0.intervals.1: 10:00 to 11:00 overlaps 09:00 to 12:00',
    ]);
  });

  it('has an end', () => {
    const many = Array.from(
      { length: MAX_INTERVALS_A_DAY + 1 },
      (_, hour) => `${String(hour).padStart(2, '0')}:00-${String(hour).padStart(2, '0')}:30`,
    );
    expect(faults(on(['monday'], ...many))).toEqual([
      `weekly: monday has ${many.length} intervals, at most ${MAX_INTERVALS_A_DAY} are allowed`,
    ]);
    const days = Array.from({ length: MAX_EXCEPTIONS + 1 }, (_, day) =>
      exception(new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10)),
    );
    expect(faults([], days)).toEqual([`exceptions: There are ${days.length} exceptions, at most ${MAX_EXCEPTIONS} are allowed`]);
  });
});
