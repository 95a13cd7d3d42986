import { Inject, Injectable } from '@nestjs/common';
import { Database, Log, Metrics, statement, Wake, WorkLoop } from '@parley/platform';
import { EventBus } from './event-bus.js';

/** Consoles cannot tell 25 ms from none, and 40 notifications a second are the most one process makes, however many rows come. */
const GATHER_MS = 25;
/** Rows, of up to some hundred events each; one update a batch. */
const BATCH = 1000;
/** The net under a lost wake-up. */
const SWEEP_MS = 1000;
/** A browser that was away for longer fetches anew instead of replaying. */
const KEEP = '24 hours';
const PURGE_EVERY_MS = 60_000;

const LOCK = 7_242_020;

const anyUnnumbered = statement<{ found: boolean }>(
  'events-any-unnumbered',
  'select exists (select 1 from event where number is null) as found',
);
const lockNumbering = statement<never>('events-lock', `select pg_advisory_xact_lock(${LOCK})`);
const numberBatch = statement<{ last_number: string; count: number }>(
  'events-number',
  `with batch as materialized (select id, sum(size) over (order by id) as up_to from
       (select id, size from event where number is null order by id limit ${BATCH}) x),
   counter as (update event_counter set last_number = last_number + (select max(up_to) from batch)
     where exists (select 1 from batch) returning last_number - (select max(up_to) from batch) as base, last_number),
   numbered as (update event e set number = counter.base + batch.up_to from batch, counter where e.id = batch.id returning e.size)
   select counter.last_number, (select sum(size)::int from numbered) as count from counter`,
);
const purge = statement<never>(
  'events-purge',
  `delete from event where id in (select id from event where number is not null and created_at < now() - interval '${KEEP}'
     order by number limit 5000)`,
);

/**
 * Gives live events their numbers, in the order they became visible. A row's id is drawn inside a transaction that may commit after
 * others with higher ids; numbers are drawn here, after the commit, one process at a time. So a stream that has seen number n has
 * seen everything up to n, and a late commit is never skipped.
 */
@Injectable()
export class EventNumberer {
  private readonly loop: WorkLoop;
  private purgedAt = 0;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(Wake) wake: Wake,
    @Inject(Log) log: Log,
  ) {
    this.loop = new WorkLoop({
      name: 'event-numberer',
      wake,
      topic: 'events',
      sweepEveryMs: SWEEP_MS,
      work: () => this.numberAndGather(),
      onError: (error) => log.error('realtime', 'numbering events failed', error),
    });
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
  }

  /** @returns how many events got their number */
  async number(): Promise<number> {
    const [any] = await this.database.run(anyUnnumbered);
    if (!any?.found) return 0;
    const count = await this.database.transaction(async (tx) => {
      // A statement of its own: what the next one sees must include everything committed before the lock was ours.
      await tx.run(lockNumbering);
      const [batch] = await tx.run(numberBatch);
      if (!batch) return 0;
      // One a batch, with the new last number; the rows are read from the table.
      await this.bus.announce(tx, batch.last_number);
      return batch.count;
    });
    this.metrics.eventsPublished.inc(count);
    return count;
  }

  private async numberAndGather(): Promise<boolean> {
    const count = await this.number();
    await this.purgeSometimes();
    if (count === 0) return false;
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    return true;
  }

  private async purgeSometimes(): Promise<void> {
    const now = Date.now();
    if (now - this.purgedAt < PURGE_EVERY_MS) return;
    this.purgedAt = now;
    await this.database.run(purge);
  }
}
