import { Injectable } from '@nestjs/common';
import { DeliveryArchive } from '@parley/conversation';
import type { Transaction } from '@parley/platform';
import {
  discardItems,
  discardStatuses,
  dropBody,
  readArchive,
  readBody,
  replaceBody,
  waitingMessages,
} from '../persistence/archive-statements.js';
import { dropStatus, eraseFromBody, type Place, traceBytes } from './erase-from-body.js';

/** A transaction of this size reads a megabyte or two and takes milliseconds. */
const DELIVERIES_AT_ONCE = 1_000;

/** Deliveries as WhatsApp sent them: what of them is a person's. */
@Injectable()
export class RawDeliveryArchive extends DeliveryArchive {
  async discard(tx: Transaction, conversationIds: readonly string[], wamids: readonly string[]): Promise<void> {
    await tx.run(discardItems, [conversationIds, wamids]);
  }

  async erase(tx: Transaction, traces: readonly string[], until: Date, after: string): Promise<string | null> {
    const rows = await tx.run(readArchive, [after, traceBytes(traces), DELIVERIES_AT_ONCE, until]);
    const found = rows.flatMap(({ id, body }) => (body ? [{ id, body }] : []));
    const waiting = found.length === 0 ? [] : await tx.run(waitingMessages, [found.map(({ id }) => id)]);
    const statuses: (Place & { readonly raw_id: string })[] = [];
    for (const { id, body } of found) {
      const ofThis = waiting.filter((item) => item.raw_id === id);
      const erased = eraseFromBody(body, traces, ofThis);
      statuses.push(...erased.statuses.map((place) => ({ ...place, raw_id: id })));
      if (erased.left === null) await tx.run(dropBody, [id]);
      else if (erased.left !== body) await tx.run(replaceBody, [id, erased.left]);
    }
    if (statuses.length > 0) await tx.run(discardStatuses, placesOf(statuses));
    const last = rows.at(-1);
    return last && rows.length === DELIVERIES_AT_ONCE ? last.id : null;
  }

  /** A status of a message whose contact was erased: it names them, and there is nothing left to say it of. */
  async dropStatus(tx: Transaction, item: Place & { readonly raw_id: string }): Promise<void> {
    const [raw] = await tx.run(readBody, [item.raw_id]);
    if (!raw) return;
    const left = dropStatus(raw.body, item);
    if (left === null) await tx.run(dropBody, [item.raw_id]);
    else await tx.run(replaceBody, [item.raw_id, left]);
  }
}

function placesOf(items: readonly (Place & { readonly raw_id: string })[]): unknown[][] {
  return [
    items.map((item) => item.raw_id),
    items.map((item) => item.entry_no),
    items.map((item) => item.change_no),
    items.map((item) => item.item_no),
  ];
}
