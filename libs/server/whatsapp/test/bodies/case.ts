import { aChange, aContact, aDelivery, aWamid, nowInSeconds } from '../deliveries.js';

export type Fields = Record<string, unknown>;

/** A message as it is to stand in the thread of whoever sent the body. */
export interface Shown {
  readonly type: string;
  readonly text: string | null;
  /** Contained in the stored `content`. */
  readonly content?: unknown;
  readonly direction?: 'inbound' | 'outbound';
}

/** One POST, and what is to have become of it. */
export interface BodyCase {
  readonly name: string;
  /** @param from digits of a customer nobody else has */
  readonly body: (from: string) => string | Buffer;
  /** Of the contact, bot's replies left out, in order. */
  readonly shown: readonly Shown[];
  /** Items of the inbox by state, when everything is at rest; `done` = one for each message shown where not given. */
  readonly items?: Readonly<Record<string, number>>;
}

/** A body with one message of this customer; `message` replaces and adds fields. */
export function withMessage(from: string, message: Fields, more: Fields = {}): string {
  return aDelivery(aChange({ contacts: [aContact({ wa_id: from })], messages: [{ ...aMessage(from), ...message }], ...more }));
}

export function aMessage(from: string): Fields {
  return { from, id: aWamid(), timestamp: nowInSeconds() };
}

/** A case of one message of a kind. */
export function message(name: string, fields: Fields, shown: Shown): BodyCase {
  return { name, body: (from) => withMessage(from, fields), shown: [shown] };
}

export const unsupported = (content: unknown = {}): Shown => ({ type: 'unsupported', text: null, content });
