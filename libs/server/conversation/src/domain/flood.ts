/** How many messages a person wrote in the minute that began at `from` (milliseconds since 1970). */
export interface Pace {
  readonly from: number;
  readonly count: number;
  /** They have been told in this minute that it is too much at once. */
  readonly isTold?: true;
}

const MINUTE_MS = 60_000;

/**
 * The pace after one more message. Counted by the time the customer wrote, not by ours: what piled up while we were away is no flood.
 * Late ones count in the minute that runs.
 */
export function paceAfter(pace: Pace | undefined, writtenAt: Date): Pace {
  const at = writtenAt.getTime();
  if (!pace || at - pace.from >= MINUTE_MS) return { from: at, count: 1 };
  return { ...pace, count: pace.count + 1 };
}

/** @param perMinute more than so many are a flood; 0: nothing is */
export function isFlood(pace: Pace, perMinute: number): boolean {
  return perMinute > 0 && pace.count > perMinute;
}
