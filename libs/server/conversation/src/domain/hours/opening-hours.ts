import { minutesOf, WEEKDAYS, type Interval, type Schedule } from './schedule.js';
import { firstReached, lastPassed, wallTime, zoneNamed, type Zone } from './zone.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/**
 * How far ahead a change is looked for. Every day of the year comes round in it, but for 29 February; what is further away than a year
 * is said to nobody, and a schedule that is always open or always closed must not be walked for ever.
 */
const HORIZON_DAYS = 400;
/** An interval lasts up to 24 hours, and another hour when clocks are set back in it: what is open now began yesterday at the earliest. */
const BACK_DAYS = 2;
/** Days remembered: the horizon fits, and a process that runs for years forgets. */
const MAX_KNOWN_DAYS = 1_000;

/** Epoch milliseconds: open (or closed) from `from` on, until just before `until`. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** Whether it is open at an instant, and what comes next. Null: no change within 400 days. */
export interface HoursStatus {
  readonly isOpen: boolean;
  /** The next instant at which it changes from closed to open. */
  readonly nextOpening: Date | null;
  /** The next instant at which it changes from open to closed. */
  readonly nextClosing: Date | null;
}

/**
 * The opening hours of a schedule, ready to be asked; keep it as long as the schedule stands.
 *
 * An interval holds from the first to the last moment at which a clock on the wall of the zone shows a time within it. So it opens with
 * the jump when its opening time is skipped, and closes once, with the second 02:30, when there are two: nobody is told that it is
 * closed while the door plate says open, and nothing closes and opens again in the hour that is repeated. What touches or overlaps is
 * one stretch.
 */
export class OpeningHours {
  private readonly zone: Zone;
  private readonly ofWeekday: readonly (readonly Interval[])[];
  private readonly ofDate: ReadonlyMap<string, readonly Interval[]>;
  private readonly knownDays = new Map<number, readonly Span[]>();
  private known: { readonly span: Span; readonly status: HoursStatus } | null = null;

  /**
   * @param zone by which clocks; the one the schedule names when left out
   * @throws RangeError for an unknown time zone
   */
  constructor(
    readonly schedule: Schedule,
    zone: Zone | null = zoneNamed(schedule.timeZone),
  ) {
    if (!zone) throw new RangeError(`Unknown time zone ${schedule.timeZone}`);
    this.zone = zone;
    this.ofWeekday = WEEKDAYS.map((day) => schedule.weekly.filter((interval) => interval.day === day));
    this.ofDate = new Map(
      schedule.exceptions.map(({ date, everyYear, intervals }) => [everyYear ? date.slice('YYYY-'.length) : date, intervals]),
    );
  }

  /** Cheap while nothing changes: the stretch asked about last is remembered. */
  statusAt(instant: Date): HoursStatus {
    const at = instant.getTime();
    const { known } = this;
    if (known && at >= known.span.from && at < known.span.until) return known.status;
    return (this.known = this.lookUp(at)).status;
  }

  isOpen(instant: Date): boolean {
    return this.statusAt(instant).isOpen;
  }

  /**
   * Which closed period this is: the moment it ends, ISO 8601, or `indefinite`; null while open. It names what a customer is told. When
   * the hours change so that this moment is another one, it is another period: what was said does not hold any more and is said again.
   */
  closedPeriodAt(instant: Date): string | null {
    const { isOpen, nextOpening } = this.statusAt(instant);
    if (isOpen) return null;
    return nextOpening?.toISOString() ?? 'indefinite';
  }

  private lookUp(at: number): { span: Span; status: HoursStatus } {
    const today = Math.floor(wallTime(this.zone, at) / DAY_MS);
    let before: Span | undefined;
    const ahead: Span[] = [];
    for (const stretch of this.stretchesFrom(today - BACK_DAYS, today + HORIZON_DAYS)) {
      if (stretch.until <= at) before = stretch;
      else if (ahead.push(stretch) === 2) break;
    }
    const [first, second] = ahead;
    const isOpen = first !== undefined && first.from <= at;
    const opening = isOpen ? second?.from : first?.from;
    // What lasts to the horizon ends there only because nobody has looked further.
    const closing = first && first.until < (today + HORIZON_DAYS) * DAY_MS ? first.until : undefined;
    const span = isOpen ? first : { from: before?.until ?? at, until: first?.from ?? Number.POSITIVE_INFINITY };
    // What is beyond the horizon comes nearer: looked for again tomorrow.
    const until = opening === undefined || closing === undefined ? Math.min(span.until, at + DAY_MS) : span.until;
    return { span: { from: span.from, until }, status: { isOpen, nextOpening: dateOf(opening), nextClosing: dateOf(closing) } };
  }

  /** The stretches of open time that begin on these days, in order, each as long as it lasts. */
  private *stretchesFrom(firstDay: number, lastDay: number): Generator<Span> {
    let open: Span | null = null;
    for (let day = firstDay; day <= lastDay; day += 1) {
      for (const span of this.spansOf(day)) {
        if (open && span.from <= open.until) {
          open = { from: open.from, until: Math.max(open.until, span.until) };
          continue;
        }
        if (open) yield open;
        open = span;
      }
    }
    if (open) yield open;
  }

  /** What begins on a day, in order; a day is its number since 1970-01-01. */
  private spansOf(day: number): readonly Span[] {
    const known = this.knownDays.get(day);
    if (known) return known;
    const midnight = day * DAY_MS;
    const spans = this.intervalsOf(day).map((interval) => {
      const { from, to } = minutesOf(interval);
      return { from: firstReached(this.zone, midnight + from * MINUTE_MS), until: lastPassed(this.zone, midnight + to * MINUTE_MS) };
    });
    const found = spans.filter(({ from, until }) => from < until).sort((a, b) => a.from - b.from);
    if (this.knownDays.size >= MAX_KNOWN_DAYS) this.knownDays.clear();
    this.knownDays.set(day, found);
    return found;
  }

  private intervalsOf(day: number): readonly Interval[] {
    const date = new Date(day * DAY_MS);
    const name = date.toISOString().slice(0, 'YYYY-MM-DD'.length);
    // Sunday is 0 for Date, and the last day of the week here.
    return this.ofDate.get(name) ?? this.ofDate.get(name.slice('YYYY-'.length)) ?? this.ofWeekday[(date.getUTCDay() + 6) % 7] ?? [];
  }
}

function dateOf(instant: number | undefined): Date | null {
  return instant === undefined ? null : new Date(instant);
}
