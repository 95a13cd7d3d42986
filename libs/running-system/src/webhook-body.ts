import { createHmac, randomBytes } from 'node:crypto';

/** What stands in a body: a message of a contact, or a delivery status. */
export type WebhookItem = MessageItem | StatusItem;

export interface MessageItem {
  readonly kind: 'message';
  readonly wamid: string;
  /** `+` and digits. */
  readonly phone: string;
  readonly text: string;
  /** As on the wire, without `from`, `id`. */
  readonly wire: Readonly<Record<string, unknown>>;
}

export type ReportedStatus = 'sent' | 'delivered' | 'read' | 'failed';

export interface StatusItem {
  readonly kind: 'status';
  readonly wamid: string;
  readonly status: ReportedStatus;
  readonly wire: Readonly<Record<string, unknown>>;
}

const BUSINESS_NUMBER = '442079460123';

/** A text message of a contact. @param at WhatsApp's time, now unless given */
export function aText(phone: string, text: string, at: Date = new Date()): MessageItem {
  return {
    kind: 'message',
    wamid: aWamid(phone),
    phone,
    text,
    wire: { timestamp: seconds(at), type: 'text', text: { body: text } },
  };
}

/** A tap on a reply button. @param contextWamid the message that carried it */
export function aTap(phone: string, button: { readonly id: string; readonly title: string }, contextWamid?: string): MessageItem {
  const context = contextWamid === undefined ? {} : { context: { id: contextWamid } };
  const interactive = { type: 'button_reply', button_reply: button };
  return {
    kind: 'message',
    wamid: aWamid(phone),
    phone,
    text: button.title,
    wire: { timestamp: seconds(new Date()), type: 'interactive', interactive, ...context },
  };
}

/** A delivery status of a message the business sent. @param options `callbackData`: what the message carried in `biz_opaque_callback_data` */
export function aStatus(
  wamid: string,
  status: ReportedStatus,
  options: { callbackData?: string | null; at?: Date; to?: string; code?: number } = {},
): StatusItem {
  const wire = {
    timestamp: seconds(options.at ?? new Date()),
    recipient_id: (options.to ?? '+447700900000').slice(1),
    ...(options.callbackData ? { biz_opaque_callback_data: options.callbackData } : {}),
    ...(status === 'failed' ? { errors: [{ code: options.code ?? 131026, title: 'Message undeliverable' }] } : {}),
  };
  return { kind: 'status', wamid, status, wire };
}

/** Like Meta's: the contact's number is inside, which is why a wamid counts as personal data. */
export function aWamid(phone: string): string {
  return `wamid.${Buffer.concat([Buffer.from(phone.slice(1)), randomBytes(12)]).toString('base64url')}`;
}

/** The bytes of one delivery with these items, in this order: messages and statuses each in a change of their own. */
export function bodyOf(phoneNumberId: string, items: readonly WebhookItem[]): string {
  const metadata = { display_phone_number: BUSINESS_NUMBER, phone_number_id: phoneNumberId };
  const change = (value: Record<string, unknown>): unknown => ({
    field: 'messages',
    value: { messaging_product: 'whatsapp', metadata, ...value },
  });
  const messages = items.filter((item) => item.kind === 'message');
  const statuses = items.filter((item) => item.kind === 'status');
  const senders = [...new Set(messages.map(({ phone }) => phone.slice(1)))];
  const changes = [
    ...(messages.length === 0
      ? []
      : [
          change({
            contacts: senders.map((digits) => ({ profile: { name: `Contact ${digits.slice(-3)}` }, wa_id: digits })),
            messages: messages.map(({ phone, wamid, wire }) => ({ from: phone.slice(1), id: wamid, ...wire })),
          }),
        ]),
    ...(statuses.length === 0 ? [] : [change({ statuses: statuses.map(({ wamid, status, wire }) => ({ id: wamid, status, ...wire })) })]),
  ];
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '100000000000001', changes }] });
}

/** The header value Meta sends with these bytes. */
export function signatureOf(appSecret: string, body: string | Uint8Array): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

function seconds(at: Date): string {
  return String(Math.floor(at.getTime() / 1000));
}
