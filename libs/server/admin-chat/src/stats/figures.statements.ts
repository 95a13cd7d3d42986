import type { DeliveryStatus } from '@parley/conversation';
import { statement, type Statement } from '@parley/platform';
import type { ChatEnder } from '@parley/vocabulary';
import { countMessages } from './tally.statements.js';
import type { StatsGroup } from './stats-period.js';

/** By what figures are told apart; null: not at all. */
export type Grouping = StatsGroup | null;

/** Chats of the release before teams name none: they stand in the default team's queue. */
const DEFAULT_TEAM = '00000000-0000-4000-8000-000000000001';

interface Grouped {
  /** The row of all groups together. */
  readonly is_total: boolean;
  /** A day (`2026-11-23`), the id of an agent or of a team; null: nobody. */
  readonly key: string | null;
}

export interface StartedRow extends Grouped {
  readonly started: number;
  readonly waited: number;
  readonly wait_p50: number | null;
  readonly wait_p95: number | null;
  readonly responded: number;
  readonly response_p50: number | null;
  readonly response_p95: number | null;
}

export interface EndedRow extends Grouped {
  readonly ended_by: ChatEnder | null;
  readonly ended: number;
}

export interface ResolvedRow extends Grouped {
  readonly resolved: number;
  readonly p50: number | null;
  readonly p95: number | null;
}

export interface RatedRow extends Grouped {
  readonly rating: number | null;
  readonly rated: number;
}

export interface MessageRow {
  readonly key: string | null;
  readonly status: DeliveryStatus;
  readonly error_code: string | null;
  readonly error_title: string | null;
  readonly said: string | null;
  readonly count: number;
}

/** `$1`, `$2` the period, by days `$3` the zone. */
export interface FigureStatements {
  readonly started: Statement<StartedRow>;
  readonly ended: Statement<EndedRow>;
  readonly resolved: Statement<ResolvedRow>;
  readonly rated: Statement<RatedRow>;
  /** `$1`, `$2` quarters that are counted; `$3`–`$6` two pairs of first message ids, read as they are now; by days `$7` the zone. */
  readonly messages: Statement<MessageRow>;
}

function figureStatements(grouping: Grouping): FigureStatements {
  const key = (at: string, zone: string): string => {
    if (grouping === 'day') return `to_char(${at} at time zone ${zone}::text, 'YYYY-MM-DD')`;
    if (grouping === 'agent') return 'agent_id::text';
    return grouping === 'team' ? `coalesce(team_id, '${DEFAULT_TEAM}')::text` : 'null::text';
  };
  const sets = (own?: string): string => {
    const all = own === undefined ? '()' : `(${own})`;
    const each = own === undefined ? '(key)' : `(key, ${own})`;
    return `group by grouping sets (${grouping === null ? all : `${all}, ${each}`})`;
  };
  const head = grouping === null ? 'true as is_total, null::text as key' : 'grouping(key) = 1 as is_total, key';
  const name = (figure: string): string => `stats-${figure}-by-${grouping ?? 'nothing'}`;
  const percentiles = (value: string, as: string): string =>
    `percentile_cont(0.5) within group (order by ${value}) as ${as}p50, percentile_cont(0.95) within group (order by ${value}) as ${as}p95`;
  return {
    // Chats that an agent started never waited, so they would make both figures look better than they are. Where the chat itself does not
    // know its first reply (it is of the release before), the ledger of notices does.
    started: statement(
      name('started'),
      `with period as (
         select ${key('started_at', '$3')} as key,
                case when origin <> 'agent' then extract(epoch from accepted_at - started_at)::float8 end as wait,
                case when origin <> 'agent' then extract(epoch from coalesce(first_reply_at, (
                  select n.at from notice n where n.chat_id = chat.id and n.kind = 'agent.replied' and n.detail = '')) - started_at)::float8 end as response
           from chat where started_at >= $1 and started_at < $2
       )
       select ${head}, count(*)::int as started, count(wait)::int as waited, ${percentiles('wait', 'wait_')},
              count(response)::int as responded, ${percentiles('response', 'response_')}
         from period ${sets()}`,
    ),
    ended: statement(
      name('ended'),
      `with period as (select ${key('ended_at', '$3')} as key, ended_by from chat where ended_at >= $1 and ended_at < $2)
       select ${head}, ended_by, count(*)::int as ended from period ${sets('ended_by')}`,
    ),
    resolved: statement(
      name('resolved'),
      `with period as (
         select ${key('ended_at', '$3')} as key, extract(epoch from ended_at - started_at)::float8 as seconds
           from chat where ended_at >= $1 and ended_at < $2 and accepted_at is not null
       )
       select ${head}, count(seconds)::int as resolved, ${percentiles('seconds', '')} from period ${sets()}`,
    ),
    rated: statement(
      name('rated'),
      `with period as (
         select ${key('rated_at', '$3')} as key, rating from chat where rated_at >= $1 and rated_at < $2 and rating is not null
       )
       select ${head}, rating, count(*)::int as rated from period ${sets('rating')}`,
    ),
    messages: statement(
      name('messages'),
      `with counts as (
         select quarter, author, agent_id, team_id, said, status, error_code, error_title, count from message_tally
          where quarter >= $1 and quarter < $2
         union all (${countMessages('$3', '$4')})
         union all (${countMessages('$5', '$6')})
       )
       select ${key('quarter', '$7')} as key, status, error_code, max(error_title) as error_title, said, sum(count)::int as count
         from counts group by 1, status, error_code, said`,
    ),
  };
}

export const FIGURES: Readonly<Record<StatsGroup | 'nothing', FigureStatements>> = {
  nothing: figureStatements(null),
  day: figureStatements('day'),
  agent: figureStatements('agent'),
  team: figureStatements('team'),
};

export const countOpenChats = statement<{ waiting: number; active: number }>(
  'stats-open-chats',
  `select (select count(*)::int from chat where status = 'waiting') as waiting, (select count(*)::int from chat where status = 'active') as active`,
);

/**
 * When a day begins in a zone: the first moment that bears its date. Where clocks are set at midnight, there may be none or two of them:
 * an hour after the hour before is the earlier, and the later is the one that exists.
 */
export const beginDays = statement<{ from_at: Date | null; to_at: Date | null }>(
  'stats-begin-days',
  `select least($1::timestamp at time zone $3::text, (($1::timestamp - interval '1 hour') at time zone $3::text) + interval '1 hour') as from_at,
          least($2::timestamp at time zone $3::text, (($2::timestamp - interval '1 hour') at time zone $3::text) + interval '1 hour') as to_at`,
);

/** The days a period touches, in the calendar of a zone; those that a zone left out of its calendar are none of it. */
export const listDays = statement<{ day: string }>(
  'stats-list-days',
  `select to_char(d, 'YYYY-MM-DD') as day
     from generate_series(($1::timestamptz at time zone $3::text)::date, (($2::timestamptz - interval '1 millisecond') at time zone $3::text)::date, interval '1 day') d
    order by d`,
);

export const nameAgents = statement<{ id: string; name: string }>(
  'stats-name-agents',
  'select id, name from agent where id = any($1::uuid[])',
);
export const nameTeams = statement<{ id: string; name: string }>(
  'stats-name-teams',
  'select id, name from team where id = any($1::uuid[])',
);
