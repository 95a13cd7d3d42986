import type { MediaFailure } from '../media-failure.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** WhatsApp forgets a file seven days after its webhook. */
const KEPT_FOR_MS = 7 * 24 * HOUR;
/** Quick at first, because the agent is waiting; then as rarely as something that has been wrong for hours deserves. */
const DELAYS = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, 24 * HOUR] as const;

/**
 * When to try again. Null: not by itself.
 * @param attempts made so far, at least 1
 * @param ageMs of the file, since it was announced
 */
export function nextTryMs(failure: MediaFailure, attempts: number, ageMs: number): number | null {
  if (failure.next === 'unavailable') return null;
  const delay = DELAYS[Math.min(attempts, DELAYS.length) - 1] ?? 24 * HOUR;
  return ageMs + delay > KEPT_FOR_MS ? null : delay;
}
