import type { OpeningHours } from './opening-hours.js';

/** Whose hours hold for a chat. */
export interface HoursBook {
  /** @param teamId its id, or its name as a menu has it; null: the default team @returns null: always open */
  of(teamId: string | null): OpeningHours | null;
}

/** A fresh installation: nobody has said any hours. */
export const ALWAYS_OPEN: HoursBook = { of: () => null };
