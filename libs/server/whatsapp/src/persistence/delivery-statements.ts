import { type Database, statement } from '@parley/platform';
import type { DeliveryItem } from '../inbound/read-delivery.js';

export interface DeliveryRow {
  readonly body: Buffer;
  readonly outcome: 'stored' | 'unparseable';
  readonly requestId: string;
  readonly items: readonly (DeliveryItem & { readonly conversationId: string | null })[];
}

/**
 * All deliveries of a group in one statement, which is one transaction and one flush to disk.
 * - `settings`: whatever the server's default, an answer 200 means flushed; and a lock held by somebody else for a second is an
 *   error, not a wait, because Meta is waiting behind it.
 * - Ids are drawn in the order of arrival, but rows go in by dedupe key: two processes that store the same items at the same time
 *   then wait for each other in one direction only.
 * - A raw body is kept when at least one of its items is new, or when it has none: a repeated delivery leaves no trace.
 * - Bodies and keys travel as one binary value each and are cut here; as arrays they would be sent as hexadecimal text.
 */
const storeDeliveries = statement<{ stored: number; duplicates: number }>(
  'whatsapp-store-deliveries',
  `with settings as materialized (
     select set_config('synchronous_commit', 'on', true), set_config('lock_timeout', '1000', true)
   ),
   delivery as materialized (
     select nextval('webhook_raw_id_seq') as raw_id, d.*
     from settings, unnest($3::int[], $4::int[], $5::text[], $6::int[], $7::text[])
       with ordinality as d(start, length, outcome, item_count, request_id, no)
   ),
   item as materialized (
     select nextval('inbox_id_seq') as id, i.*, substring($2::bytea from (i.no::int - 1) * 32 + 1 for 32) as dedupe_key
     from unnest($8::int[], $9::int[], $10::int[], $11::int[], $12::text[], $13::uuid[], $14::text[], $15::text[])
       with ordinality as i(delivery_no, entry_no, change_no, item_no, kind, conversation_id, wamid, state, no)
   ),
   stored as (
     insert into inbox (id, raw_id, entry_no, change_no, item_no, kind, dedupe_key, conversation_id, wamid, state)
     overriding system value
     select i.id, d.raw_id, i.entry_no, i.change_no, i.item_no, i.kind, i.dedupe_key, i.conversation_id, i.wamid, i.state
     from item i join delivery d on d.no = i.delivery_no
     order by i.dedupe_key, i.id
     on conflict (dedupe_key) do nothing
     returning raw_id
   ),
   kept as (
     insert into webhook_raw (id, body, outcome, item_count, request_id)
     overriding system value
     select raw_id, substring($1::bytea from start for length), outcome, item_count, request_id
     from delivery
     where item_count = 0 or raw_id in (select raw_id from stored)
   )
   select (select count(*)::int from stored) as stored,
          (select count(*)::int from item) - (select count(*)::int from stored) as duplicates`,
);

/** Makes the deliveries durable. @returns how many items were new, and how many we had already */
export async function insertDeliveries(
  database: Database,
  deliveries: readonly DeliveryRow[],
): Promise<{ stored: number; duplicates: number }> {
  const starts: number[] = [];
  const lengths: number[] = [];
  let end = 0;
  for (const { body } of deliveries) {
    starts.push(end + 1);
    lengths.push(body.length);
    end += body.length;
  }
  const items = deliveries.flatMap((delivery, index) => delivery.items.map((item) => ({ item, deliveryNo: index + 1 })));
  const [row] = await database.run(storeDeliveries, [
    Buffer.concat(deliveries.map(({ body }) => body)),
    Buffer.concat(items.map(({ item }) => item.dedupeKey)),
    plainArray(starts),
    plainArray(lengths),
    plainArray(deliveries.map(({ outcome }) => outcome)),
    plainArray(deliveries.map((delivery) => delivery.items.length)),
    deliveries.map(({ requestId }) => requestId),
    plainArray(items.map(({ deliveryNo }) => deliveryNo)),
    plainArray(items.map(({ item }) => item.entryNo)),
    plainArray(items.map(({ item }) => item.changeNo)),
    plainArray(items.map(({ item }) => item.itemNo)),
    plainArray(items.map(({ item }) => item.kind)),
    plainArray(items.map(({ item }) => item.conversationId)),
    // Ids of Meta's may hold whatever is printable, so the driver quotes them.
    items.map(({ item }) => item.wamid),
    plainArray(items.map(({ item }) => item.state)),
  ]);
  return row ?? { stored: 0, duplicates: 0 };
}

/** PostgreSQL's text form of an array of numbers, ids or words of ours: nothing in it needs quotes, so nobody has to look for them. */
function plainArray(values: readonly (number | string | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}
