import { statement } from '@parley/platform';

export interface DueJoin {
  readonly contact_id: string;
  readonly other_contact_id: string;
}

export const findDueJoins = statement<DueJoin>(
  'conversation-find-due-joins',
  `select contact_id, other_contact_id from contact_join where try_at <= clock_timestamp() order by try_at, contact_id limit $1`,
);

/** Whoever has the row joins the two; the other process passes by. */
export const takeJoin = statement<DueJoin>(
  'conversation-take-join',
  `with settings as materialized (select set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '1000', true))
   select j.contact_id, j.other_contact_id from settings, contact_join j
    where j.contact_id = $1 and j.other_contact_id = $2
      for no key update of j skip locked`,
);

export const putOffJoin = statement(
  'conversation-put-off-join',
  `update contact_join set try_at = clock_timestamp() + $3 * interval '1 millisecond' where contact_id = $1 and other_contact_id = $2`,
);

export const dropJoin = statement('conversation-drop-join', 'delete from contact_join where contact_id = $1 and other_contact_id = $2');

/** Also of one that has been joined with a third since: the one that goes on. */
export const findConversationsOfContacts = statement<{ id: string }>(
  'conversation-find-conversations-of-contacts',
  `select id from conversation where contact_id = any($1::uuid[])
   union select conversation_id from former_conversation where contact_id = any($1::uuid[])`,
);

export interface JoinSide {
  readonly id: string;
  readonly contact_id: string;
  readonly channel_id: string;
  readonly chat_id: string | null;
  readonly undo_chat_id: string | null;
  readonly bsuid: string | null;
  /** Something of it is on its way to WhatsApp, and its outcome will be looked for where it left. */
  readonly is_sending: boolean;
}

/**
 * Both of them, the one that goes on first: whose chat is with an agent, then whose chat waits, then the older one. Read after the locks.
 */
export const readSides = statement<JoinSide>(
  'conversation-read-join-sides',
  `select c.id, c.contact_id, c.channel_id, c.chat_id, c.undo_chat_id, k.bsuid,
          exists (select 1 from outbox o where o.conversation_id = c.id and o.state = 'sending') as is_sending
     from conversation c join contact k on k.id = c.contact_id
    where c.id = any($1::uuid[])
    order by case c.chat_status when 'active' then 0 when 'waiting' then 1 else 2 end, c.created_at, c.id`,
);

export const findNamesOfLanes = statement<{ channel_id: string; kind: string; value: string }>(
  'conversation-find-names-of-lanes',
  `select a.channel_id, a.kind, a.value from conversation c join contact_alias a on a.contact_id = c.contact_id
    where c.id = any($1::uuid[]) and a.until is null`,
);

/**
 * Two open chats become one: the one that goes on keeps the earlier place, the other has ended. What agents wrote in the other and nobody
 * has started to send leaves in the one that goes on: it was written to the same person, and calling it off would lose it.
 */
export const endOtherChat = statement(
  'conversation-end-other-chat',
  `with ended as (
     update chat set status = 'ended', ended_at = now(), ended_by = 'system', end_reason = 'joined with another chat of the same contact'
      where id = $2
     returning waiting_since, started_at
   ), kept as (
     update chat k set waiting_since = least(k.waiting_since, e.waiting_since) from ended e where k.id = $1
     returning k.waiting_since
   ), place as (
     update conversation c set chat_waiting_since = k.waiting_since from kept k where c.chat_id = $1
   ), moved as (
     update outbox set chat_id = $1 where chat_id = $2 and state = 'queued'
     returning message_id
   )
   update message m set chat_id = $1 from moved o where m.id = o.message_id`,
);

/**
 * One thread of two ($1 goes on, $2 is joined to it): every message gets its number anew, by when it was accepted. Within a conversation
 * the order stays what it was, whatever clocks have done. Negative first, because the numbers in use are unique at every step.
 */
export const renumberMessages = statement(
  'conversation-renumber-messages',
  `with told as (
     select id, conversation_id, seq, max(created_at) over (partition by conversation_id order by seq) as at
       from message where conversation_id in ($1, $2)
   ), numbered as (
     select id, row_number() over (order by at, conversation_id <> $1, seq) as seq from told
   )
   update message m
      set conversation_id = $1, seq = -n.seq,
          -- a key is of its conversation: of two that are the same, the one that goes on keeps its own
          idempotency_key = case when m.conversation_id = $2 and exists (
            select 1 from message o where o.conversation_id = $1 and o.idempotency_key = m.idempotency_key) then null else m.idempotency_key end
     from numbered n where m.id = n.id`,
);

export const turnNumbers = statement<{ count: number }>(
  'conversation-turn-numbers',
  `with turned as (update message set seq = -seq where conversation_id = $1 and seq < 0 returning 1) select count(*)::int as count from turned`,
);

/** What the numbers of the thread were: how far agents had read. */
export const messageAtRead = statement<{ id: string }>(
  'conversation-message-at-read',
  `select m.id from conversation c join message m on m.conversation_id = c.id and m.seq <= c.read_seq
    where c.id = $1 order by m.seq desc limit 1`,
);

/** Behind what waits already; and items not applied yet, with those on the shelf: they are applied to the one that goes on. */
export const moveWork = statement<{ queued: number }>(
  'conversation-move-work',
  `with first as (
     select next_out_seq from conversation where id = $1
   ), sent as (
     update outbox o set conversation_id = $1, out_seq = first.next_out_seq + n.place - 1
       from first, (select message_id, row_number() over (order by out_seq) as place from outbox where conversation_id = $2) n
      where o.message_id = n.message_id
     returning 1
   ), received as (
     update inbox set conversation_id = $1 where conversation_id = $2 and state = 'pending' and kind = 'message'
   ), shelved as (
     update inbox set conversation_id = $1 where conversation_id = $2 and state = 'dead'
   )
   select count(*)::int as queued from sent`,
);

/**
 * What hangs on the conversation and on its chats. A timer both have is the one's that goes on; blue ticks are a courtesy. An end that can
 * still be undone comes along where nothing stands in its way, else it is settled without a word: somebody is being answered.
 */
export const moveRest = statement(
  'conversation-move-rest',
  `with chats as (
     update chat set conversation_id = $1 where conversation_id = $2
   ), files as (
     update media set conversation_id = $1 where conversation_id = $2
   ), undone as (
     update conversation c set undo_chat_id = o.undo_chat_id, undo_until = o.undo_until
       from conversation o
      where c.id = $1 and o.id = $2 and c.chat_id is null and c.undo_chat_id is null and o.chat_id is null and o.undo_chat_id is not null
     returning c.undo_chat_id
   ), settled as (
     update chat set closing_text = null
      where id = (select undo_chat_id from conversation where id = $2) and not exists (select 1 from undone)
     returning id
   ), gone as (
     delete from timer t where t.conversation_id = $2
        and (t.chat_id in (select id from settled)
             or exists (select 1 from timer o where o.conversation_id = $1 and o.kind = t.kind and o.chat_id = t.chat_id))
   )
   delete from read_receipt where conversation_id = $2`,
);

export const moveTimers = statement('conversation-move-timers', `update timer set conversation_id = $1 where conversation_id = $2`);

const OTHER_SAID_LAST = `coalesce(o.last_message_at > coalesce(c.last_message_at, '-infinity'), false)`;

/** The conversation as it stands now: counters of both, and of the two the state the contact was in last, unless a chat is open. */
export const addUp = statement(
  'conversation-add-up',
  `update conversation c
      set next_seq = $3::int + 1, next_out_seq = c.next_out_seq + $4::int, version = c.version + 1,
          state = case when c.chat_id is null and o.last_activity_at > c.last_activity_at then o.state else c.state end,
          context = case when c.chat_id is null and o.last_activity_at > c.last_activity_at then o.context else c.context end,
          last_chat = case when (o.last_chat ->> 'endedAt') > coalesce(c.last_chat ->> 'endedAt', '') then o.last_chat else c.last_chat end,
          ended_chats = c.ended_chats + o.ended_chats + case when o.chat_id is null then 0 else 1 end,
          unread_count = c.unread_count + o.unread_count,
          read_seq = coalesce((select seq from message where id = $5::uuid), 0),
          last_message_id = case when ${OTHER_SAID_LAST} then o.last_message_id else c.last_message_id end,
          last_message_preview = case when ${OTHER_SAID_LAST} then o.last_message_preview else c.last_message_preview end,
          last_message_author = case when ${OTHER_SAID_LAST} then o.last_message_author else c.last_message_author end,
          last_message_status = case when ${OTHER_SAID_LAST} then o.last_message_status else c.last_message_status end,
          last_message_at = greatest(c.last_message_at, o.last_message_at),
          last_activity_at = greatest(c.last_activity_at, o.last_activity_at),
          service_window_expires_at = greatest(c.service_window_expires_at, o.service_window_expires_at),
          pair_limit_at = greatest(c.pair_limit_at, o.pair_limit_at),
          early_until = greatest(c.early_until, o.early_until),
          created_at = least(c.created_at, o.created_at)
     from conversation o
    where c.id = $1 and o.id = $2`,
);

/**
 * One person of two ($1 goes on, $2 is joined to it). All names are theirs; of two current ones of a kind the one shown last stays. What the
 * contact calls itself and speaks is what the conversation that was last active says; who has opted out has opted out.
 */
export const joinNames = statement(
  'conversation-join-names',
  `with moved as (
     update contact_alias set contact_id = $1 where contact_id = $2
   )
   update contact k
      set name = case when n.newer then coalesce(o.name, k.name) else coalesce(k.name, o.name) end,
          language = case when n.newer then coalesce(o.language, k.language) else coalesce(k.language, o.language) end,
          attributes = case when n.newer then k.attributes || o.attributes else o.attributes || k.attributes end,
          parent_bsuid = coalesce(k.parent_bsuid, o.parent_bsuid),
          opted_out_at = greatest(k.opted_out_at, o.opted_out_at),
          created_at = least(k.created_at, o.created_at), updated_at = now()
     from contact o, lateral (
       select (select last_activity_at from conversation where contact_id = $2) > (select last_activity_at from conversation where contact_id = $1) as newer) n
    where k.id = $1 and o.id = $2`,
);

export const closeSpareNames = statement(
  'conversation-close-spare-names',
  `update contact_alias a set until = now()
    where a.contact_id = $1 and a.until is null
      and exists (select 1 from contact_alias b
                   where b.contact_id = $1 and b.until is null and b.kind = a.kind and (b.since, b.id) > (a.since, a.id))`,
);

/** The ids it had lead to the one that goes on; so do those of what was joined to it before. */
export const keepFormerIds = statement(
  'conversation-keep-former-ids',
  `with before as (
     update former_conversation set conversation_id = $1 where conversation_id = $2
   )
   insert into former_conversation (id, contact_id, conversation_id) values ($2, $3, $1)`,
);

export const dropConversation = statement('conversation-drop-conversation', 'delete from conversation where id = $1');
export const dropContact = statement('conversation-drop-contact', 'delete from contact where id = $1');

/** A line in the thread that says what happened: it has become longer under the agent's eyes. */
export const noteJoin = statement(
  'conversation-note-join',
  `with line as (
     insert into message (id, conversation_id, seq, direction, author, type, text, content, status)
     select $2, id, next_seq, 'inbound', 'system', 'system', $3, $4, 'received' from conversation where id = $1
   ), counted as (
     update conversation set next_seq = next_seq + 1 where id = $1
   )
   insert into event (size, items)
   values (3, json_build_array(json_build_array('message.created', $1::uuid, $2::uuid), json_build_array('conversation.updated', $1::uuid, null),
                               json_build_array('conversation.updated', $5::uuid, null)))`,
);
