import { field, list } from './untrusted.js';
import { ECHOES } from './webhook-fields.js';

/** Where an item stands in its raw body. */
export interface ItemPlace {
  readonly raw_id: string;
  readonly entry_no: number;
  readonly change_no: number;
  readonly item_no: number;
  readonly body: Buffer | null;
}

/** A customer's message, or one written to them on the phone that shares our number. */
export interface StoredMessage {
  readonly message: unknown;
  readonly contacts: unknown;
  readonly isEcho: boolean;
}

/** Finds items in raw bodies again; each body is parsed once for all its items of a batch. */
export class RawBodies {
  private readonly parsed = new Map<string, unknown>();

  /** The `value` the item stands in, undefined when the raw body is gone. Bodies come with the first item that needs them. */
  valueOf(place: ItemPlace): unknown {
    return field(this.changeOf(place), 'value');
  }

  /** What an item of kind `message` is; `message` is missing when the raw body, or what stood there, is gone. */
  messageOf(place: ItemPlace): StoredMessage {
    const change = this.changeOf(place);
    const value = field(change, 'value');
    const isEcho = field(change, 'field') === ECHOES;
    const message = list(field(value, isEcho ? 'message_echoes' : 'messages'))[place.item_no] ?? undefined;
    return { message, contacts: field(value, 'contacts'), isEcho };
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
