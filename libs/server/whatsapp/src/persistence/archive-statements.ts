import { statement } from '@parley/platform';

/**
 * Nothing of these conversations waits any more, and nothing that speaks of these messages. The items stay, by their HMAC, so that a
 * delivery told again adds nothing; WhatsApp's ids, which hold phone numbers, go.
 */
export const discardItems = statement(
  'whatsapp-archive-discard-items',
  `with messages as (
     update inbox set state = 'kept', last_error = null
      where conversation_id = any($1::uuid[]) and state = 'pending' and kind = 'message'
   ), shelved as (
     update inbox set state = 'kept', last_error = null where conversation_id = any($1::uuid[]) and state = 'dead'
   ), parked as (
     update inbox set state = 'kept', wamid = null where state = 'parked' and wamid = any($2::text[])
   ), pending as (
     update inbox set state = 'kept', wamid = null where state = 'pending' and kind = 'status' and wamid = any($2::text[])
   )
   update inbox set wamid = null where state = 'dead' and wamid = any($2::text[])`,
);

/** Deliveries that have come up to then, in their order; the body only of those that hold one of these bytes. */
export const readArchive = statement<{ id: string; body: Buffer | null }>(
  'whatsapp-archive-read',
  `select r.id, case when exists (select 1 from unnest($2::bytea[]) trace(bytes) where position(trace.bytes in r.body) > 0) then r.body end as body
     from webhook_raw r where r.id > $1::bigint and r.received_at <= $4 order by r.id limit $3`,
);

/** Of these deliveries, messages that are still to be applied: someone erased has written again. Two small partial indexes. */
export const waitingMessages = statement<{ raw_id: string; entry_no: number; change_no: number; item_no: number }>(
  'whatsapp-archive-waiting-messages',
  `select raw_id, entry_no, change_no, item_no from inbox where state = 'pending' and kind = 'message' and raw_id = any($1::bigint[])
   union all
   select raw_id, entry_no, change_no, item_no from inbox where state = 'dead' and raw_id = any($1::bigint[])`,
);

/** Statuses, by delivery and place, that are never to be applied; again two small partial indexes. */
export const discardStatuses = statement(
  'whatsapp-archive-discard-statuses',
  `with place as (
     select * from unnest($1::bigint[], $2::int[], $3::int[], $4::int[]) as p(raw_id, entry_no, change_no, item_no)
   ), pending as (
     update inbox i set state = 'kept', wamid = null from place p
      where i.state = 'pending' and i.kind = 'status' and i.raw_id = p.raw_id
        and (i.entry_no, i.change_no, i.item_no) = (p.entry_no, p.change_no, p.item_no)
   )
   update inbox i set state = 'kept', wamid = null from place p
    where i.state = 'parked' and i.kind = 'status' and i.raw_id = p.raw_id
      and (i.entry_no, i.change_no, i.item_no) = (p.entry_no, p.change_no, p.item_no)`,
);

/** Locked: two statuses of one delivery may be taken out at once. */
export const readBody = statement<{ body: Buffer }>(
  'whatsapp-archive-read-body',
  'select body from webhook_raw where id = $1 for no key update',
);

export const replaceBody = statement('whatsapp-archive-replace-body', 'update webhook_raw set body = $2 where id = $1');
export const dropBody = statement('whatsapp-archive-drop-body', 'delete from webhook_raw where id = $1');
