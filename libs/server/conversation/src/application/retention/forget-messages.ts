import { type Forgetting, statement } from '@parley/platform';
import { WORDS_IN_CONTEXT } from '../../domain/conversation-context.js';

/** Rows of one batch: a few milliseconds of lock for a few lanes. */
const BATCH = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** The moment before which everything is too old. */
const LIMIT = `(now() - $1 * interval '1 day')`;

/**
 * What speaks against forgetting a message: its chat is open, or ended later than the limit; anything of its conversation is open, can
 * still be undone, or is on its way. Asked before the lanes are locked, and again after.
 */
const IS_OVER = `m.created_at < ${LIMIT}
    and not exists (select 1 from conversation c where c.id = m.conversation_id and (c.chat_id is not null or c.undo_chat_id is not null))
    and not exists (select 1 from chat h where h.id = m.chat_id and (h.ended_at is null or h.ended_at >= ${LIMIT}))
    and not exists (select 1 from outbox o where o.conversation_id = m.conversation_id)`;

/**
 * Ids are ordered by time (version 7), so the old ones are the beginning of the primary key, and no index more is needed. The page comes
 * first: what speaks against is asked for its rows, one probe each, and not for whole tables.
 */
const findOld = statement<{ id: string; conversation_id: string; is_over: boolean }>(
  'conversation-find-old-messages',
  `with page as materialized (
     select m.id, m.conversation_id, m.chat_id, m.created_at
       from message m
      where m.id > $2 and m.id < (lpad(to_hex((extract(epoch from ${LIMIT}) * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
      order by m.id limit ${BATCH}
   )
   select m.id, m.conversation_id, ${IS_OVER} as is_over from page m order by m.id`,
);

/** Nobody is waited for: whoever has a lane is at work in it, and what is old today is old in an hour. */
const lockIdleLanes = statement<{ id: string }>(
  'conversation-lock-idle-lanes',
  'select id from conversation where id = any($1::uuid[]) order by id for no key update skip locked',
);

/**
 * With what the list shows of a message that is gone, with its file, with what people wrote into chats as old, and with what the bot had
 * noted of it: a form half filled in, a question asked. Not of who has written within half a day: they may be in the middle of it, and
 * then what is old today goes with the next of their messages that does.
 */
const forgetOld = statement<{ deleted: number }>(
  'conversation-forget-old-messages',
  `with gone as (
     delete from message m
      where m.id = any($2::uuid[])
        and (m.conversation_id = any($3::uuid[]) or not exists (select 1 from conversation c where c.id = m.conversation_id))
        and ${IS_OVER}
     returning m.id, m.conversation_id
   ), lane as (
     select c.id, coalesce(c.last_message_id in (select id from gone), false) as is_last,
            c.context ?| $4::text[] and coalesce(c.service_window_expires_at < now() + interval '12 hours', true) as is_noted
       from conversation c where c.id in (select conversation_id from gone)
   ), blank as (
     update conversation c
        set last_message_id = case when not l.is_last then c.last_message_id end,
            last_message_preview = case when not l.is_last then c.last_message_preview end,
            last_message_author = case when not l.is_last then c.last_message_author end,
            last_message_status = case when not l.is_last then c.last_message_status end,
            last_message_at = case when not l.is_last then c.last_message_at end,
            context = case when l.is_noted then c.context - $4::text[] else c.context end,
            state = case when l.is_noted and c.state = 'FORM' then 'MAIN_MENU' else c.state end,
            version = c.version + case when l.is_noted then 1 else 0 end
       from lane l where c.id = l.id and (l.is_last or l.is_noted)
   ), chats as (
     update chat h set about = null, closing_text = null, end_reason = null, rating_comment = null
       from (select distinct conversation_id from gone) g
      where h.conversation_id = g.conversation_id and h.ended_at < ${LIMIT}
        and num_nonnulls(h.about, h.closing_text, h.end_reason, h.rating_comment) > 0
   ), files as (
     update media f set state = 'deleting', next_try_at = now(), filename = null, announced_type = null,
            announced_sha256 = null, sha256 = null, channel_media_id = null, error = null
       from gone where f.message_id = gone.id and f.state <> 'deleted'
   )
   select count(*)::int as deleted from gone`,
);

/** Messages, the days after their chat has ended, and with them their files and the words in chats. Figures and contacts stay. */
export const forgetMessages: Forgetting = {
  name: 'messages',
  async forget(tx, days, after) {
    const page = await tx.run(findOld, [days, after ?? BEFORE_ALL]);
    const next = page.length === BATCH ? (page.at(-1)?.id ?? null) : null;
    const old = page.filter((row) => row.is_over);
    if (old.length === 0) return { deleted: 0, next };
    const lanes = await tx.run(lockIdleLanes, [[...new Set(old.map((row) => row.conversation_id))]]);
    const [gone] = await tx.run(forgetOld, [days, old.map(({ id }) => id), lanes.map(({ id }) => id), WORDS_IN_CONTEXT]);
    return { deleted: gone?.deleted ?? 0, next };
  },
};
