import { MINUTES_A_DAY, minutesOf, readTime, WEEKDAYS, type DateException, type Interval, type Schedule } from './schedule.js';
import { zoneNamed } from './zone.js';

/** More than anybody opens in a day; bounds what a question costs. */
export const MAX_INTERVALS_A_DAY = 12;
/** Ten years of public holidays and company days. */
export const MAX_EXCEPTIONS = 400;

const WEEK = WEEKDAYS.length * MINUTES_A_DAY;

export interface ScheduleFault {
  /** Path of what is wrong: `weekly.2.closes`. */
  readonly field: string;
  /** A sentence for whoever wrote the schedule. */
  readonly message: string;
}

/** Everything that is wrong with a schedule of the right shape; empty: `OpeningHours` may be made of it. */
export function scheduleFaults(schedule: Schedule): readonly ScheduleFault[] {
  return [...faultsOf(schedule)];
}

function* faultsOf({ timeZone, weekly, exceptions }: Schedule): Generator<ScheduleFault> {
  if (!zoneNamed(timeZone)) {
    yield {
      field: 'timeZone',
      message: `${JSON.stringify(timeZone)} is no time zone: name one of the IANA database, such as Europe/Berlin or UTC`,
    };
  }
  const odd = [...weekly.entries()].flatMap(([index, interval]) => intervalFaults(interval, `weekly.${index}`));
  yield* odd;
  if (odd.length === 0) yield* overlapFaults(placedInWeek(weekly), WEEK);
  for (const day of WEEKDAYS) {
    const count = weekly.filter((interval) => interval.day === day).length;
    if (count > MAX_INTERVALS_A_DAY)
      yield { field: 'weekly', message: `${day} has ${count} intervals, at most ${MAX_INTERVALS_A_DAY} are allowed` };
  }
  if (exceptions.length > MAX_EXCEPTIONS) {
    yield { field: 'exceptions', message: `There are ${exceptions.length} exceptions, at most ${MAX_EXCEPTIONS} are allowed` };
  }
  yield* exceptionFaults(exceptions);
}

function* exceptionFaults(exceptions: readonly DateException[]): Generator<ScheduleFault> {
  const seen = new Map<string, number>();
  for (const [index, exception] of exceptions.entries()) {
    const { date, everyYear, intervals } = exception;
    const field = `exceptions.${index}`;
    if (!isDate(date)) {
      yield { field: `${field}.date`, message: `${date} is no date: write a day that exists as YYYY-MM-DD` };
    } else {
      const meant = everyYear ? `every ${date.slice('YYYY-'.length)}` : date;
      const first = seen.get(meant);
      if (first !== undefined) yield { field: `${field}.date`, message: `${date} has hours already, in exceptions.${first}` };
      else seen.set(meant, index);
    }
    if (intervals.length > MAX_INTERVALS_A_DAY) {
      const message = `${date} has ${intervals.length} intervals, at most ${MAX_INTERVALS_A_DAY} are allowed`;
      yield { field: `${field}.intervals`, message };
    }
    const odd = [...intervals.entries()].flatMap(([at, interval]) => intervalFaults(interval, `${field}.intervals.${at}`));
    yield* odd;
    if (odd.length === 0) yield* overlapFaults(placed(intervals, `${field}.intervals`), null);
  }
}

function intervalFaults(interval: Interval, field: string): readonly ScheduleFault[] {
  const { opens, closes } = interval;
  const opensAt = readTime(opens);
  const faults: ScheduleFault[] = [];
  if (!(opensAt < MINUTES_A_DAY)) {
    faults.push({ field: `${field}.opens`, message: `${opens} is no opening time: write HH:MM, 00:00 to 23:59` });
  }
  if (Number.isNaN(readTime(closes))) {
    faults.push({ field: `${field}.closes`, message: `${closes} is no closing time: write HH:MM, up to 24:00` });
  }
  if (faults.length > 0) return faults;
  const { from, to } = minutesOf(interval);
  const at = `${field}.closes`;
  if (to <= from) {
    return [{ field: at, message: `${closes} is not after ${opens}: when it is a time of the next day, say so with "overnight": true` }];
  }
  if (to - from > MINUTES_A_DAY) {
    return [{ field: at, message: `${opens} to ${closes} of the next day is longer than 24 hours` }];
  }
  return [];
}

interface Placed {
  readonly field: string;
  readonly said: string;
  readonly from: number;
  readonly to: number;
}

function placedInWeek(weekly: Schedule['weekly']): readonly Placed[] {
  return weekly.map((interval, index) => {
    const { from, to } = minutesOf(interval);
    const midnight = WEEKDAYS.indexOf(interval.day) * MINUTES_A_DAY;
    const said = `${interval.day} ${interval.opens} to ${interval.closes}`;
    return { field: `weekly.${index}`, said, from: midnight + from, to: midnight + to };
  });
}

function placed(intervals: readonly Interval[], field: string): readonly Placed[] {
  return intervals.map((interval, index) => ({
    field: `${field}.${index}`,
    said: `${interval.opens} to ${interval.closes}`,
    ...minutesOf(interval),
  }));
}

/** Intervals that share a moment with an earlier one; what only touches is fine. @param cycle the length after which the first follows the last */
function* overlapFaults(intervals: readonly Placed[], cycle: number | null): Generator<ScheduleFault> {
  const inOrder = [...intervals].sort((a, b) => a.from - b.from);
  let longest: Placed | undefined;
  for (const interval of inOrder) {
    if (longest && interval.from < longest.to) yield overlap(interval, longest);
    if (!longest || interval.to > longest.to) longest = interval;
  }
  const [first] = inOrder;
  if (cycle !== null && first && longest && first !== longest && first.from + cycle < longest.to) yield overlap(first, longest);
}

function overlap(later: Placed, earlier: Placed): ScheduleFault {
  return { field: later.field, message: `${later.said} overlaps ${earlier.said}` };
}

function isDate(date: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(date)) return false;
  const read = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date);
}
