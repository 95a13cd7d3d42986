import type { DateException, Schedule, Weekday, WeeklyInterval } from './schedule.js';
import { WEEKDAYS } from './schedule.js';

// Builders for the specs of opening hours: `9:00-17:00`, over midnight `18:00-02:00+`.

export function interval(words: string): { opens: string; closes: string; overnight: boolean } {
  const [, opens, closes, plus] = /^(\d\d:\d\d)-(\d\d:\d\d)(\+?)$/.exec(words) ?? [];
  if (opens === undefined || closes === undefined) throw new Error(`no interval: ${words}`);
  return { opens, closes, overnight: plus === '+' };
}

export function on(days: readonly Weekday[], ...words: string[]): WeeklyInterval[] {
  return days.flatMap((day) => words.map((each) => ({ day, ...interval(each) })));
}

export function exception(date: string, ...words: string[]): DateException {
  return { date, everyYear: false, name: null, intervals: words.map(interval) };
}

export function everyYear(date: string, ...words: string[]): DateException {
  return { ...exception(date, ...words), everyYear: true };
}

export function schedule(timeZone: string, weekly: readonly WeeklyInterval[], exceptions: readonly DateException[] = []): Schedule {
  return { timeZone, weekly, exceptions };
}

export const WORKDAYS = WEEKDAYS.slice(0, 5);
export const WEEKEND = WEEKDAYS.slice(5);
