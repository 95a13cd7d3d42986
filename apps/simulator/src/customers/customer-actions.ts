import { CUSTOMER_SERVICE_WINDOW_MS } from '@parley/whatsapp-protocol';
import type { SimulatorClock } from '../clock.js';
import type { MessageLog } from '../messages/message-log.js';
import type { Choice, MessageRecord } from '../messages/message-record.js';
import { mintWamid } from '../messages/wamid.js';
import type { SimulatorSettings } from '../settings.js';
import { contactBlock, messagesValue, seconds } from '../webhooks/envelope.js';
import type { StatusJourney } from '../webhooks/status-journey.js';
import type { DeliveryAttempt, WebhookDelivery } from '../webhooks/webhook-delivery.js';
import type { WebhookSender } from '../webhooks/webhook-sender.js';
import type { CustomerBook, CustomerChanges } from './customer-book.js';
import type { Customer } from './customer.js';
import { digitsOf } from './phone-number.js';

/** What the customer writes: the part of a wire message that depends on its kind. */
export interface Writing {
  readonly type: string;
  /** E.g. `{ text: { body: 'Hi' } }`; stands beside `id`, `from`, `timestamp` and `type` in the webhook. */
  readonly wire: Readonly<Record<string, unknown>>;
  readonly text: string | null;
  readonly contextId?: string | null;
  /** Milliseconds: the message's own time, for messages that arrive late. Default: now on the simulator's clock. */
  readonly sentAt?: number | null;
}

/** Everything a customer does with the phone in hand. */
export class CustomerActions {
  constructor(
    private readonly settings: SimulatorSettings,
    private readonly clock: SimulatorClock,
    private readonly customers: CustomerBook,
    private readonly log: MessageLog,
    private readonly ways: { readonly webhooks: WebhookSender; readonly journey: StatusJourney },
  ) {}

  /** Writes a message. In airplane mode it stays on the phone, in order, until the phone is online again. */
  write(customer: Customer, writing: Writing): MessageRecord {
    const record = this.log.add({
      id: mintWamid(customer.hidesPhone ? customer.bsuid : digitsOf(customer.phone), 'inbound'),
      direction: 'inbound',
      phone: customer.phone,
      bsuid: customer.bsuid,
      type: writing.type,
      text: writing.text,
      wire: writing.wire,
      choices: [],
      contextId: writing.contextId ?? null,
      callbackData: null,
      at: new Date(writing.sentAt ?? this.clock.now()).toISOString(),
      acceptedAt: new Date().toISOString(),
      status: customer.online ? 'sent' : 'queued',
      statuses: [],
      chosenId: null,
      webhook: { attempts: 0, deliveredAt: null },
    });
    if (customer.online) this.post(record, customer);
    return record;
  }

  /** Taps a button or a row. Returns null when nothing on this phone carries the id (or `messageId` does not). */
  tap(customer: Customer, id: string, messageId: string | null): MessageRecord | null {
    const carrier = this.log
      .thread(customer.phone)
      .findLast(
        (record) =>
          record.direction === 'outbound' &&
          record.status !== 'failed' &&
          (messageId === null || record.id === messageId) &&
          record.choices.some((choice) => choice.id === id),
      );
    const choice = carrier?.choices.find((candidate) => candidate.id === id);
    if (!carrier || !choice) return null;
    carrier.chosenId = id;
    this.log.touch(carrier);
    // A template's quick reply comes back as a kind of its own.
    const wire =
      carrier.type === 'template'
        ? { type: 'button', wire: { button: { payload: choice.id, text: choice.title } } }
        : { type: 'interactive', wire: { interactive: replyTo(carrier, choice) } };
    return this.write(customer, {
      ...wire,
      text: choice.title,
      contextId: carrier.id,
    });
  }

  /** Changes what is known of a customer; going online lets everything through that waited, in both directions. */
  change(customer: Customer, changes: CustomerChanges): void {
    const wasOnline = customer.online;
    this.customers.ensure(customer.phone, changes);
    if (wasOnline || !customer.online) return;
    for (const record of this.log.thread(customer.phone)) {
      if (record.direction !== 'inbound' || record.status !== 'queued') continue;
      this.log.addStatus(record, { status: 'sent', at: this.clock.iso() });
      this.post(record, customer);
    }
    this.ways.journey.deliverWaiting(customer);
  }

  /** Sends a wire message exactly as given but for `id`, sender and time where they are missing. The same id may be sent again. */
  writeRaw(customer: Customer, message: Readonly<Record<string, unknown>>): { id: string } {
    const type = typeof message['type'] === 'string' ? message['type'] : 'unknown';
    const given = message['id'];
    if (typeof given === 'string' && this.log.find(given)) {
      this.send(customer, given, { ...this.senderOf(customer), timestamp: seconds(this.clock.now()), ...message });
      return { id: given };
    }
    const id = typeof given === 'string' ? given : mintWamid(digitsOf(customer.phone), 'inbound');
    this.log.add({
      id,
      direction: 'inbound',
      phone: customer.phone,
      bsuid: customer.bsuid,
      type,
      text: null,
      wire: message,
      choices: [],
      contextId: null,
      callbackData: null,
      at: this.clock.iso(),
      acceptedAt: new Date().toISOString(),
      status: 'sent',
      statuses: [],
      chosenId: null,
      webhook: { attempts: 0, deliveredAt: null },
    });
    this.opensWindow(customer, this.clock.now());
    this.send(customer, id, { ...this.senderOf(customer), id, timestamp: seconds(this.clock.now()), ...message });
    return { id };
  }

  /** After a restart: what reached WhatsApp but not yet the business is sent again, as Meta would go on trying. */
  repost(customer: Customer): void {
    for (const record of this.log.thread(customer.phone)) {
      if (record.direction === 'inbound' && record.status === 'sent' && record.webhook?.deliveredAt === null) this.post(record, customer);
    }
  }

  /** Follows a webhook's tries: the customer's second tick comes when the business' server has answered 200. */
  webhookTried(delivery: WebhookDelivery, attempt: DeliveryAttempt): void {
    for (const id of delivery.messageIds) {
      const record = this.log.find(id);
      if (!record?.webhook) continue;
      record.webhook.attempts += 1;
      if (attempt.status === 200 && record.webhook.deliveredAt === null) {
        record.webhook.deliveredAt = attempt.at;
        if (record.status === 'sent') this.log.addStatus(record, { status: 'delivered', at: this.clock.iso() });
        else this.log.touch(record);
      }
    }
  }

  private post(record: MessageRecord, customer: Customer): void {
    // WhatsApp stamps a message when it reaches it, not when it was typed on a phone without a net.
    const waited = record.statuses.length > 0;
    const time = waited ? this.clock.now() : Date.parse(record.at);
    this.opensWindow(customer, time);
    this.send(customer, record.id, {
      ...this.senderOf(customer),
      id: record.id,
      timestamp: seconds(time),
      type: record.type,
      ...(record.contextId === null ? {} : { context: { from: this.settings.displayPhoneNumber, id: record.contextId } }),
      ...record.wire,
    });
  }

  private send(customer: Customer, id: string, message: Readonly<Record<string, unknown>>): void {
    this.ways.webhooks.send({
      kind: 'message',
      phone: customer.phone,
      messageIds: [id],
      value: messagesValue(this.settings, {
        // A system message names nobody: Meta sends it without `contacts`.
        ...(message['type'] === 'system' ? {} : { contacts: [contactBlock(customer)] }),
        messages: [message],
      }),
    });
  }

  private senderOf(customer: Customer): Readonly<Record<string, unknown>> {
    return { ...(customer.hidesPhone ? {} : { from: digitsOf(customer.phone) }), from_user_id: customer.bsuid };
  }

  private opensWindow(customer: Customer, at: number): void {
    const before = customer.lastWroteAt;
    const time = Math.min(at, this.clock.now());
    if (before !== null && before >= time) return;
    customer.lastWroteAt = time;
    // The page only shows whether the window is open; a minute more or less is no news.
    if (before === null || this.clock.now() > before + CUSTOMER_SERVICE_WINDOW_MS || time - before > 60_000)
      this.customers.changed(customer);
  }
}

function replyTo(carrier: MessageRecord, choice: Choice): Readonly<Record<string, unknown>> {
  const interactive = carrier.wire['interactive'] as { readonly type?: string } | undefined;
  return interactive?.type === 'list'
    ? { type: 'list_reply', list_reply: { ...choice } }
    : { type: 'button_reply', button_reply: { id: choice.id, title: choice.title } };
}
