import { randomUUID } from 'node:crypto';

/**
 * The numbers of sending. They hang together: fence < lease < hold, and what a call may take at most (20 s) is below the lease.
 * Argued in protocol-check.md D5, D6, D12 and reliability-security.md 3.4.
 */

/** How long a message may be `sending` before nobody believes its sender any more: the call's own limit of 20 s, and half of it again. */
export const LEASE_S = 30;

/** Who holds a lease: this process, for people who look at the table. */
export const LEASE_OWNER = randomUUID();

/**
 * From START on, the lane does not pass a message that nobody knows about: a call that timed out at 20 s may still be accepted seconds
 * later, and what came after it (or the closing message) must not overtake it. A webhook usually ends the hold in seconds.
 */
export const HOLD_S = 45;

/**
 * Later than this after START nothing is written any more: a process that was stopped must not wake up and send what a person has
 * meanwhile sent again. Far below the lease, far above what a healthy process needs.
 */
export const FENCE_MS = 5_000;

/** The sweeper's own monotonic clock: a database clock set back by an hour must not keep a message `sending` for that hour (D12). */
export const LEASE_BY_OWN_CLOCK_MS = 35_000;
export const HOLD_BY_OWN_CLOCK_MS = 50_000;

/**
 * Calls at once, from START to the committed outcome: 64 on the wire keep a Graph of 80 ms busy at 800 messages a second, ten times what
 * a number may send; as many again are being started or written down meanwhile.
 */
export const MAX_IN_FLIGHT = 128;

/**
 * Under full load a batch of replies waits so long for calls to come free: a START of its own costs more than that. Short, because what
 * customers write to agents stands in the same inbox and must not wait for a slow Graph.
 */
export const ROOM_WITHIN_MS = 20;

/** So many free calls are worth starting a batch for: most of one (64 lanes), and it leaves as many in flight to keep the wire busy. */
export const ROOM_FOR = 48;

/** Under full load new calls are started so many at a time, in one transaction, once that many have come back. */
export const STARTED_TOGETHER = 16;

/** Meta's pair rule: one message per 6 s to the same customer, at most 45 borrowed ahead; beyond it Graph answers 131056. */
export const PAIR_INTERVAL_S = 6;
export const PAIR_BURST = 45;

/** How long stopping waits for calls in flight: what Graph may take at most. What is left becomes `unknown` by the sweeper. */
export const STOP_WAITS_MS = 20_000;

const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 60_000;

/**
 * When a message that was not sent is tried again: 1, 2, 4 … 60 s, never before the channel asked for, and up to a fifth more by chance,
 * so that what failed together does not come back together.
 * @param random 0 ≤ random < 1
 */
export function backOffMs(attempt: number, retryAfterMs: number, random: number = Math.random()): number {
  const own = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(attempt - 1, 10));
  return Math.round(Math.max(own, retryAfterMs) * (1 + random / 5));
}
