import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { OpeningHours } from './opening-hours.js';
import { WEEKDAYS, type DateException, type Interval, type Schedule } from './schedule.js';
import { scheduleFaults } from './schedule-faults.js';
import { firstReached, lastPassed, wallTime, zoneNamed, type Zone } from './zone.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** How far the reference looks for the next change. */
const AHEAD = 2 * DAY;
/** And how much further both ways: clocks are set back by less, so whatever holds at an instant shows on the wall this near to it. */
const MARGIN = 3 * HOUR;

/**
 * INV-26, the slow way: every minute for days, each turned into what the clock on the wall shows by an implementation of time zones that
 * shares nothing with ours; an interval holds from the first to the last minute whose wall time lies in it.
 */
function slowly(schedule: Schedule, instant: number): (minute: number) => boolean {
  const start = Math.floor((instant - MARGIN) / MINUTE) * MINUTE;
  const minutes = (AHEAD + 2 * MARGIN) / MINUTE;
  const walls = Array.from({ length: minutes }, (_, index) => slowWall(schedule.timeZone, start + index * MINUTE));
  const open = new Array<boolean>(minutes).fill(false);
  const days = Math.ceil(AHEAD / DAY) + 5;
  const firstDay = Temporal.PlainDate.from(new Date(start).toISOString().slice(0, 10)).subtract({ days: 2 });
  for (const day of Array.from({ length: days }, (_, index) => firstDay.add({ days: index }))) {
    for (const { opens, closes, overnight } of planOf(schedule, day)) {
      const midnight = Date.UTC(day.year, day.month - 1, day.day);
      const from = midnight + minute(opens) * MINUTE;
      const to = midnight + minute(closes) * MINUTE + (overnight ? DAY : 0);
      const first = walls.findIndex((wall) => wall >= from && wall < to);
      const last = walls.findLastIndex((wall) => wall >= from && wall < to);
      if (first >= 0) open.fill(true, first, last + 1);
    }
  }
  return (at) => open[(at - start) / MINUTE] as boolean;
}

function slowWall(timeZone: string, instant: number): number {
  return instant + Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6;
}

function planOf({ weekly, exceptions }: Schedule, day: Temporal.PlainDate): readonly Interval[] {
  const ofYear = exceptions.find(({ date, everyYear }) => !everyYear && date === day.toString());
  const everyYear = exceptions.find((each) => each.everyYear && each.date.slice(5) === day.toString().slice(5));
  const found = ofYear ?? everyYear;
  return found ? found.intervals : weekly.filter((each) => each.day === WEEKDAYS[day.dayOfWeek - 1]);
}

const ZONES = [
  'America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'America/Sao_Paulo', 'UTC', 'Australia/Lord_Howe', 'Pacific/Chatham',
  'Africa/Casablanca', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Auckland', 'Africa/Cairo', 'America/Santiago', 'Pacific/Kiritimati',
]; // prettier-ignore

const time = fc.integer({ min: 0, max: 1439 }).map((minute) => clock(minute));
/** Near the hours at which clocks change, and anywhere. */
const edge = fc.oneof(time, fc.constantFrom('00:00', '01:59', '02:00', '02:01', '02:30', '02:59', '03:00', '00:30', '23:59'));
const anInterval: fc.Arbitrary<Interval> = fc
  .record({ opens: edge, closes: fc.oneof(edge, fc.constant('24:00')) })
  .map(({ opens, closes }) => ({ opens, closes, overnight: closes <= opens }));

const aSchedule = (timeZone: string, year: number): fc.Arbitrary<Schedule> => {
  const date = fc.integer({ min: 0, max: 730 }).map((days) => new Date(Date.UTC(year, 0, 1) + days * DAY).toISOString().slice(0, 10));
  const anException: fc.Arbitrary<DateException> = fc.record({
    date,
    everyYear: fc.boolean(),
    name: fc.constant(null),
    intervals: fc.array(anInterval, { maxLength: 2 }),
  });
  return fc
    .record({
      weekly: fc.array(fc.tuple(fc.constantFrom(...WEEKDAYS), anInterval), { maxLength: 9 }),
      exceptions: fc.uniqueArray(anException, { maxLength: 12, selector: (each) => `${each.date.slice(5)} ${String(each.everyYear)}` }),
    })
    .map(({ weekly, exceptions }) => ({ timeZone, weekly: weekly.map(([day, each]) => ({ day, ...each })), exceptions }));
};

/** Any instant of twelve years; most of them near a change of the clocks, where there is one. */
const anInstant = (timeZone: string): fc.Arbitrary<number> =>
  fc
    .record({
      at: fc.integer({ min: Date.UTC(2018, 0, 1), max: Date.UTC(2030, 0, 1) }),
      nearChange: fc.boolean(),
      by: fc.integer({ min: -30 * HOUR, max: 30 * HOUR }),
    })
    .map(({ at, nearChange, by }) => {
      const change = nearChange
        ? Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).getTimeZoneTransition('next')
        : null;
      return change ? change.epochMilliseconds + by : at;
    });

const aQuestion = fc
  .constantFrom(...ZONES)
  .chain((timeZone) =>
    anInstant(timeZone).chain((instant) => fc.tuple(aSchedule(timeZone, new Date(instant).getUTCFullYear()), fc.constant(instant))),
  );

describe('opening hours against a slow reference (INV-26)', () => {
  it('are open when the clock on the wall says so, minute by minute, and name the next change', () => {
    fc.assert(
      fc.property(aQuestion, ([schedule, instant]) => {
        const openAt = slowly(schedule, instant);
        const hours = new OpeningHours(schedule);
        const minute = Math.floor(instant / MINUTE) * MINUTE;
        const isOpen = openAt(minute);
        const status = hours.statusAt(new Date(instant));
        expect(status.isOpen).toBe(isOpen);
        const end = minute + AHEAD;
        let change = minute;
        while (change < end && openAt(change) === isOpen) change += MINUTE;
        const said = (isOpen ? status.nextClosing : status.nextOpening)?.getTime() ?? Number.POSITIVE_INFINITY;
        if (change < end) expect(said).toBe(change);
        else expect(said).toBeGreaterThanOrEqual(end);
      }),
      { numRuns: 60 },
    );
  });

  it('answer the same from what is remembered', () => {
    fc.assert(
      fc.property(
        aQuestion,
        fc.array(fc.integer({ min: -3 * DAY, max: 40 * DAY }), { minLength: 1, maxLength: 20 }),
        ([schedule, instant], steps) => {
          const kept = new OpeningHours(schedule);
          for (const step of steps) {
            const at = new Date(instant + step);
            expect(kept.statusAt(at)).toEqual(new OpeningHours(schedule).statusAt(at));
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('the clocks of a zone', () => {
  it('show what another implementation of time zones shows', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: Date.UTC(1972, 0, 1), max: Date.UTC(2037, 0, 1) }), (name, instant) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(name);
        expect(zoneNamed(name)?.(instant)).toBe(zoned.offsetNanoseconds / 1e6);
      }),
    );
  });

  /** Clocks as nobody has them yet: changed every few weeks by up to a day, in steps of a quarter of an hour. */
  const aZone: fc.Arbitrary<{ zone: Zone; changes: readonly number[] }> = fc
    .array(fc.record({ weeks: fc.integer({ min: 1, max: 20 }), quarters: fc.integer({ min: -48, max: 56 }) }), {
      minLength: 1,
      maxLength: 8,
    })
    .map((steps) => {
      let at = Date.UTC(2026, 0, 1);
      const changes = steps.map(({ weeks, quarters }) => ({ at: (at += weeks * 7 * DAY), offset: quarters * 15 * MINUTE }));
      const zone: Zone = (instant) => changes.findLast((change) => change.at <= instant)?.offset ?? 0;
      return { zone, changes: changes.map((change) => change.at) };
    });

  it('reach and pass every time once, even by clocks as nobody has them', () => {
    fc.assert(
      fc.property(aZone, fc.nat({ max: 7 }), fc.integer({ min: -26 * HOUR, max: 26 * HOUR }), ({ zone, changes }, which, by) => {
        const change = changes[which % changes.length] as number;
        const wall = Math.round((change + zone(change) + by) / MINUTE) * MINUTE;
        const reached = firstReached(zone, wall);
        const passed = lastPassed(zone, wall);
        expect(wallTime(zone, reached)).toBeGreaterThanOrEqual(wall);
        expect(wallTime(zone, reached - 1)).toBeLessThan(wall);
        expect(wallTime(zone, passed)).toBeGreaterThanOrEqual(wall);
        expect(wallTime(zone, passed - 1)).toBeLessThan(wall);
        expect(passed).toBeGreaterThanOrEqual(reached);
        const around = Array.from({ length: 480 }, (_, index) => change + (index - 240) * 15 * MINUTE);
        expect(around.filter((instant) => instant < reached && wallTime(zone, instant) >= wall)).toEqual([]);
        expect(around.filter((instant) => instant >= passed && wallTime(zone, instant) < wall)).toEqual([]);
      }),
    );
  });
});

describe('the faults of a schedule', () => {
  it('are exactly what its author is told: a sound one is computed, and its intervals share no minute of an ordinary week', () => {
    fc.assert(
      fc.property(aSchedule('Asia/Kolkata', 2026), (schedule) => {
        const covered = new Map<number, number>();
        for (const { day, opens, closes, overnight } of schedule.weekly) {
          const from = WEEKDAYS.indexOf(day) * 1440 + minute(opens);
          const to = WEEKDAYS.indexOf(day) * 1440 + minute(closes) + (overnight ? 1440 : 0);
          for (let at = from; at < to; at += 1) covered.set(at % 10_080, (covered.get(at % 10_080) ?? 0) + 1);
        }
        const overlaps = [...covered.values()].some((count) => count > 1);
        const told = scheduleFaults(schedule).some(({ field, message }) => field.startsWith('weekly.') && message.includes('overlaps'));
        expect(told).toBe(overlaps);
      }),
    );
  });
});

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function minute(words: string): number {
  const [hours = '', minutes = ''] = words.split(':');
  return Number(hours) * 60 + Number(minutes);
}
