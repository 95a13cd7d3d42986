import { field, list } from './untrusted.js';

/** Where an item stands in its raw body. */
export interface ItemPlace {
  readonly raw_id: string;
  readonly entry_no: number;
  readonly change_no: number;
  readonly item_no: number;
  readonly body: Buffer | null;
}

/** Finds items in raw bodies again; each body is parsed once for all its items of a batch. */
export class RawBodies {
  private readonly parsed = new Map<string, unknown>();

  /** The `value` the item stands in, undefined when the raw body is gone. Bodies come with the first item that needs them. */
  valueOf(place: ItemPlace): unknown {
    return field(this.changeOf(place), 'value');
  }

  /** The change the item stands in, or is. */
  changeOf(place: ItemPlace): unknown {
    return list(field(this.entryOf(place), 'changes'))[place.change_no];
  }

  entryOf(place: ItemPlace): unknown {
    if (place.body && !this.parsed.has(place.raw_id)) this.parsed.set(place.raw_id, JSON.parse(place.body.toString('utf8')));
    return list(field(this.parsed.get(place.raw_id), 'entry'))[place.entry_no];
  }
}
