import { statement } from '@parley/platform';

export interface DeadLetterRow {
  readonly id: string;
  readonly kind: 'message' | 'status' | 'other';
  readonly reason: string | null;
  readonly received_at: Date;
  readonly attempts: number;
  readonly conversation_id: string | null;
  /** Of the raw delivery it came in; null when that is gone. */
  readonly bytes: number | null;
}

export interface DeadLetterContent extends DeadLetterRow {
  readonly raw_id: string;
  readonly entry_no: number;
  readonly change_no: number;
  readonly item_no: number;
  readonly body: Buffer | null;
}

/** Nothing of what the customer wrote, nor who they are; octet_length reads the size of a stored value without reading the value. */
const COLUMNS = `i.id, i.kind, i.last_error as reason, i.received_at, i.attempts, i.conversation_id, octet_length(r.body) as bytes`;

/** Newest first, below the id $1. */
export const listDeadLetters = statement<DeadLetterRow>(
  'whatsapp-dead-letters-list',
  `select ${COLUMNS}
   from inbox i left join webhook_raw r on r.id = i.raw_id
   where i.state = 'dead' and i.id < $1::bigint
   order by i.id desc
   limit $2`,
);

export const findDeadLetter = statement<DeadLetterContent>(
  'whatsapp-dead-letters-find',
  `select ${COLUMNS}, i.raw_id, i.entry_no, i.change_no, i.item_no, r.body
   from inbox i left join webhook_raw r on r.id = i.raw_id
   where i.state = 'dead' and i.id = $1::bigint`,
);

export const newestDeadLetter = statement<{ id: string }>(
  'whatsapp-dead-letters-newest',
  `select id from inbox where state = 'dead' order by id desc limit 1`,
);

/**
 * The oldest $3 dead letters from above id $1 up to $2: back among the pending ones, as if never tried. Without its raw delivery
 * there is nothing to apply: then the item stays, and says so. It asks for `dead` again once it has the row: two who replay at once are
 * one replay.
 * @returns each of them, and whether it waits again
 */
export const replayDeadLetters = statement<{ id: string; replayed: boolean }>(
  'whatsapp-dead-letters-replay',
  `with chosen as materialized (
     select i.id, exists (select 1 from webhook_raw r where r.id = i.raw_id) as has_body
     from inbox i
     where i.state = 'dead' and i.id > $1::bigint and i.id <= $2::bigint
     order by i.id
     limit $3
     for no key update of i
   )
   update inbox i
   set state = case when c.has_body then 'pending' else 'dead' end,
       attempts = case when c.has_body then 0 else i.attempts end,
       next_try_at = now(),
       last_error = case when c.has_body then null else 'the raw delivery is gone' end
   from chosen c
   where i.id = c.id and i.state = 'dead'
   returning i.id, c.has_body as replayed`,
);
