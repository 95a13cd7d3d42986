import type { Customer } from '../customers/customer.js';
import { digitsOf } from '../customers/phone-number.js';
import type { SimulatorSettings } from '../settings.js';

/** The `value` of one change. */
export type WebhookValue = Readonly<Record<string, unknown>>;

/** One thing to be told. */
export interface WebhookChange {
  /** `messages`, `smb_message_echoes`, `account_update`, … */
  readonly field: string;
  readonly value: WebhookValue;
  /** Whole seconds since 1970: of the account and its templates, whose values say no time themselves. */
  readonly time?: number;
}

/** A change as Meta sends it: one message or one status with the business number it belongs to. */
export function messagesValue(settings: SimulatorSettings, parts: Readonly<Record<string, unknown>>): WebhookValue {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: settings.displayPhoneNumber, phone_number_id: settings.phoneNumberId },
    ...parts,
  };
}

/** One body with these changes, all in one entry: that is how Meta batches updates of one WhatsApp Business account. */
export function envelope(settings: SimulatorSettings, changes: readonly WebhookChange[]): unknown {
  const time = changes.find((change) => change.time !== undefined)?.time;
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: settings.businessAccountId,
        ...(time === undefined ? {} : { time }),
        changes: changes.map(({ field, value }) => ({ value, field })),
      },
    ],
  };
}

/** The `contacts` block. A hidden number is left out, not emptied; the username stands there only for those who have one. */
export function contactBlock(customer: Customer): Readonly<Record<string, unknown>> {
  return {
    profile: { name: customer.name, ...(customer.username ? { username: `@${customer.username}` } : {}) },
    ...(customer.hidesPhone ? {} : { wa_id: digitsOf(customer.phone) }),
    user_id: customer.bsuid,
  };
}

export const seconds = (ms: number): string => String(Math.floor(ms / 1000));
