import { Inject, Injectable } from '@nestjs/common';
import { Clock, Database, Log, Metrics, statement } from '@parley/platform';

// Each walks one small partial index or the outbox itself, which holds nothing settled: what waits is little, or it is exactly what
// somebody has to see. Of a long inbox only the count walks; its oldest item is the first of the index.
const readBacklog = statement<{ part: string; state: string; count: number; oldest: number }>(
  'metrics-backlog',
  `select 'outbox' as part, state, count(*)::int as count,
     extract(epoch from now() - min(coalesce(started_at, queued_at)))::float8 as oldest from outbox group by state
   union all
   select 'inbox', kind, (select count(*)::int from inbox i where i.state = 'pending' and i.kind = kinds.kind),
     extract(epoch from now() - (select received_at from inbox i where i.state = 'pending' and i.kind = kinds.kind order by id limit 1))::float8
     from (values ('message'), ('status')) kinds(kind)
   union all
   select 'chat', chat_status, count(*)::int, extract(epoch from now() - min(chat_waiting_since))::float8
     from conversation where chat_status is not null group by chat_status
   union all
   select 'paused', coalesce(substring(pause_reason from '[(]([0-9]+)[)]$'), 'none'), count(*)::int, 0
     from channel where paused_at is not null group by 2
   union all
   select 'retention', name, 0, extract(epoch from now() - coalesce(finished_at, started_at))::float8 from retention_task`,
);

const OUTBOX_STATES = ['queued', 'sending', 'unknown'];
const INBOX_KINDS = ['message', 'status'];
const CHAT_STATUSES = ['waiting', 'active'];
const PAUSE_REASONS = ['token', 'permission', 'account', 'other'] as const;
/** Several scrapers, or one in a hurry, cost one look. */
const GOOD_FOR_MS = 3000;

type PauseReason = (typeof PAUSE_REASONS)[number];

/** What waits in the database, read when the figures are. Paused and throttled rows count too: a delay must never hide itself. */
@Injectable()
export class Backlog {
  private readonly gauges;
  private readAt = Number.NEGATIVE_INFINITY;
  private reading: Promise<void> | undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Log) private readonly log: Log,
    @Inject(Metrics) metrics: Metrics,
  ) {
    this.gauges = {
      outboxCount: metrics.gauge('outbox_state', 'Messages not settled yet, by state', ['state']),
      outboxAge: metrics.gauge('outbox_oldest_age_seconds', 'Age of the oldest of them', ['state']),
      inboxCount: metrics.gauge('inbox_pending', 'Items of webhooks not applied yet', ['kind']),
      inboxAge: metrics.gauge('inbox_oldest_pending_age_seconds', 'Age of the oldest of them', ['kind']),
      paused: metrics.gauge('graph_channel_paused', 'Business numbers we do not send on, by what is broken', ['reason']),
      conversations: metrics.gauge('conversations_open', 'Conversations with an open chat, by the state of the chat', ['state']),
      retention: metrics.gauge('retention_age_seconds', 'Since when a kind of thing was last looked through for what is too old', ['task']),
      wait: metrics.gauge('chat_longest_wait_seconds', 'How long the first in the queue has waited', []),
    };
  }

  /** Never rejects: without the database the gauges are absent, and everything else can still be read. */
  async refresh(): Promise<void> {
    if (this.clock.monotonicMs() - this.readAt < GOOD_FOR_MS) return;
    this.reading ??= this.read().finally(() => (this.reading = undefined));
    await this.reading;
  }

  private async read(): Promise<void> {
    try {
      this.show(await this.database.run(readBacklog));
      this.readAt = this.clock.monotonicMs();
    } catch (error) {
      // What was true before is worse than nothing: an alert would not see that it is blind.
      for (const gauge of Object.values(this.gauges)) gauge.reset();
      // Without labels it is zero after a reset, which would be a claim.
      this.gauges.wait.remove();
      this.log.error('database', 'backlog not read', error);
    }
  }

  private show(rows: readonly { part: string; state: string; count: number; oldest: number | null }[]): void {
    const find = (part: string, state: string) => rows.find((row) => row.part === part && row.state === state);
    for (const state of OUTBOX_STATES) {
      this.gauges.outboxCount.set({ state }, find('outbox', state)?.count ?? 0);
      this.gauges.outboxAge.set({ state }, find('outbox', state)?.oldest ?? 0);
    }
    for (const kind of INBOX_KINDS) {
      this.gauges.inboxCount.set({ kind }, find('inbox', kind)?.count ?? 0);
      this.gauges.inboxAge.set({ kind }, find('inbox', kind)?.oldest ?? 0);
    }
    for (const reason of PAUSE_REASONS) {
      const count = rows
        .filter(({ part, state }) => part === 'paused' && reasonOf(state) === reason)
        .reduce((sum, row) => sum + row.count, 0);
      this.gauges.paused.set({ reason }, count);
    }
    for (const state of CHAT_STATUSES) this.gauges.conversations.set({ state }, find('chat', state)?.count ?? 0);
    for (const { part, state, oldest } of rows) if (part === 'retention') this.gauges.retention.set({ task: state }, oldest ?? 0);
    this.gauges.wait.set(find('chat', 'waiting')?.oldest ?? 0);
  }
}

/** Meta's error codes, by who can mend it: whoever makes tokens, whoever gives rights, Meta's support. */
function reasonOf(code: string): PauseReason {
  const number = Number(code);
  if (number === 190 || number === 0) return 'token';
  if (number === 3 || number === 10 || (number >= 200 && number <= 299)) return 'permission';
  return number === 368 || number === 131031 ? 'account' : 'other';
}
