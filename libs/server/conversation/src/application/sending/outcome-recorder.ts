import { Injectable } from '@nestjs/common';
import { Database, isConnectionLost, Log, violatedUnique, Wake } from '@parley/platform';
import { lockLanes } from '../../persistence/lane.statements.js';
import { recordAcceptances, recordOutcomes, type OutcomeRow } from '../../persistence/outbox.statements.js';

export interface RecordedOutcome extends OutcomeRow {
  readonly conversationId: string;
}

interface Waiting {
  readonly outcome: RecordedOutcome;
  readonly done: () => void;
}

/** As many as may be in flight several times over; a statement of this size takes milliseconds. */
const BATCH = 200;
/** While the database is away: an id of WhatsApp's is worth keeping for about as long as the lease. Then the webhook must bring it. */
const TRIES = 6;
const FIRST_PAUSE_MS = 500;

/**
 * Writes down what became of calls. Outcomes that come in while the last ones are being committed share the next transaction: no timer,
 * no delay when little happens, few commits when much does. Writing one twice changes nothing, so an uncertain COMMIT is simply repeated.
 */
@Injectable()
export class OutcomeRecorder {
  private queue: Waiting[] = [];
  private flushing: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly wake: Wake,
    private readonly log: Log,
  ) {}

  /** Resolves when it is committed, or given up: the sweeper then makes the message `unknown`. Never rejects. */
  record(outcome: RecordedOutcome): Promise<void> {
    return new Promise((done) => {
      this.queue.push({ outcome, done });
      this.flushing ??= this.flush().finally(() => (this.flushing = undefined));
    });
  }

  private async flush(): Promise<void> {
    // A turn's grace: what the same read of a socket brought in belongs together.
    await Promise.resolve();
    while (this.queue.length > 0) {
      const batch = this.queue.slice(0, BATCH);
      this.queue = this.queue.slice(BATCH);
      await this.writeAll(batch.map((waiting) => waiting.outcome));
      for (const waiting of batch) waiting.done();
    }
  }

  private async writeAll(outcomes: readonly RecordedOutcome[]): Promise<void> {
    try {
      await this.writeWithPatience(outcomes);
    } catch (error) {
      // One outcome the database does not take must not cost the others theirs.
      if (outcomes.length === 1) {
        this.log.error('outbound', 'outcome could not be recorded', error, { messageId: outcomes[0]?.message_id });
        return;
      }
      this.log.error('outbound', 'batch of outcomes failed: one by one now', error, { outcomes: outcomes.length });
      for (const outcome of outcomes) await this.writeAll([outcome]);
    }
  }

  private async writeWithPatience(outcomes: readonly RecordedOutcome[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.write(outcomes);
      } catch (error) {
        if (!isConnectionLost(error) || attempt === TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
      }
    }
  }

  private async write(outcomes: readonly RecordedOutcome[]): Promise<void> {
    const recorded = await this.writeAcceptances(outcomes.filter((outcome) => outcome.kind === 'accepted' && outcome.code === null));
    const others = outcomes.filter((outcome) => !recorded.has(outcome.message_id));
    if (others.length > 0) await this.writeByTable(others);
  }

  /** @returns the messages this settled */
  private async writeAcceptances(outcomes: readonly RecordedOutcome[]): Promise<ReadonlySet<string>> {
    if (outcomes.length === 0) return new Set();
    try {
      const rows = await this.database.run(recordAcceptances, [
        outcomes.map((outcome) => outcome.conversationId),
        outcomes.map((outcome) => outcome.message_id),
        outcomes.map((outcome) => outcome.attempt),
        outcomes.map((outcome) => outcome.wamid),
      ]);
      this.wakeOthers(rows.some((row) => row.is_waiting));
      return new Set(rows.map((row) => row.id));
    } catch (error) {
      // The channel has given an id that another message has: the statement that looks at each knows what to do.
      if (violatedUnique(error) !== 'message_wamid_uq') throw error;
      return new Set();
    }
  }

  private async writeByTable(outcomes: readonly RecordedOutcome[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockLanes(
        tx,
        outcomes.map((outcome) => outcome.conversationId),
      );
      const [lanes] = await tx.run(recordOutcomes, [JSON.stringify(outcomes)]);
      tx.afterCommit(() => this.wakeOthers(lanes?.is_waiting === true));
    });
  }

  private wakeOthers(isWaiting: boolean): void {
    if (isWaiting) this.wake.wake('outbox');
    this.wake.wake('events');
  }
}
