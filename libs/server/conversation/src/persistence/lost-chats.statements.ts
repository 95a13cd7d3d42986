import { statement } from '@parley/platform';
import { GONE_AFTER_SECONDS } from '@parley/vocabulary';

/** As many as a worker handles before it looks at other things again. */
const BATCH = 100;

export interface LostChatRow {
  readonly id: string;
  readonly agent_id: string;
  readonly agent_name: string;
}

/**
 * Chats whose agent is disabled, or gone for `$1` minutes while what the customer wrote last is unanswered. Counted from when they got the
 * chat at the earliest: who is handed a chat while away has as long to come back. `$2`: only this conversation.
 *
 * Absence counts only while some server could have heard a sign of life (`presence_watch`): after an outage of ours nobody is lost. Agents
 * without a presence who have an API token answer by machine and are never gone; who has neither was never here, and a chat passed to them
 * is as lost as any. Begins with the agents, who are few, and steps into the index of their chats
 * (`offset 0` keeps the planner from turning that round).
 */
export const findLostChats = statement<LostChatRow>(
  'conversation-find-lost-chats',
  `with leave as (
     select a.id, a.name, true as is_disabled from agent a where a.disabled_at is not null
     union all
     select a.id, a.name, false
       from agent a
       left join agent_presence p on p.agent_id = a.id
       join presence_watch w on w.seen_at > now() - interval '${GONE_AFTER_SECONDS} seconds' and w.listening_since <= now() - $1 * interval '1 minute'
      where a.disabled_at is null and case
              when p.agent_id is not null then p.seen_at <= now() - $1 * interval '1 minute'
              else not exists (select from api_token t where t.agent_id = a.id and t.revoked_at is null and t.expires_at > now()) end
   )
   select c.id, l.id as agent_id, l.name as agent_name
     from leave l
     cross join lateral (
       select c.id, c.chat_id, c.chat_waiting_since from conversation c
        where c.chat_status = 'active' and c.chat_agent_id = l.id and ($2::uuid is null or c.id = $2)
       offset 0) c
     join chat h on h.id = c.chat_id
    where l.is_disabled or (
        coalesce(h.assigned_at, h.accepted_at, h.started_at) <= now() - $1 * interval '1 minute'
        and (select m.author from message m
              where m.conversation_id = c.id and m.chat_id = c.chat_id and m.author in ('contact', 'agent')
              order by m.seq desc limit 1) = 'contact')
    order by c.chat_waiting_since, c.id limit ${BATCH}`,
);
