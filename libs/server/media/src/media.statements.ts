import { statement, type Transaction } from '@parley/platform';
import type { MediaType } from '@parley/vocabulary';

/** A worker owns what it has taken for this long; a download is given up before (see `Downloader`). */
const TAKEN_S = 600;

export interface DueMedia {
  readonly id: string;
  readonly conversation_id: string;
  readonly channel_id: string;
  readonly phone_number_id: string;
  readonly kind: MediaType;
  readonly state: 'fetching' | 'deleting';
  readonly channel_media_id: string | null;
  readonly announced_type: string | null;
  readonly announced_sha256: string | null;
  readonly storage: string | null;
  readonly storage_key: string | null;
  readonly attempts: number;
  readonly created_at: Date;
}

/**
 * Files whose time has come, taken by moving their time: whoever dies with one in hand lets it go by that alone. A channel whose circuit
 * is open waits; what is to be removed does not.
 */
export const takeDue = statement<DueMedia>(
  'media-take-due',
  `with due as materialized (
     select m.id
       from media m left join media_circuit c on c.channel_id = m.channel_id
      where m.state in ('receiving', 'pending', 'fetching', 'deleting') and m.next_try_at <= statement_timestamp()
        and (m.state in ('receiving', 'deleting') or c.open_until is null or c.open_until <= statement_timestamp())
      order by m.next_try_at
      limit $1
        for no key update of m skip locked
   )
   update media m
      set state = case when m.state in ('receiving', 'deleting') then 'deleting' else 'fetching' end,
          attempts = m.attempts + 1, next_try_at = statement_timestamp() + interval '${TAKEN_S} seconds'
     from due d, channel k
    where m.id = d.id and k.id = m.channel_id
   returning m.id, m.conversation_id, m.channel_id, k.phone_number_id, m.kind, m.state, m.channel_media_id, m.announced_type,
             m.announced_sha256, m.storage, m.storage_key, m.attempts, m.created_at`,
);

/** A file belongs to a message of a lane: whoever shows it there locks the lane first, as everybody does. */
const lockLane = statement<{ id: string }>('media-lock-lane', 'select id from conversation where id = $1 for no key update');

export const lockLaneOf = (tx: Transaction, conversationId: string): Promise<{ id: string }[]> => tx.run(lockLane, [conversationId]);

/** SQL that shows on the message what became of its file, and tells the consoles. @param changed a query with `message_id` and `shown` */
const show = (changed: string): string => `, shown as (
     update message m set content = coalesce(m.content, '{}') || jsonb_build_object('media', coalesce(m.content -> 'media', '{}') || c.shown)
       from ${changed} c
      where m.id = c.message_id and not coalesce(m.content ? 'deleted', false)
     returning m.id, m.conversation_id
   ), happened as (
     insert into event (size, items)
     select count(*), json_agg(json_build_array('message.updated', conversation_id, id)) from shown having count(*) > 0
   )
   select id from ${changed}`;

/** Names the attempt: a worker that was overtaken, or whose message was taken back meanwhile, changes nothing. */
export const keepFetched = statement<{ id: string }>(
  'media-keep-fetched',
  `with kept as (
     update media
        set state = 'stored', mime_type = $3, size = $4, sha256 = $5, storage = $6, storage_key = $7, stored_at = statement_timestamp(), error = null
      where id = $1 and state = 'fetching' and attempts = $2
     returning id, message_id, jsonb_build_object('state', 'stored', 'mimeType', $3::text, 'size', $4::bigint, 'reason', null) as shown
   )${show('kept')}`,
);

/** Whether its bytes are somebody's: of a message that has them, or of one that still waits for them. */
export const isWanted = statement<{ id: string }>(
  'media-is-wanted',
  `select id from media where id = $1 and state not in ('deleting', 'deleted')`,
);

/** @param 3 state afterwards, 4 the code, 5 the sentence shown, 6 milliseconds until the next try */
export const recordFailure = statement<{ id: string }>(
  'media-record-failure',
  `with failed as (
     update media set state = $3, error = $4, next_try_at = statement_timestamp() + $6 * interval '1 millisecond'
      where id = $1 and state = 'fetching' and attempts = $2
     returning id, message_id, jsonb_build_object('state', $3::text, 'reason', $5::text) as shown
   )${show('failed')}`,
);

/** A person asks again; what is being fetched at this moment is not disturbed. */
export const askAgain = statement<{ id: string }>(
  'media-ask-again',
  `with asked as (
     update media set state = 'pending', attempts = 0, error = null, next_try_at = statement_timestamp()
      where id = $1 and direction = 'inbound' and state in ('unavailable', 'pending')
     returning id, message_id, jsonb_build_object('state', 'pending', 'reason', null) as shown
   )${show('asked')}`,
);

export const forget = statement(
  'media-forget',
  `update media
      set state = 'deleted', filename = null, channel_media_id = null, announced_type = null, announced_sha256 = null, mime_type = null,
          size = null, sha256 = null, storage_key = null, error = null
    where id = $1 and state = 'deleting'`,
);

/** Most failures that WhatsApp itself answers within an hour before we leave it in peace; it shuts media off at 20. */
const MOST_FAILURES = 12;

/** @returns until when the channel's media are left alone; null: they are not */
export const countFailure = statement<{ open_until: Date | null }>(
  'media-count-failure',
  `insert into media_circuit as c (channel_id, failures, since) values ($1, 1, statement_timestamp())
   on conflict (channel_id) do update
     set failures = case when c.since < statement_timestamp() - interval '1 hour' then 1
                         when c.failures + 1 >= ${MOST_FAILURES} then 0 else c.failures + 1 end,
         since = case when c.since < statement_timestamp() - interval '1 hour' or c.failures + 1 >= ${MOST_FAILURES}
                      then statement_timestamp() else c.since end,
         open_until = case when c.since >= statement_timestamp() - interval '1 hour' and c.failures + 1 >= ${MOST_FAILURES}
                           then statement_timestamp() + interval '30 minutes' else c.open_until end
   returning case when open_until > statement_timestamp() then open_until end as open_until`,
);

export interface MediaFileRow {
  readonly id: string;
  readonly message_id: string | null;
  readonly conversation_id: string;
  readonly kind: MediaType;
  readonly state: string;
  readonly mime_type: string | null;
  readonly size: string | null;
  readonly sha256: Buffer | null;
  readonly filename: string | null;
  readonly storage: string | null;
  readonly storage_key: string | null;
}

export const findMedia = statement<MediaFileRow>(
  'media-find',
  `select id, message_id, conversation_id, kind, state, mime_type, size::text as size, sha256, filename, storage, storage_key
     from media where id = $1`,
);

/** An hour is left for its message to be written; after that nobody will. */
export const receiveFile = statement<{ id: string }>(
  'media-receive',
  `insert into media (id, conversation_id, channel_id, direction, kind, state, announced_type, filename, storage, storage_key, next_try_at)
   select $1, c.id, c.channel_id, 'outbound', $3, 'receiving', $4, $5, $6, $7, statement_timestamp() + interval '1 hour'
     from conversation c where c.id = $2
   returning id`,
);

export const completeFile = statement<{ id: string }>(
  'media-complete',
  `update media set mime_type = $2, size = $3, sha256 = $4, stored_at = statement_timestamp() where id = $1 and state = 'receiving' returning id`,
);

/** Its message will not be written. */
export const dropFile = statement(
  'media-drop',
  `update media set state = 'deleting', next_try_at = statement_timestamp() where id = $1 and state = 'receiving'`,
);
