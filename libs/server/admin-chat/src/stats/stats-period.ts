import { Refusal } from '@parley/platform';

export const STATS_GROUPS = ['day', 'agent', 'team'] as const;
export type StatsGroup = (typeof STATS_GROUPS)[number];

const DEFAULT_PERIOD_MS = 30 * 24 * 60 * 60 * 1000;
export const MAX_PERIOD_DAYS = 400;
/** A day more for the hours that clocks are set forth and back in it. */
const MAX_PERIOD_MS = (MAX_PERIOD_DAYS + 1) * 24 * 60 * 60 * 1000 - 1;

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Whether a text names a day and not a moment: then it begins at midnight of the zone. */
export const isDay = (text: string): boolean => DAY.test(text);

/** A period whose ends may still be days of a zone. */
export interface AskedPeriod {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly timeZone: string | undefined;
}

/**
 * The name of a zone that both Node and PostgreSQL know: `Europe/Lisbon`, `UTC`. Offsets are none: PostgreSQL reads their sign the other way
 * round, and a day of theirs has no summer.
 * @throws Refusal VALIDATION_FAILED
 */
export function checkedZone(name: string | undefined): string {
  if (name === undefined) return 'UTC';
  try {
    if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) throw new RangeError();
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone && name;
  } catch {
    throw refused('timeZone', 'timeZone must be the name of a zone such as Europe/Lisbon');
  }
}

/** @throws Refusal VALIDATION_FAILED */
export function checkedPeriod(from: Date | null, to: Date | null, now: Date): { readonly from: Date; readonly to: Date } {
  const end = to ?? now;
  const start = from ?? new Date(end.getTime() - DEFAULT_PERIOD_MS);
  const length = end.getTime() - start.getTime();
  if (!(length > 0)) throw refused('from', 'from must be before to');
  if (length > MAX_PERIOD_MS) throw refused('from', `the period may be at most ${MAX_PERIOD_DAYS} days long`);
  return { from: start, to: end };
}

export function refused(field: string, message: string): Refusal {
  return new Refusal('VALIDATION_FAILED', message, [{ field, message }]);
}
