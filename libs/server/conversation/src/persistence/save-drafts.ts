import { statement, type Transaction } from '@parley/platform';
import type { ConversationDraft } from '../application/conversation-draft.js';
import { previewOf } from '../domain/preview.js';
import { LEASE_OWNER, LEASE_S, HOLD_S } from '../application/sending/send-limits.js';
import { amendMessages } from './amend-messages.js';
import { announceMedia } from './announce-media.js';
import { adoptAmendments } from './early-amendments.js';
import { tellUpdated, type StoredEvent } from './event.statements.js';

/**
 * Messages with their outbox rows, notices, live events and the conversations themselves, for any number of lanes, in one round trip.
 * The number of conversations really updated is read back: every one that is missing had another version, and the caller rolls back.
 * A reply that is `sending` from the start (see `ReplyStarter`) has its START here, with its lease and hold; it must be durable whatever
 * the server's default is, or a crash could send it twice (protocol-check A0).
 */
const saveLanes = statement<{ updated: number }>(
  'conversation-save-lanes',
  `with lane as (
     select * from json_to_recordset($1::json) as x(
       id uuid, version int, state text, context jsonb, next_seq bigint, next_in_seq bigint, next_out_seq bigint, pair_limit_at timestamptz,
       chat_id uuid, chat_status text, chat_started_at timestamptz, chat_waiting_since timestamptz, chat_agent_id uuid, chat_team_id uuid, ended_chats int,
       undo_chat_id uuid, undo_until timestamptz, last_chat jsonb, pace jsonb, flooding_until timestamptz, early_until timestamptz, last_message_id uuid, last_message_preview text, last_message_author text,
       last_message_status text, last_message_at timestamptz, unread_count int, service_window_expires_at timestamptz)
   ), new_message as (
     select x.* from json_to_recordset($2::json) as x(
       id uuid, conversation_id uuid, channel_id uuid, seq bigint, out_seq bigint, chat_id uuid, direction text, author text, agent_id uuid,
       type text, text text, content jsonb, status text, wamid text, idempotency_key uuid, reply_to uuid, whatsapp_at timestamptz,
       late boolean, created_at timestamptz, attempt int, said text)
   ), inserted as (
     insert into message (id, conversation_id, seq, chat_id, direction, author, agent_id, type, text, content, status, wamid,
                          idempotency_key, reply_to, whatsapp_at, late, created_at, attempt, said)
     select id, conversation_id, seq, chat_id, direction, author, agent_id, type, text, content, status, wamid,
            idempotency_key, reply_to, whatsapp_at, late, created_at, attempt, said
       from new_message
   ), to_send as (
     insert into outbox (message_id, conversation_id, channel_id, chat_id, author, out_seq, not_before, queued_at,
                         is_template, state, attempt, started_at, lease_until, hold_until, lease_owner)
     select id, conversation_id, channel_id, chat_id, author, out_seq, created_at, created_at,
            type = 'template', status, attempt, t.at, t.at + interval '${LEASE_S} seconds', t.at + interval '${HOLD_S} seconds', t.owner
       from new_message
       left join (select statement_timestamp() as at, $6 as owner) t on status = 'sending'
      where out_seq is not null
   ), noted as (
     insert into notice (chat_id, kind, detail, message_id, at)
     select * from json_to_recordset($3::json) as x(chat_id uuid, kind text, detail text, message_id uuid, at timestamptz)
     on conflict do nothing
   ), happened as (
     insert into event (size, items) values ($4, $5)
   ), updated as (
     update conversation c
        set state = x.state, context = x.context, version = x.version + 1, next_seq = x.next_seq, next_in_seq = x.next_in_seq,
            next_out_seq = x.next_out_seq, pair_limit_at = x.pair_limit_at,
            chat_id = x.chat_id, chat_status = x.chat_status, chat_started_at = x.chat_started_at,
            chat_waiting_since = x.chat_waiting_since, chat_agent_id = x.chat_agent_id, chat_team_id = x.chat_team_id, ended_chats = c.ended_chats + x.ended_chats,
            undo_chat_id = x.undo_chat_id, undo_until = x.undo_until, last_chat = x.last_chat,
            pace = x.pace, flooding_until = x.flooding_until, early_until = x.early_until,
            last_message_id = coalesce(x.last_message_id, c.last_message_id),
            last_message_preview = case when x.last_message_id is null then c.last_message_preview else x.last_message_preview end,
            last_message_author = coalesce(x.last_message_author, c.last_message_author),
            last_message_status = coalesce(x.last_message_status, c.last_message_status),
            last_message_at = coalesce(x.last_message_at, c.last_message_at),
            last_activity_at = coalesce(x.last_message_at, c.last_activity_at),
            unread_count = x.unread_count, service_window_expires_at = x.service_window_expires_at
       from lane x
      where c.id = x.id and c.version = x.version
     returning 1
   )
   select count(*)::int as updated, set_config('synchronous_commit', 'on', true) from updated`,
);

const CHAT_COLUMNS = `id, conversation_id, status, origin, started_at, waiting_since, accepted_at, agent_id, team_id, about, first_reply_at, ended_at,
  ended_by, end_reason, closing_text, assigned_at, wait_number, told_place, told_place_at, place_updates`;

/** Whole rows; ended chats first, so that a chat ended and another opened in one transaction never stand open side by side. */
const saveChats = statement(
  'conversation-save-chats',
  `insert into chat (${CHAT_COLUMNS})
   select ${CHAT_COLUMNS}
     from json_to_recordset($1::json) as x(
       id uuid, conversation_id uuid, status text, origin text, started_at timestamptz, waiting_since timestamptz, accepted_at timestamptz,
       agent_id uuid, team_id uuid, about text, first_reply_at timestamptz, ended_at timestamptz, ended_by text, end_reason text, closing_text text,
       assigned_at timestamptz, wait_number smallint, told_place int, told_place_at timestamptz, place_updates smallint)
    order by status <> 'ended'
   on conflict (id) do update
     set status = excluded.status, accepted_at = excluded.accepted_at, agent_id = excluded.agent_id, team_id = excluded.team_id,
         waiting_since = excluded.waiting_since, first_reply_at = excluded.first_reply_at, ended_at = excluded.ended_at,
         ended_by = excluded.ended_by, end_reason = excluded.end_reason, closing_text = excluded.closing_text, assigned_at = excluded.assigned_at,
         wait_number = excluded.wait_number, told_place = excluded.told_place, told_place_at = excluded.told_place_at,
         place_updates = excluded.place_updates`,
);

const setTimers = statement(
  'conversation-set-timers',
  `insert into timer (conversation_id, kind, chat_id, due_at)
   select conversation_id, kind, chat_id, due_at
     from json_to_recordset($1::json) as x(conversation_id uuid, kind text, chat_id uuid, due_at timestamptz)
   on conflict (conversation_id, kind, chat_id) do update set due_at = excluded.due_at`,
);

const clearTimers = statement(
  'conversation-clear-timers',
  `delete from timer t using json_to_recordset($1::json) as x(conversation_id uuid, kind text, chat_id uuid)
    where t.conversation_id = x.conversation_id and t.kind = x.kind and t.chat_id = x.chat_id`,
);

const updateContacts = statement(
  'conversation-update-contacts',
  `update contact k
      set name = x.name, username = x.username, parent_bsuid = x.parent_bsuid, language = x.language, attributes = x.attributes,
          opted_out_at = x.opted_out_at, updated_at = now()
     from json_to_recordset($1::json) as x(id uuid, name text, username text, parent_bsuid text, language text, attributes jsonb,
       opted_out_at timestamptz)
    where k.id = x.id`,
);

/** A comment may come after the stars, and neither takes the other away. */
const saveRatings = statement(
  'conversation-save-ratings',
  `update chat c
      set rating = coalesce(x.stars, c.rating), rating_comment = coalesce(x.comment, c.rating_comment), rated_at = clock_timestamp(),
          rating_language = coalesce(x.language, c.rating_language)
     from json_to_recordset($1::json) as x(chat_id uuid, stars smallint, comment text, language text)
    where c.id = x.chat_id`,
);

/** Rows that nobody has started leave the outbox for good; what is `sending` is past calling back and gets its own outcome (D1). */
const cancelAgentMessages = statement(
  'conversation-cancel-agent-messages',
  `with called_off as (
     delete from outbox
      where conversation_id = any($1::uuid[]) and chat_id = any($2::uuid[]) and state = 'queued' and author = 'agent'
     returning message_id, conversation_id
   ), cancelled as (
     update message m set status = 'cancelled' from called_off o where m.id = o.message_id and m.status = 'queued'
     returning m.id, m.conversation_id
   )
   ${tellUpdated('cancelled')}`,
);

/**
 * Writes all drafts of a transaction: a handful of round trips at most for any number of lanes, one for the usual message and reply.
 * The caller holds the lane locks; the version is compared all the same, so that a mistake about locks rolls back instead of losing a
 * decision. Unchanged drafts write nothing.
 * @returns whether anything was written
 */
export async function saveDrafts(tx: Transaction, drafts: readonly ConversationDraft[]): Promise<boolean> {
  const changed = drafts.filter((draft) => draft.isChanged);
  if (changed.length === 0) return false;
  const calling = changed.filter((draft) => draft.chats.calledOff.size > 0);
  if (calling.length > 0) {
    await tx.run(cancelAgentMessages, [calling.map((draft) => draft.id), calling.flatMap((draft) => [...draft.chats.calledOff])]);
  }
  const chats = changed.flatMap((draft) => [...draft.chats.changed.values()].map((chat) => ({ ...chat, conversation_id: draft.id })));
  if (chats.length > 0) await tx.run(saveChats, [JSON.stringify(chats)]);
  await saveTimers(tx, changed);
  const contacts = changed.filter((draft) => draft.isContactChanged);
  if (contacts.length > 0) await tx.run(updateContacts, [JSON.stringify(contacts.map(contactOf))]);
  const ratings = changed.flatMap((draft) => draft.chats.ratings);
  if (ratings.length > 0) await tx.run(saveRatings, [JSON.stringify(ratings)]);
  await announceMedia(
    tx,
    changed.flatMap((draft) => draft.messages),
  );
  const events = eventsOf(changed);
  const [saved] = await tx.run(saveLanes, [
    JSON.stringify(changed.map(laneOf)),
    JSON.stringify(changed.flatMap((draft) => draft.messages)),
    JSON.stringify(changed.flatMap((draft) => draft.notices)),
    events.length,
    JSON.stringify(events),
    LEASE_OWNER,
  ]);
  const amendments = changed.flatMap((draft) => draft.amendments);
  if (amendments.length > 0) await amendMessages(tx, amendments);
  await adoptAmendments(
    tx,
    changed.flatMap((draft) => draft.early.adoptions),
  );
  if (saved?.updated !== changed.length) throw new Error('a conversation changed under its lane lock');
  return true;
}

function contactOf({ row, snapshot: { contact }, names: { username, parentBsuid } }: ConversationDraft): object {
  const { name, language, attributes, optedOutAt } = contact;
  return { id: row.contact_id, name, username, parent_bsuid: parentBsuid, language, attributes, opted_out_at: optedOutAt };
}

async function saveTimers(tx: Transaction, drafts: readonly ConversationDraft[]): Promise<void> {
  const timers = drafts.flatMap((draft) =>
    [...draft.chats.timers.values()].map(({ kind, chatId, dueAt }) => ({
      conversation_id: draft.id,
      kind,
      chat_id: chatId,
      due_at: dueAt,
    })),
  );
  const due = timers.filter((timer) => timer.due_at !== null);
  const gone = timers.filter((timer) => timer.due_at === null);
  if (due.length > 0) await tx.run(setTimers, [JSON.stringify(due)]);
  if (gone.length > 0) await tx.run(clearTimers, [JSON.stringify(gone)]);
}

function eventsOf(drafts: readonly ConversationDraft[]): StoredEvent[] {
  const created = drafts.flatMap((draft) => draft.messages.map((message): StoredEvent => ['message.created', draft.id, message.id]));
  return [...created, ...drafts.map((draft): StoredEvent => ['conversation.updated', draft.id, null])];
}

function laneOf(draft: ConversationDraft): object {
  const { row, snapshot, messages } = draft;
  const chat = draft.chats.open;
  // A note is between colleagues: what a list shows last is what was said to or by the customer.
  const last = messages.findLast((message) => message.type !== 'note');
  return {
    id: row.id,
    version: row.version,
    state: snapshot.state,
    context: snapshot.context,
    next_seq: draft.nextSeq,
    next_in_seq: draft.nextInSeq,
    next_out_seq: draft.nextOutSeq,
    pair_limit_at: draft.pairLimitAt,
    chat_id: chat?.id,
    chat_status: chat?.status,
    chat_started_at: chat?.started_at,
    chat_waiting_since: chat?.waiting_since,
    chat_agent_id: chat?.agent_id,
    chat_team_id: chat?.team_id,
    ended_chats: draft.chats.ended,
    undo_chat_id: snapshot.undo?.chatId,
    undo_until: snapshot.undo?.until,
    last_chat: snapshot.lastChat,
    pace: draft.pace.current,
    flooding_until: draft.pace.floodingUntil,
    early_until: draft.early.until,
    last_message_id: last?.id,
    last_message_preview: last && previewOf({ type: last.type, text: last.text, content: last.content as Record<string, unknown> | null }),
    last_message_author: last?.author,
    last_message_status: last?.status,
    last_message_at: last?.created_at,
    unread_count: draft.unreadCount,
    service_window_expires_at: snapshot.windowExpiresAt,
  };
}
