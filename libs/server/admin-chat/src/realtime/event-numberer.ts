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

/** Lock, numbers and signal in one round trip (see the migration `number-events`); no row when there is nothing to number. */
const numberEvents = statement<{ last_number: string; count: number }>(
  'events-number',
  `select last_number, count from number_events(${LOCK}, ${BATCH}, $1)`,
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
    const [batch] = await this.database.run(numberEvents, [this.bus.notifiedByCommit]);
    if (!batch) return 0;
    this.bus.announce(batch.last_number);
    this.metrics.eventsPublished.inc(batch.count);
    return batch.count;
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
