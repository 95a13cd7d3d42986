import { PHONE_NUMBER_ID } from './whatsapp-app.js';

let made = 0;

/** An id nobody used before. */
export function aWamid(): string {
  made += 1;
  return `wamid.TEST${process.pid}X${made}`;
}

export function nowInSeconds(): string {
  return String(Math.floor(Date.now() / 1000));
}

type Fields = Record<string, unknown>;

/** A text from one customer; every field can be replaced, and left out with `undefined`. */
export function aTextMessage(fields: Fields = {}): Fields {
  return { from: '447700900321', id: aWamid(), timestamp: nowInSeconds(), type: 'text', text: { body: 'Hi' }, ...fields };
}

export function aStatus(fields: Fields = {}): Fields {
  return { id: aWamid(), status: 'sent', timestamp: nowInSeconds(), recipient_id: '447700900321', ...fields };
}

export function aChange(value: Fields = {}, field = 'messages'): Fields {
  return {
    field,
    value: {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '442079460123', phone_number_id: PHONE_NUMBER_ID },
      ...value,
    },
  };
}

export function aContact(fields: Fields = {}): Fields {
  return { profile: { name: 'Maya' }, wa_id: '447700900321', ...fields };
}

/** A delivery as Meta sends it, with one entry of these changes. */
export function aDelivery(...changes: unknown[]): string {
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes }] });
}

/** The usual one: a text with its contact. */
export function aTextDelivery(fields: Fields = {}): string {
  const message = aTextMessage(fields);
  const from = typeof message['from'] === 'string' ? { wa_id: message['from'] } : {};
  return aDelivery(aChange({ contacts: [aContact(from)], messages: [message] }));
}
