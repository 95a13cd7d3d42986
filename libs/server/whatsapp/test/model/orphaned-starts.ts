import type { Database } from '@parley/platform';
import type { ModelGraph } from './model-graph.js';

/** A START from before a death, seen twice so far apart without its call reaching Graph, was the dead one's: the living need no second. */
const NEVER_CALLED_AFTER_MS = 1_000;

/** Tells a START whose process has died from one that its living sender is about to call for: that takes no 30 s (A1), however busy the machine is. */
export class OrphanedStarts {
  private readonly seen = new Map<string, number>();
  /** By the database clock; what was started later is in the hands of somebody who lives. */
  private diedAt = new Date(0);

  constructor(
    private readonly database: Database,
    private readonly graph: ModelGraph,
  ) {}

  async aProcessDied(): Promise<void> {
    const [row] = await this.database.query<{ now: Date }>('select clock_timestamp() as now');
    if (row) this.diedAt = row.now;
  }

  /** @returns the messages whose lease may be over by now: called for, or nobody's */
  async over(): Promise<string[]> {
    const rows = await this.database.query<{ message_id: string; attempt: number; started_at: Date }>(
      "select message_id, attempt, started_at from outbox where state = 'sending'",
    );
    const called = new Set(this.graph.calls.map((call) => `${call.messageId} ${call.attempt}`));
    const now = Date.now();
    const over = rows.filter((row) => {
      const name = `${row.message_id} ${row.attempt}`;
      if (!this.seen.has(name)) this.seen.set(name, now);
      const isOrphan = row.started_at <= this.diedAt && now - (this.seen.get(name) ?? now) > NEVER_CALLED_AFTER_MS;
      return called.has(name) || isOrphan;
    });
    return over.map((row) => row.message_id);
  }
}
