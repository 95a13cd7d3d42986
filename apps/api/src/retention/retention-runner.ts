import { Inject, Injectable } from '@nestjs/common';
import { forgetAudit, forgetSessions } from '@parley/accounts';
import { forgetEvents, forgetMessages, Settings, type SupportSettings } from '@parley/conversation';
import { Database, type Forgetting, Log, Metrics, statement, Wake, WorkLoop } from '@parley/platform';
import { forgetAppliedItems, forgetBodiesOfDeliveries, forgetDeadLetters } from '@parley/whatsapp';

/** Whether something is due is one look at a table of a few rows. */
const LOOK_EVERY_MS = 60_000;
/** Behind which one batch stands, of all processes together. */
const LOCK = 7_242_021;
/** Dedupe keys: WhatsApp repeats for 7 days, and what is older than 8 is not applied any more; the rest is for people who look for something. */
const INBOX_DAYS = 30;
/** A week after they are over nobody asks who was signed in from where. */
const SESSION_DAYS = 7;

interface Task {
  readonly what: Forgetting;
  /** Null: kept for ever. */
  readonly days: (settings: SupportSettings) => number | null;
}

/** What customers wrote stands in these too, and is nowhere kept for longer than as messages. */
const notLongerThanMessages =
  (key: 'retention.deliveriesDays' | 'retention.deadLettersDays') =>
  (settings: SupportSettings): number =>
    Math.min(settings[key], settings['retention.messagesDays'] ?? Number.POSITIVE_INFINITY);

/** Dead letters before deliveries, which stay as long as one of their items lies there. */
const TASKS: readonly Task[] = [
  { what: forgetMessages, days: (settings) => settings['retention.messagesDays'] },
  { what: forgetDeadLetters, days: notLongerThanMessages('retention.deadLettersDays') },
  { what: forgetBodiesOfDeliveries, days: notLongerThanMessages('retention.deliveriesDays') },
  { what: forgetAppliedItems, days: () => INBOX_DAYS },
  { what: forgetEvents, days: (settings) => settings['retention.eventsDays'] },
  { what: forgetAudit, days: (settings) => settings['retention.auditDays'] },
  { what: forgetSessions, days: () => SESSION_DAYS },
];

const tryLock = statement<{ is_ours: boolean }>(
  'retention-lock',
  `select pg_try_advisory_xact_lock(${LOCK}) as is_ours, set_config('lock_timeout', '500', true)`,
);

const takeDue = statement<{ position: string | null }>(
  'retention-take-due',
  `insert into retention_task (name, started_at) values ($1, now())
   on conflict (name) do update set started_at = case when retention_task.position is null then now() else retention_task.started_at end
     where retention_task.due_at <= now()
   returning position`,
);

/** $2 null: the run is over, and the next one is an hour from now. */
const moveOn = statement(
  'retention-move-on',
  `update retention_task
      set position = $2, deleted = case when position is null then 0 else deleted end + $3, deleted_total = deleted_total + $3,
          finished_at = case when $2::text is null then now() else finished_at end,
          due_at = case when $2::text is null then now() + interval '1 hour' else due_at end
    where name = $1`,
);

/**
 * Forgets what its time is over of, every hour, in small batches. Any process may do a batch, one at a time over all of them (an advisory
 * lock that ends with the batch, so a process that dies holds up nobody), and where it stands is written down in the same transaction: a
 * run that is cut short goes on, a batch is never done twice, and none is needed for anything else to work.
 */
@Injectable()
export class RetentionRunner {
  private readonly loop: WorkLoop;
  private readonly deleted;
  private stopping = false;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Settings) private readonly settings: Settings,
    @Inject(Wake) wake: Wake,
    @Inject(Log) private readonly log: Log,
    @Inject(Metrics) metrics: Metrics,
  ) {
    this.deleted = metrics.counter('retention_deleted_total', 'Rows forgotten because their time was over, by kind', ['task']);
    this.loop = new WorkLoop({
      name: 'retention',
      wake,
      // A shorter time counts at the next look.
      topic: 'settings',
      sweepEveryMs: LOOK_EVERY_MS,
      work: () => this.runDue().then(() => false),
      onError: (error) => this.log.error('database', 'retention failed', error),
    });
  }

  start(): void {
    this.stopping = false;
    this.loop.start();
  }

  stop(): Promise<void> {
    this.stopping = true;
    return this.loop.stop();
  }

  /** Everything that is due, unless another process is at it. One kind that fails does not keep the others. */
  async runDue(): Promise<void> {
    for (const task of TASKS) {
      try {
        while (!this.stopping && (await this.runBatch(task)));
      } catch (error) {
        this.log.error('database', 'retention failed', error, { task: task.what.name });
      }
    }
  }

  /** @returns whether there is more of it */
  private async runBatch({ what, days }: Task): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [lock] = await tx.run(tryLock);
      if (!lock?.is_ours) return false;
      const [due] = await tx.run(takeDue, [what.name]);
      if (!due) return false;
      const limit = days(this.settings.current);
      const { deleted, next } = limit === null ? { deleted: 0, next: null } : await what.forget(tx, limit, due.position);
      await tx.run(moveOn, [what.name, next, deleted]);
      tx.afterCommit(() => {
        this.deleted.inc({ task: what.name }, deleted);
        if (next === null && deleted > 0) this.log.info('database', 'retention: old rows forgotten', { task: what.name });
      });
      return next !== null;
    });
  }
}
