import { statement } from '@parley/platform';
import { DEFAULT_TEAM_ID, GONE_AFTER_SECONDS } from '@parley/vocabulary';

/** Nobody is told a place beyond this, and no look at a queue goes further: what lies behind will come to the front. */
export const LONGEST_QUEUE = 1_000;
/** Enough for a median that means something, few enough to be of these days. */
const SERVED_CHATS = 50;
const SERVED_WITHIN = '30 days';

/**
 * Whose queue a waiting chat stands in, word for word as the index `conversation_queue` has it. Chats that a server of the release before
 * has opened name no team.
 */
export const TEAM_OF_CHAT = `coalesce(c.chat_team_id, '${DEFAULT_TEAM_ID}'::uuid)`;

/**
 * Those who could be given a chat of the team `team`: there, and online by their own word, with what they have. Counting their chats stops
 * where there is no room. `capacity`: of whom nothing else is said.
 */
const onDuty = (team: string, capacity: string): string =>
  `select d.id, d.name, d.capacity, d.last_assigned_at,
          (select count(*)::int from (
             select from conversation c where c.chat_status = 'active' and c.chat_agent_id = d.id limit d.capacity) x) as active_chats
     from (
       select a.id, a.name, coalesce(q.capacity, ${capacity}::int) as capacity, q.last_assigned_at
         from team_agent s
         join agent a on a.id = s.agent_id
         join agent_presence p on p.agent_id = a.id and p.status = 'online' and p.seen_at > now() - interval '${GONE_AFTER_SECONDS} seconds'
         left join agent_assignment q on q.agent_id = a.id
        where s.team_id = ${team}) d`;

export interface QueueFactsRow {
  readonly team_id: string;
  readonly ahead: number;
  readonly on_duty: number;
  readonly free: number;
  readonly median_seconds: number | null;
  readonly samples: number;
}

/**
 * What is to be known of a queue about one chat: `$1` the conversation, `$2` the team asked for, by its id or name (unknown or removed: the default team),
 * `$3` since when it waits, `$4` the capacity of whom nothing else is said.
 */
export const readQueueFacts = statement<QueueFactsRow>(
  'conversation-read-queue-facts',
  `with team as (
     select coalesce((select t.id from team t where (t.id::text = $2::text or lower(t.name) = lower($2)) and t.archived_at is null limit 1), '${DEFAULT_TEAM_ID}'::uuid) as id
   ), duty as (${onDuty('(select id from team)', '$4')}
   ), served as (
     select extract(epoch from h.ended_at - h.accepted_at)::float8 as seconds
       from chat h
      where coalesce(h.team_id, '${DEFAULT_TEAM_ID}'::uuid) = (select id from team) and h.ended_at is not null and h.accepted_at is not null
        and h.ended_at > now() - interval '${SERVED_WITHIN}'
      order by h.ended_at desc limit ${SERVED_CHATS}
   )
   select team.id as team_id,
          (select count(*)::int from (
             select from conversation c
              where c.chat_status = 'waiting' and ${TEAM_OF_CHAT} = team.id and (c.chat_waiting_since, c.id) < ($3::timestamptz, $1::uuid)
              limit ${LONGEST_QUEUE}) w) as ahead,
          (select count(*)::int from duty) as on_duty,
          (select count(*)::int from duty where active_chats < capacity) as free,
          (select percentile_cont(0.5) within group (order by seconds) from served) as median_seconds,
          (select count(*)::int from served) as samples
     from team`,
);

export interface CandidateRow {
  readonly id: string;
  readonly name: string;
  readonly capacity: number;
  readonly last_assigned_at: Date | null;
  readonly active_chats: number;
}

/** `$1` the team, `$2` the capacity of whom nothing else is said. */
export const findCandidates = statement<CandidateRow>('conversation-find-candidates', onDuty('$1', '$2'));

/**
 * Books one more chat for an agent, if there is still room. The row is the lock between those who give chats: whoever waits here counts
 * afterwards, in a statement of its own, what the other has committed. Only to be called with at most one agent in a transaction.
 */
export const lockAssignment = statement(
  'conversation-lock-assignment',
  `insert into agent_assignment (agent_id, last_assigned_at) values ($1, clock_timestamp())
   on conflict (agent_id) do update set last_assigned_at = excluded.last_assigned_at`,
);

/**
 * Whether the agent is still on duty for the team and has room, and the conversation still stands in the team's queue. `$1` agent, `$2`
 * team, `$3` capacity of whom nothing else is said, `$4` conversation.
 */
export const recheckAssignment = statement<{ has_room: boolean; is_in_queue: boolean }>(
  'conversation-recheck-assignment',
  `select exists (select from (${onDuty('$2::uuid', '$3')}) d where d.id = $1 and d.active_chats < d.capacity) as has_room,
          exists (select from conversation c where c.id = $4 and c.chat_status = 'waiting' and ${TEAM_OF_CHAT} = $2) as is_in_queue`,
);

export interface WaitingRow {
  readonly id: string;
  readonly team_id: string;
  /** Who had this contact's chat last; null: nobody, or they are disabled. */
  readonly last_agent_id: string | null;
}

/** The chat that waits longest in each team's queue, oldest first: one step into the index per team. */
export const findHeads = statement<WaitingRow>(
  'conversation-find-queue-heads',
  `select head.id, t.id as team_id, (
            select h.agent_id from chat h where h.conversation_id = head.id and h.status = 'ended' and h.agent_id is not null
             order by h.number desc limit 1) as last_agent_id
     from team t
     cross join lateral (
       select c.id, c.chat_waiting_since from conversation c
        where c.chat_status = 'waiting' and ${TEAM_OF_CHAT} = t.id
        order by c.chat_waiting_since, c.id limit 1) head
    order by head.chat_waiting_since, head.id`,
);

/** The chat that has waited longest in any queue that the agent serves. */
export const findLongestWaiting = statement<{ id: string }>(
  'conversation-find-longest-waiting',
  `select head.id
     from team_agent s
     cross join lateral (
       select c.id, c.chat_waiting_since from conversation c
        where c.chat_status = 'waiting' and ${TEAM_OF_CHAT} = s.team_id
        order by c.chat_waiting_since, c.id limit 1) head
    where s.agent_id = $1
    order by head.chat_waiting_since, head.id limit 1`,
);
