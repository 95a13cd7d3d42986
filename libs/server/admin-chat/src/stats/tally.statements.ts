import { statement } from '@parley/platform';

/** Every zone's midnight lies on one (India and Nepal are half and three quarters of an hour off), so days of any zone are sums of them. */
export const QUARTER_MS = 15 * 60_000;

/** The least id a message made at this time can have: ids are ordered by time (version 7), so the primary key finds a period. */
export function firstMessageId(at: Date): string {
  const ms = Math.min(Math.max(0, at.getTime()), 2 ** 48 - 1);
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/**
 * Outbound messages of a period by who, whose, what and how they stand now; read by primary key, and the chat of each by its own: a join
 * would read every chat there is.
 * @param from `$n` of the first id, @param to `$n` of the first id after it
 */
export const countMessages = (from: string, to: string): string =>
  `select date_bin('15 minutes', m.created_at, timestamptz '2000-01-01 00:00Z') as quarter, m.author, m.agent_id, m.team_id, m.said, m.status,
          m.error_code, max(m.error_title) as error_title, count(*)::int as count
     from (select *, (select team_id from chat where chat.id = message.chat_id) as team_id from message
            where direction = 'outbound' and id >= ${from}::uuid and id < ${to}::uuid) m
    group by 1, 2, 3, 4, 5, 6, 7`;

/** One counts at a time, whichever process: two who count the same quarter would count it twice. False: somebody else does. */
export const lockTally = statement<{ locked: boolean }>('stats-lock-tally', 'select pg_try_advisory_xact_lock(7245) as locked');

export interface TallyState {
  readonly now: Date;
  readonly counted_from: Date | null;
  readonly counted_to: Date | null;
  readonly first_message_id: string | null;
}

export const readTallyState = statement<TallyState>(
  'stats-read-tally-state',
  `select clock_timestamp() as now, (select min(quarter) from tallied_quarter) as counted_from,
          (select max(quarter) + interval '15 minutes' from tallied_quarter) as counted_to,
          (select id from message order by id limit 1) as first_message_id`,
);

/** Counted again after each doubling of their age, until they are old enough to stand. */
export const findQuartersDue = statement<{ quarter: Date }>(
  'stats-find-quarters-due',
  'select quarter from tallied_quarter where next_count_at <= clock_timestamp() order by next_count_at limit 24',
);

/**
 * A count of whole quarters in the place of the last one. A quarter is counted again when it is twice as old as now, for 31 days: WhatsApp
 * keeps a message for a phone that is off for 30. So a figure lags behind by no more than its own age, and each message is read a dozen
 * times in all. `$1`, `$2` the period, `$3`, `$4` its first ids.
 */
export const tallyQuarters = statement(
  'stats-tally-quarters',
  `with gone as (
     delete from message_tally where quarter >= $1 and quarter < $2
   ), counted as (
     insert into message_tally (quarter, author, agent_id, team_id, said, status, error_code, error_title, count)
     ${countMessages('$3', '$4')}
     -- in the order in which they are read, so that neighbours share a page
     order by 1
   )
   insert into tallied_quarter (quarter, next_count_at)
   select q, case when age < interval '31 days' then q + interval '15 minutes' + 2 * greatest(age, interval '5 minutes') end
     from generate_series($1::timestamptz, $2::timestamptz - interval '15 minutes', interval '15 minutes') q
     cross join lateral (select clock_timestamp() - q - interval '15 minutes' as age) a
   on conflict (quarter) do update set next_count_at = excluded.next_count_at`,
);
