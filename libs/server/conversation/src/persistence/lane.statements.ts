import { statement, type Sql } from '@parley/platform';
import type { Pace } from '../domain/flood.js';
import type { ChatOrigin, ConversationContext, EndedChat } from '../domain/model.js';
import type { TextKey } from '../domain/texts.js';
import type { MessageDirection } from '@parley/vocabulary';

/**
 * The lane of a contact is its row of `conversation`. Locking is a statement of its own, before the one that reads: at READ COMMITTED a
 * single statement that locks and reads would read the snapshot from before it got the lock (protocol-check D9).
 * `no key update`, so that foreign keys to the row do not wait for us; `order by id`, so that two batches cannot deadlock (D8).
 */
const lockLanesStatement = statement<{ id: string }>(
  'conversation-lock-lanes',
  `select id from conversation where id = any($1::uuid[]) order by id for no key update`,
);

/** @returns the ids that exist, in id order; their rows are locked until the transaction ends */
export async function lockLanes(tx: Sql, conversationIds: readonly string[]): Promise<string[]> {
  const rows = await tx.run(lockLanesStatement, [[...new Set(conversationIds)]]);
  return rows.map((row) => row.id);
}

export interface ChatRow {
  id: string;
  status: 'waiting' | 'active' | 'ended';
  origin: ChatOrigin;
  team_id: string | null;
  about: string | null;
  started_at: string;
  waiting_since: string;
  accepted_at: string | null;
  /** Since when its agent has it. */
  assigned_at: string | null;
  wait_number: number;
  told_place: number | null;
  told_place_at: string | null;
  place_updates: number;
  agent_id: string | null;
  first_reply_at: string | null;
  ended_at: string | null;
  ended_by: 'contact' | 'agent' | 'system' | null;
  end_reason: string | null;
  closing_text: string | null;
}

export interface LaneRow {
  id: string;
  channel_id: string;
  contact_id: string;
  state: string;
  context: ConversationContext;
  version: number;
  next_seq: number;
  next_in_seq: number;
  next_out_seq: number;
  chat: ChatRow | null;
  chat_agent_name: string | null;
  /** The ledger of the open chat, else of the one whose end can be undone. */
  notices: string[] | null;
  undo_chat: ChatRow | null;
  undo_until: Date | null;
  undo_agent_name: string | null;
  last_chat: (Omit<EndedChat, 'endedAt' | 'waitingSince'> & { endedAt: string; waitingSince: string }) | null;
  pace: Pace | null;
  flooding_until: Date | null;
  /** Until when something in the thread may wait for the message it changes. */
  early_until: Date | null;
  unread_count: number;
  service_window_expires_at: Date | null;
  contact_name: string | null;
  contact_username: string | null;
  contact_parent_bsuid: string | null;
  contact_opted_out_at: Date | null;
  contact_language: string | null;
  contact_attributes: Record<string, string>;
  contact_phone: string | null;
  contact_bsuid: string | null;
  phone_number_id: string;
  channel_is_paused: boolean;
  /** Something of this lane is queued, on its way or in doubt. */
  is_sending: boolean;
  /** When the sends to this contact have used up the pair rule's allowance; see `SendLimits`. */
  pair_limit_at: Date | null;
  now: Date;
}

/**
 * All that a decision may depend on, one row a lane. Bigints come as floats: exact up to 2^53, which no counter reaches.
 * `now` is the database's clock at reading, after the lock: windows, undo and queue order must not depend on which server asks.
 */
export const loadLanes = statement<LaneRow>(
  'conversation-load-lanes',
  `select c.id, c.channel_id, c.contact_id, c.state, c.context, c.version,
          c.next_seq::float8 as next_seq, c.next_in_seq::float8 as next_in_seq, c.next_out_seq::float8 as next_out_seq,
          to_json(h) as chat, ha.name as chat_agent_name,
          (select array_agg(case when n.detail = '' then n.kind else n.kind || ':' || n.detail end)
             from notice n where n.chat_id = coalesce(c.chat_id, c.undo_chat_id)) as notices,
          to_json(u) as undo_chat, c.undo_until, ua.name as undo_agent_name, c.last_chat, c.pace, c.flooding_until, c.early_until,
          c.unread_count, c.service_window_expires_at, k.name as contact_name, k.username as contact_username,
          k.parent_bsuid as contact_parent_bsuid,
          k.opted_out_at as contact_opted_out_at, k.language as contact_language, k.attributes as contact_attributes,
          k.phone as contact_phone, k.bsuid as contact_bsuid, l.phone_number_id, l.paused_at is not null as channel_is_paused,
          exists (select 1 from outbox o where o.conversation_id = c.id) as is_sending, c.pair_limit_at,
          clock_timestamp() as now
     from conversation c
     join contact k on k.id = c.contact_id
     join channel l on l.id = c.channel_id
     left join chat h on h.id = c.chat_id
     left join agent ha on ha.id = h.agent_id
     left join chat u on u.id = c.undo_chat_id
     left join agent ua on ua.id = u.agent_id
    where c.id = any($1::uuid[])`,
);

export interface KnownMessageRow {
  wamid: string;
  id: string;
  conversation_id: string;
  chat_id: string | null;
  direction: MessageDirection;
  said: TextKey | null;
}

/** What the messages are that are quoted, tapped, reacted to, edited or taken back, by the channel's id, within their own conversation. */
export const findQuotedMessages = statement<KnownMessageRow>(
  'conversation-find-quoted-messages',
  `select wamid, id, conversation_id, chat_id, direction, said from message where wamid = any($1::text[])`,
);
