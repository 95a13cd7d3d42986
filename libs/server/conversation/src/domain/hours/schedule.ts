export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A stretch of opening time, by the clock on the wall. It belongs to the day on which it begins, also when it ends on the next. */
export interface Interval {
  /** `HH:MM`, 00:00 to 23:59. */
  readonly opens: string;
  /** `HH:MM`, up to 24:00; from then on it is closed. */
  readonly closes: string;
  /** `closes` is a time of the next day. Said, not guessed: 09:00 to 05:00 is more often a slip than a night shift. */
  readonly overnight: boolean;
}

export interface WeeklyInterval extends Interval {
  readonly day: Weekday;
}

/** A date on which other hours hold than in an ordinary week: what begins on it is `intervals`, and nothing when there are none. */
export interface DateException {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Every year on this month and day, whatever year `date` names; 29 February then means leap years. A date of one year wins over it. */
  readonly everyYear: boolean;
  /** For people who read the list: "Christmas Day". */
  readonly name: string | null;
  readonly intervals: readonly Interval[];
}

/** When a team is there. Sound by `scheduleFaults`, or what is computed from it means nothing. */
export interface Schedule {
  /** IANA, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly weekly: readonly WeeklyInterval[];
  readonly exceptions: readonly DateException[];
}

export const MINUTES_A_DAY = 24 * 60;

/** Minutes since midnight of the day on which the interval begins: `from` < `to` ≤ two days. */
export function minutesOf(interval: Interval): { readonly from: number; readonly to: number } {
  const to = readTime(interval.closes) + (interval.overnight ? MINUTES_A_DAY : 0);
  return { from: readTime(interval.opens), to };
}

/** Minutes since midnight; NaN when it is no `HH:MM` up to 24:00. */
export function readTime(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? [];
  const read = Number(hours) * 60 + Number(minutes);
  return read <= MINUTES_A_DAY ? read : Number.NaN;
}
