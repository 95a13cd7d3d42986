const DAY_MS = 24 * 60 * 60 * 1000;
const SECOND_MS = 1000;

/**
 * A time zone is one function: by how many milliseconds its clocks are ahead of UTC at an instant (epoch milliseconds). Everything else
 * about summer time follows from it.
 */
export type Zone = (instant: number) => number;

/** Days whose offset is remembered: more than any question walks over, and a process that runs for years forgets. */
const MAX_KNOWN_DAYS = 2_000;

/**
 * The zone of that IANA name, from the engine's own tables; null when there is none. Offsets (`+05:30`) are no zones here: they know
 * nothing of summer time.
 */
export function zoneNamed(name: string): Zone | null {
  const format = /^[A-Za-z]/.test(name) ? formatFor(name) : null;
  return format && remembering((instant) => shownBy(format, instant) - Math.floor(instant / SECOND_MS) * SECOND_MS);
}

/**
 * The same zone, asked once a day: a day (of UTC) that begins and ends with the same offset has it throughout. Asking costs about 20 µs,
 * and the way to a closing that is far off leads over every day before it.
 */
function remembering(zone: Zone): Zone {
  const atMidnight = new Map<number, number>();
  const offsetAt = (day: number): number => {
    const known = atMidnight.get(day);
    if (known !== undefined) return known;
    if (atMidnight.size >= MAX_KNOWN_DAYS) atMidnight.clear();
    const offset = zone(day * DAY_MS);
    atMidnight.set(day, offset);
    return offset;
  };
  return (instant) => {
    const day = Math.floor(instant / DAY_MS);
    const offset = offsetAt(day);
    return offset === offsetAt(day + 1) ? offset : zone(instant);
  };
}

/** The digits of the clock, read as if they were UTC. */
function shownBy(format: Intl.DateTimeFormat, instant: number): number {
  const shown = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of format.formatToParts(instant)) if (type in shown) shown[type as keyof typeof shown] = Number(value);
  const { year, month, day, hour, minute, second } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function formatFor(timeZone: string): Intl.DateTimeFormat | null {
  const digits = 'numeric';
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: digits,
      month: digits,
      day: digits,
      hour: digits,
      minute: digits,
      second: digits,
    });
  } catch {
    return null;
  }
}

/** What the clock on the wall shows, as milliseconds since 1970-01-01 00:00 *of that clock*. */
export function wallTime(zone: Zone, instant: number): number {
  return instant + zone(instant);
}

/** The first instant at which the clock shows `wall` or has passed it: of a time that happens twice the first, of one that is skipped the jump. */
export function firstReached(zone: Zone, wall: number): number {
  return Math.min(...momentsOf(zone, wall));
}

/** The first instant from which on the clock shows nothing before `wall` any more: of a time that happens twice the second, of one that is skipped the jump. */
export function lastPassed(zone: Zone, wall: number): number {
  // The millisecond before decides: at 02:00, when the hour from 02:00 is repeated, the clock never shows a time before 02:00 again.
  const before = wall - 1;
  const moments = momentsOf(zone, before);
  const last = Math.max(...moments);
  return wallTime(zone, last) === before ? last + 1 : last;
}

/**
 * The instants at which the clock shows `wall`: one, or two when it is set back over it; when it jumps over it, the instant of the jump.
 * A day to either side the offsets before and after a change are found: no zone has ever changed twice within two days, and none is
 * further than a day from UTC.
 */
function momentsOf(zone: Zone, wall: number): readonly number[] {
  const before = zone(wall - DAY_MS);
  const after = zone(wall + DAY_MS);
  const shown = [before, after].map((offset) => wall - offset).filter((instant) => wallTime(zone, instant) === wall);
  return shown.length > 0 ? shown : [jumpBetween(zone, wall - after, wall - before)];
}

/** The first instant after `low` with another offset than at `low`; at `high` it is another one. */
function jumpBetween(zone: Zone, low: number, high: number): number {
  const offset = zone(low);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone(middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}
