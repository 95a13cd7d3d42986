import { Inject, Injectable } from '@nestjs/common';
import { shownStatus, type DeliveryStatus } from '@parley/conversation';
import { Database, statement } from '@parley/platform';
import type { ChatEnder } from '@parley/vocabulary';
import type { PercentilesDto, StatsDto } from '../http/stats.dto.js';

const chatCounts = statement<{ started: number; waiting_now: number; active_now: number }>(
  'admin-stats-chats',
  `select (select count(*)::int from chat where started_at >= $1 and started_at < $2) as started,
     (select count(*)::int from chat where status = 'waiting') as waiting_now,
     (select count(*)::int from chat where status = 'active') as active_now`,
);

const endCounts = statement<{ ended_by: ChatEnder; count: number }>(
  'admin-stats-ends',
  'select ended_by, count(*)::int as count from chat where ended_at >= $1 and ended_at < $2 and ended_by is not null group by ended_by',
);

// Chats that an agent started never waited, so they would make both figures look better than they are.
const waits = statement<PercentilesDto>(
  'admin-stats-waits',
  `select count(*)::int as count, percentile_cont(0.5) within group (order by s) as p50, percentile_cont(0.95) within group (order by s) as p95
   from (select extract(epoch from accepted_at - started_at)::float8 as s from chat
     where started_at >= $1 and started_at < $2 and accepted_at is not null and origin <> 'agent') x`,
);

const firstResponses = statement<PercentilesDto>(
  'admin-stats-first-responses',
  `select count(*)::int as count, percentile_cont(0.5) within group (order by s) as p50, percentile_cont(0.95) within group (order by s) as p95
   from (select extract(epoch from first.at - chat.started_at)::float8 as s from chat
     join lateral (select min(m.created_at) as at from message m
       where m.conversation_id = chat.conversation_id and m.chat_id = chat.id and m.author = 'agent') first on first.at is not null
     where chat.started_at >= $1 and chat.started_at < $2 and chat.origin <> 'agent') x`,
);

const deliveries = statement<{ status: DeliveryStatus; count: number }>(
  'admin-stats-deliveries',
  `select status, count(*)::int as count from message
   where direction = 'outbound' and created_at >= $1 and created_at < $2 group by status`,
);

/** Figures of a period, counted from the tables when asked. */
@Injectable()
export class SupportStats {
  constructor(@Inject(Database) private readonly database: Database) {}

  async between(from: Date, to: Date): Promise<StatsDto> {
    const period = [from, to];
    const [counts, ends, waited, responded, delivered] = await Promise.all([
      this.database.run(chatCounts, period),
      this.database.run(endCounts, period),
      this.database.run(waits, period),
      this.database.run(firstResponses, period),
      this.database.run(deliveries, period),
    ]);
    const ended = { contact: 0, agent: 0, system: 0 };
    for (const end of ends) ended[end.ended_by] = end.count;
    const byStatus: Record<string, number> = {};
    for (const row of delivered) byStatus[shownStatus(row.status)] = (byStatus[shownStatus(row.status)] ?? 0) + row.count;
    const nothing = { count: 0, p50: null, p95: null };
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      chats: {
        started: counts[0]?.started ?? 0,
        ended,
        waitingNow: counts[0]?.waiting_now ?? 0,
        activeNow: counts[0]?.active_now ?? 0,
      },
      wait: waited[0] ?? nothing,
      firstResponse: responded[0] ?? nothing,
      ratings: null,
      deliveries: byStatus,
    };
  }
}
