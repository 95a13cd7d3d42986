import { normaliseText } from '../normalise-text.js';

/** It is at most one calendar day later, or earlier, somewhere on Earth than in UTC. */
export const MAX_DAYS_EAST = 1;

const DAY_MS = 86_400_000;

/** `2026-11-22` in UTC, some days later or earlier. */
export function isoDate(at: Date, daysLater = 0): string {
  return new Date(at.getTime() + daysLater * DAY_MS).toISOString().slice(0, 10);
}

/** Whether there is such a day, written as it is kept: `2026-11-22`. */
export function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(date.getTime()) && isoDate(date) === day;
}

/** In words: `22 November 2026`, so that nobody has to know whose order of day and month it is. */
export function sayDate(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC', numberingSystem: 'latn', calendar: 'gregory' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/**
 * A day as people write it: `2026-11-22`, `22.11.2026`, `22/11/26`, `22 November`, `November 22nd, 2026`, "today", "tomorrow" in the
 * given language. Of two numbers the first is the day unless only the other can be; without a year it is the next such day.
 * @returns as `2026-11-22`, or null
 */
export function readDate(text: string, language: string, now: Date): string | null {
  const normalised = normaliseText(text);
  const { relative, months } = namesIn(language);
  const days = relative.get(normalised);
  if (days !== undefined) return isoDate(now, days);
  const words = normalised.split(' ').flatMap((word) => (/^\d+\p{L}+$/u.exec(word) ? [word.replace(/\p{L}+$/u, '')] : [word]));
  const numbers = words.filter((word) => /^\d{1,4}$/.test(word));
  const month = words.map((word) => months.get(word)).find((found) => found !== undefined);
  if (month !== undefined) {
    const [day = '', year, ...rest] = numbers;
    return rest.length > 0 ? null : dateOf(year, month, Number(day), now);
  }
  if (words.length !== numbers.length) return null;
  const [first = '', second = '', third, ...rest] = numbers;
  if (rest.length > 0 || second === '') return null;
  if (first.length === 4) return third === undefined ? null : dateOf(first, Number(second), Number(third), now);
  const monthFirst = Number(second) > 12;
  return dateOf(third, Number(monthFirst ? first : second), Number(monthFirst ? second : first), now);
}

function dateOf(year: string | undefined, month: number, day: number, now: Date): string | null {
  if (year !== undefined) return calendarDay(year.length === 2 ? 2_000 + Number(year) : Number(year), month, day);
  const yesterday = isoDate(now, -MAX_DAYS_EAST);
  // Up to eight years lie between two 29ths of February.
  for (let candidate = now.getUTCFullYear(); candidate <= now.getUTCFullYear() + 8; candidate += 1) {
    const found = calendarDay(candidate, month, day);
    if (found !== null && found >= yesterday) return found;
  }
  return null;
}

/** Null when there is no such day: nobody means the 1st of March by the 29th of February. */
function calendarDay(year: number, month: number, day: number): string | null {
  if (year < 1_900 || year > 2_199) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? isoDate(date) : null;
}

interface DateNames {
  readonly relative: ReadonlyMap<string, number>;
  readonly months: ReadonlyMap<string, number>;
}

const known = new Map<string, DateNames>();

/** "tomorrow" and the months in a language: what the platform knows of it. Few languages, looked up once each. */
function namesIn(language: string): DateNames {
  let names = known.get(language);
  if (names) return names;
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const months = (['long', 'short'] as const).flatMap((month) => {
    const format = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC', calendar: 'gregory' });
    return Array.from({ length: 12 }, (_, index) => [normaliseText(format.format(Date.UTC(2026, index, 15))), index + 1] as const);
  });
  names = {
    relative: new Map([0, 1, 2].map((days) => [normaliseText(relative.format(days, 'day')), days])),
    months: new Map(months),
  };
  known.set(language, names);
  return names;
}
