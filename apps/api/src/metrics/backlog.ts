import { Inject, Injectable } from '@nestjs/common';
import { Database, Metrics, statement } from '@parley/platform';

// Each walks one small partial index: what waits is little, or it is exactly what somebody has to see.
const readBacklog = statement<{ part: string; state: string; count: number; oldest: number }>(
  'metrics-backlog',
  `select 'outbox' as part, state, count(*)::int as count,
     extract(epoch from now() - min(coalesce(started_at, queued_at)))::float8 as oldest from outbox group by state
   union all
   select 'inbox', 'message', count(*)::int, extract(epoch from now() - min(received_at))::float8
     from inbox where state = 'pending' and kind = 'message'
   union all
   select 'inbox', 'status', count(*)::int, extract(epoch from now() - min(received_at))::float8
     from inbox where state = 'pending' and kind = 'status'
   union all
   select 'chat', chat_status, count(*)::int, extract(epoch from now() - min(chat_waiting_since))::float8
     from conversation where chat_status is not null group by chat_status`,
);

const OUTBOX_STATES = ['queued', 'sending', 'unknown'];
const INBOX_KINDS = ['message', 'status'];
const CHAT_STATUSES = ['waiting', 'active'];

/** What waits in the database, read when the figures are. Paused and throttled rows count too: a delay must never hide itself. */
@Injectable()
export class Backlog {
  private readonly gauges;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Metrics) metrics: Metrics,
  ) {
    this.gauges = {
      outboxCount: metrics.gauge('outbox_state', 'Messages not settled yet, by state', ['state']),
      outboxAge: metrics.gauge('outbox_oldest_age_seconds', 'Age of the oldest of them', ['state']),
      inboxCount: metrics.gauge('inbox_pending', 'Items of webhooks not applied yet', ['kind']),
      inboxAge: metrics.gauge('inbox_oldest_pending_age_seconds', 'Age of the oldest of them', ['kind']),
      chats: metrics.gauge('chats_open', 'Open chats', ['status']),
      wait: metrics.gauge('chat_longest_wait_seconds', 'How long the first in the queue has waited', []),
    };
  }

  async refresh(): Promise<void> {
    const rows = await this.database.run(readBacklog);
    const find = (part: string, state: string) => rows.find((row) => row.part === part && row.state === state);
    for (const state of OUTBOX_STATES) {
      this.gauges.outboxCount.set({ state }, find('outbox', state)?.count ?? 0);
      this.gauges.outboxAge.set({ state }, find('outbox', state)?.oldest ?? 0);
    }
    for (const kind of INBOX_KINDS) {
      this.gauges.inboxCount.set({ kind }, find('inbox', kind)?.count ?? 0);
      this.gauges.inboxAge.set({ kind }, find('inbox', kind)?.oldest ?? 0);
    }
    for (const status of CHAT_STATUSES) this.gauges.chats.set({ status }, find('chat', status)?.count ?? 0);
    this.gauges.wait.set(find('chat', 'waiting')?.oldest ?? 0);
  }
}
