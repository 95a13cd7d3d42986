/** The place in the queue that a customer was told last. */
export interface ToldPlace {
  readonly place: number;
  readonly at: Date;
  /** How many updates they have had, not counting the welcome. */
  readonly updates: number;
}

/** Calm: no more than this, however long the queue and the wait are. */
export const MAX_PLACE_UPDATES = 3;
export const PLACE_UPDATE_EVERY_MS = 3 * 60_000;
/** What stands for an estimate that was never given ("a few minutes"), when it is to be judged whether a wait is longer than usual. */
const A_FEW_MINUTES = 5;

/**
 * Whether a place is worth a message: at most half of the one told last (to become the next in line is that too), three minutes after it
 * at the earliest, three times at most. A place that grew, because a released chat went before, is never told.
 */
export function isPlaceNews(told: ToldPlace, place: number, now: Date): boolean {
  if (told.updates >= MAX_PLACE_UPDATES) return false;
  return place * 2 <= told.place && now.getTime() - told.at.getTime() >= PLACE_UPDATE_EVERY_MS;
}

/** When a wait is longer than anybody would have thought: twice the estimate. @param minutes the estimate told; null: none */
export function longWaitAt(since: Date, minutes: number | null): Date {
  return new Date(since.getTime() + 2 * (minutes ?? A_FEW_MINUTES) * 60_000);
}
