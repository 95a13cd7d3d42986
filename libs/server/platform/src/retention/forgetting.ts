import type { Transaction } from '../database/database.js';

/** How far a batch has come. */
export interface Forgotten {
  /** Rows that are gone. */
  readonly deleted: number;
  /** Where the next batch begins; null: nothing older is left. */
  readonly next: string | null;
}

/**
 * One kind of thing that is forgotten when its time is over, a batch and a short transaction at a time. It may be cut short between any
 * two batches, begin anew, and run while everything else does: it never waits for a lane, and what it passes by it finds the next time.
 */
export interface Forgetting {
  /** Kebab-case; the name of its row in `retention_task` and of its figure. */
  readonly name: string;
  /**
   * @param days how old things may get; more than that is forgotten
   * @param after null, or `next` of the batch before
   */
  forget(tx: Transaction, days: number, after: string | null): Promise<Forgotten>;
}
