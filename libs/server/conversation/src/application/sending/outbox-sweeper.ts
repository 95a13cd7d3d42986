import { Injectable } from '@nestjs/common';
import { Clock, Database, Log, Metrics, statement, Wake } from '@parley/platform';
import { SEND_AGAIN_AFTER_S } from '../../domain/send-again.js';
import { tellUpdated } from '../../persistence/event.statements.js';
import { lockLanes } from '../../persistence/lane.statements.js';
import { HOLD_BY_OWN_CLOCK_MS, LEASE_BY_OWN_CLOCK_MS } from './send-limits.js';

/** A lease of 30 s that is noticed up to 5 s later; more often would only cost queries. */
const SWEEP_EVERY_MS = 5_000;
/** Lanes locked together. */
const BATCH = 100;

interface OpenRow {
  readonly message_id: string;
  readonly conversation_id: string;
  readonly attempt: number;
  readonly state: 'sending' | 'unknown';
  readonly is_over: boolean;
}

const findOpen = statement<OpenRow>(
  'outbox-find-open',
  `select message_id, conversation_id, attempt, state,
          case state when 'sending' then lease_until else hold_until end < statement_timestamp() as is_over
     from outbox where state in ('sending', 'unknown')`,
);

/**
 * Lease over: `unknown`, never `queued`. Its hold then ends in 15 s at most, what lies between lease and hold: the row's own time counts
 * unless the database's clock was set back (D12). Hold over: the row goes, the lane is free, the message stays `unknown` for people to see.
 */
const giveUp = statement<{ lost: number; released: number }>(
  'outbox-give-up',
  `with over as (
     select * from json_to_recordset($1::json) as x(message_id uuid, attempt int, state text)
   ), lost as (
     update outbox o set state = 'unknown', hold_until = least(o.hold_until, statement_timestamp() + interval '15 seconds')
       from over x
      where x.state = 'sending' and o.message_id = x.message_id and o.attempt = x.attempt and o.state = 'sending'
     returning o.message_id, o.started_at
   ), marked as (
     update message m
        set status = 'unknown',
            send_again_at = least(l.started_at, statement_timestamp()) + interval '${SEND_AGAIN_AFTER_S} seconds'
       from lost l where m.id = l.message_id and m.status = 'sending'
     returning m.id, m.conversation_id
   ), released as (
     delete from outbox o using over x
      where x.state = 'unknown' and o.message_id = x.message_id and o.attempt = x.attempt and o.state = 'unknown'
     returning o.message_id
   ), happened as (
     ${tellUpdated('marked')}
   )
   select (select count(*) from lost)::int as lost, (select count(*) from released)::int as released`,
);

/** Ends what its sender will not end: leases of senders that died, and the hold that keeps a lane behind an `unknown` message. */
@Injectable()
export class OutboxSweeper {
  /** Since when, by our own monotonic clock, an attempt has been seen in a state: no clock of the database's can stretch that. */
  private seen = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly wake: Wake,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => {
      this.sweeping = this.sweeping.then(() => this.sweep()).catch((error) => this.log.error('outbound', 'sweep failed', error));
    }, SWEEP_EVERY_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.sweeping;
  }

  /** One sweep; `start` does one every 5 s. */
  async sweep(): Promise<void> {
    const now = this.clock.monotonicMs();
    const open = await this.database.run(findOpen);
    const seen = new Map(open.map((row) => [keyOf(row), this.seen.get(keyOf(row)) ?? now]));
    this.seen = seen;
    const over = open.filter((row) => row.is_over || now - (seen.get(keyOf(row)) ?? now) >= ownLimitMs(row));
    for (let from = 0; from < over.length; from += BATCH) await this.giveUp(over.slice(from, from + BATCH));
  }

  private async giveUp(rows: readonly OpenRow[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockLanes(
        tx,
        rows.map((row) => row.conversation_id),
      );
      const [counts] = await tx.run(giveUp, [JSON.stringify(rows)]);
      if (counts && counts.lost > 0) this.log.warn('outbound', 'messages of unknown fate', { count: counts.lost });
      tx.afterCommit(() => {
        this.metrics.outboxMessages.inc({ state: 'unknown' }, counts?.lost ?? 0);
        this.wake.wake('outbox');
        this.wake.wake('events');
      });
    });
  }
}

function keyOf(row: OpenRow): string {
  return `${row.message_id} ${row.attempt} ${row.state}`;
}

function ownLimitMs(row: OpenRow): number {
  return row.state === 'sending' ? LEASE_BY_OWN_CLOCK_MS : HOLD_BY_OWN_CLOCK_MS;
}
