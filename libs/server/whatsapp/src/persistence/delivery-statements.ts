import type { Introductions } from '@parley/conversation';
import { type Database, statement } from '@parley/platform';
import type { DeliveryItem } from '../inbound/read-delivery.js';

export interface DeliveryRow {
  readonly body: Buffer;
  readonly outcome: 'stored' | 'unparseable';
  readonly requestId: string;
  readonly items: readonly ItemRow[];
}

export interface ItemRow {
  readonly item: DeliveryItem;
  readonly conversationId: string | null;
  /** Whose conversation is looked for while it is stored: the number of a stranger. */
  readonly strangerNo: number | null;
}

/** How many items were new, and how many we had already. */
export interface Stored {
  readonly stored: number;
  readonly duplicates: number;
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
const storeDeliveries = statement<Stored>(
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

/**
 * The same, and in the same round trip and transaction it is found who the strangers among the senders are, and whoever is new is made
 * (the migration `take-in-deliveries`). No row: nothing was written, because one of them is more than plainly known or plainly new.
 */
const takeIn = statement<Stored & { lanes: string[] }>(
  'whatsapp-take-in-deliveries',
  `select stored, duplicates, lanes from take_in_deliveries(
     $1::uuid, $2::int[], $3::text[], $4::text[], $5::boolean[], $6::uuid[], $7::uuid[], $8::text[],
     $9::bytea, $10::bytea, $11::int[], $12::int[], $13::text[], $14::int[], $15::text[],
     $16::int[], $17::int[], $18::int[], $19::int[], $20::text[], $21::uuid[], $22::int[], $23::text[], $24::text[])`,
);

/** Makes the deliveries durable, when the conversation of each of their items is known. */
export async function insertDeliveries(database: Database, deliveries: readonly DeliveryRow[]): Promise<Stored> {
  const items = itemsOf(deliveries);
  const [row] = await database.run(storeDeliveries, [
    ...deliveryParameters(deliveries, items),
    plainArray(items.map(({ row }) => row.conversationId)),
    ...lastParameters(items),
  ]);
  return row ?? { stored: 0, duplicates: 0 };
}

/**
 * Makes the deliveries durable, and the strangers who wrote them contacts.
 * @returns also the conversations of the strangers, by their numbers; undefined when that takes more than one look, and nothing was written
 */
export async function takeInDeliveries(
  database: Database,
  channelId: string,
  strangers: Introductions,
  deliveries: readonly DeliveryRow[],
): Promise<(Stored & { readonly lanes: readonly string[] }) | undefined> {
  const items = itemsOf(deliveries);
  const [row] = await database.run(takeIn, [
    channelId,
    ...strangers,
    ...deliveryParameters(deliveries, items),
    plainArray(items.map(({ row }) => row.conversationId)),
    plainArray(items.map(({ row }) => row.strangerNo)),
    ...lastParameters(items),
  ]);
  return row;
}

interface PlacedItem {
  readonly row: ItemRow;
  readonly item: DeliveryItem;
  readonly deliveryNo: number;
}

function itemsOf(deliveries: readonly DeliveryRow[]): PlacedItem[] {
  return deliveries.flatMap((delivery, index) => delivery.items.map((row) => ({ row, item: row.item, deliveryNo: index + 1 })));
}

/** From the bodies to the kinds of the items. */
function deliveryParameters(deliveries: readonly DeliveryRow[], items: readonly PlacedItem[]): unknown[] {
  const starts: number[] = [];
  const lengths: number[] = [];
  let end = 0;
  for (const { body } of deliveries) {
    starts.push(end + 1);
    lengths.push(body.length);
    end += body.length;
  }
  return [
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
  ];
}

function lastParameters(items: readonly PlacedItem[]): unknown[] {
  // Ids of Meta's may hold whatever is printable, so the driver quotes them.
  return [items.map(({ item }) => item.wamid), plainArray(items.map(({ item }) => item.state))];
}

/** PostgreSQL's text form of an array of numbers, ids or words of ours: nothing in it needs quotes, so nobody has to look for them. */
function plainArray(values: readonly (number | string | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join(',')}}`;
}
