import { statement } from '@parley/platform';

export interface Traces {
  readonly conversation_ids: string[];
  readonly names: { kind: 'bsuid' | 'phone' | 'username'; value: string }[] | null;
  readonly wamids: string[] | null;
}

/** All a person is or ever was known by here, also under the ids of threads that were joined. */
export const readTraces = statement<Traces>(
  'conversation-read-traces',
  `select array(select $2::uuid union select id from former_conversation where conversation_id = $2) as conversation_ids,
          (select json_agg(json_build_object('kind', kind, 'value', value))
             from (select kind, value from contact_alias where contact_id = $1
                   union select 'bsuid', parent_bsuid from contact where id = $1 and parent_bsuid is not null) n) as names,
          (select array_agg(wamid) from message where conversation_id = $2 and wamid is not null) as wamids`,
);

/**
 * What is left of a message is that there was one: when, of which kind, by whom of ours, and what became of it. One that is on its way
 * gets another attempt's number, so that no outcome finds it and writes WhatsApp's id of it here, which holds the phone number.
 */
export const emptyMessages = statement(
  'conversation-empty-messages',
  `with called_off as (delete from outbox where conversation_id = $1 returning message_id, state)
   update message m
      set text = null, content = null, wamid = null, idempotency_key = null, reply_to = null, error_title = null, whatsapp_at = null,
          attempt = case when o.state is null then m.attempt else 0 end,
          status = case when o.state = 'queued' then 'cancelled' when o.state = 'sending' then 'unknown' else m.status end
     from message x left join called_off o on o.message_id = x.id
    where x.conversation_id = $1 and m.id = x.id`,
);

/** Chats stay for the figures, without what people wrote into them. The one that is open has ended. */
export const emptyChats = statement<{ ended: number }>(
  'conversation-empty-chats',
  `with changed as (
     update chat h
        set about = null, end_reason = null, closing_text = null, rating_comment = null,
            ended_at = coalesce(h.ended_at, now()), ended_by = coalesce(h.ended_by, 'system'), status = 'ended'
       from chat before
      where h.conversation_id = $1 and before.id = h.id
     returning before.status <> 'ended' as was_open
   )
   select count(*) filter (where was_open)::int as ended from changed`,
);

/** The bytes go with this transaction, or, where they are kept elsewhere, with the next look of whoever keeps them. */
export const emptyMedia = statement(
  'conversation-empty-media',
  `with gone as (
     update media set state = case state when 'deleted' then state else 'deleting' end, next_try_at = now(),
            filename = null, announced_type = null, announced_sha256 = null, sha256 = null, channel_media_id = null, error = null
      where conversation_id = $1
     returning id
   )
   delete from media_chunk c using gone where c.media_id = gone.id`,
);

/** A pair noticed for joining is left to `JoinContacts`, which finds one of them gone: it locks the pair first and lanes after it. */
export const dropWork = statement(
  'conversation-drop-work',
  `with timers as (delete from timer where conversation_id = $1)
   delete from read_receipt where conversation_id = $1`,
);

export const dropPerson = statement(
  'conversation-drop-person',
  `with thread as (delete from conversation where id = $1 returning id),
        happened as (
          insert into event (size, items)
          select 1, json_build_array(json_build_array('conversation.updated', id, null)) from thread)
   select 1 from thread`,
);

export interface ErasureRow {
  readonly id: string;
  readonly contact_id: string;
  readonly requested_at: Date;
  readonly finished_at: Date | null;
}

export const insertErasure = statement<ErasureRow>(
  'conversation-insert-erasure',
  // By the clock, after everything else: a delivery that came while the lane was waited for is one of theirs.
  `insert into erasure (id, contact_id, requested_by, traces, requested_at) values ($1, $2, $3, $4, clock_timestamp()) returning id, contact_id, requested_at, finished_at`,
);

export const findErasure = statement<ErasureRow>(
  'conversation-find-erasure',
  'select id, contact_id, requested_at, finished_at from erasure where id = $1',
);

export const findUnfinishedErasures = statement<{ id: string }>(
  'conversation-find-unfinished-erasures',
  'select id from erasure where finished_at is null order by requested_at limit $1',
);

/** Whoever has the row goes on with it; the other process passes by. */
export const takeErasure = statement<{ traces: string[]; requested_at: Date; raw_after: string }>(
  'conversation-take-erasure',
  'select traces, requested_at, raw_after from erasure where id = $1 and finished_at is null for no key update skip locked',
);

/** $2 null: there is nothing left to look through, and nothing left to look by. */
export const moveErasureOn = statement(
  'conversation-move-erasure-on',
  `update erasure set raw_after = coalesce($2::bigint, raw_after), traces = case when $2::bigint is null then '{}' else traces end,
          finished_at = case when $2::bigint is null then now() end
    where id = $1`,
);
