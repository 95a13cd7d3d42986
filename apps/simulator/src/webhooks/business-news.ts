import type { SimulatorClock } from '../clock.js';
import type { Customer } from '../customers/customer.js';
import { digitsOf } from '../customers/phone-number.js';
import type { MessageLog } from '../messages/message-log.js';
import type { MessageRecord } from '../messages/message-record.js';
import { mintWamid } from '../messages/wamid.js';
import type { SimulatorSettings } from '../settings.js';
import { messagesValue, seconds } from './envelope.js';
import type { WebhookSender } from './webhook-sender.js';

/** What somebody of the business writes on the phone that shares its number. */
export interface Echo {
  readonly type: string;
  /** E.g. `{ text: { body: 'Hi' } }`. */
  readonly wire: Readonly<Record<string, unknown>>;
  readonly text: string | null;
}

/** What Meta tells a business of itself: what it wrote elsewhere, and what became of its number, account and templates. */
export class BusinessNews {
  constructor(
    private readonly settings: SimulatorSettings,
    private readonly clock: SimulatorClock,
    private readonly log: MessageLog,
    private readonly webhooks: WebhookSender,
  ) {}

  /** A message on the customer's phone that no API call made; only for numbers that are also in the phone app (coexistence). */
  echo(customer: Customer, { type, wire, text }: Echo): MessageRecord {
    const id = mintWamid(customer.hidesPhone ? customer.bsuid : digitsOf(customer.phone), 'outbound');
    const record = this.log.add({
      id,
      direction: 'outbound',
      phone: customer.phone,
      bsuid: customer.bsuid,
      type,
      text,
      wire,
      choices: [],
      contextId: null,
      callbackData: null,
      at: this.clock.iso(),
      acceptedAt: new Date().toISOString(),
      // No status is reported of it: the phone app shows its own.
      status: 'read',
      statuses: [],
      chosenId: null,
      webhook: null,
    });
    const message = {
      from: this.settings.displayPhoneNumber,
      ...(customer.hidesPhone ? {} : { to: digitsOf(customer.phone) }),
      to_user_id: customer.bsuid,
      id,
      timestamp: seconds(this.clock.now()),
      type,
      ...wire,
    };
    this.webhooks.send({
      kind: 'raw',
      phone: customer.phone,
      messageIds: [id],
      field: 'smb_message_echoes',
      value: messagesValue(this.settings, { message_echoes: [message] }),
    });
    return record;
  }

  /** A change of any other field, its value exactly as given. */
  tell(field: string, value: Readonly<Record<string, unknown>>): void {
    this.webhooks.send({ kind: 'raw', phone: null, messageIds: [], field, value, time: Math.floor(this.clock.now() / 1000) });
  }
}
