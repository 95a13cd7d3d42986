import type { SimulatorClock } from '../clock.js';
import type { CustomerBook } from '../customers/customer-book.js';
import type { Customer } from '../customers/customer.js';
import { digitsOf } from '../customers/phone-number.js';
import type { FaultBoard } from '../faults/fault-board.js';
import type { MessageLog } from '../messages/message-log.js';
import type { MessageRecord, MessageStatus, StatusError } from '../messages/message-record.js';
import type { SimulatorSettings } from '../settings.js';
import { contactBlock, messagesValue, seconds } from './envelope.js';
import type { WebhookSender } from './webhook-sender.js';

/** Carries what the business sent from one tick to the next, and reports each step: sent, delivered, read, or failed. */
export class StatusJourney {
  private readonly timers = new Set<NodeJS.Timeout>();
  /** Messages whose statuses a fault swallows. */
  private readonly silent = new Set<string>();

  constructor(
    private readonly settings: SimulatorSettings,
    private readonly clock: SimulatorClock,
    private readonly log: MessageLog,
    private readonly customers: CustomerBook,
    private readonly ways: { readonly faults: FaultBoard; readonly webhooks: WebhookSender },
  ) {}

  /** Begins with an accepted message. With `failure` the journey ends there: accepted, then reported `failed`. */
  begin(record: MessageRecord, customer: Customer, failure: StatusError | null): void {
    if (this.ways.faults.take('lose-statuses', customer.phone)) this.silent.add(record.id);
    const delays = this.settings.behaviour.statusDelaysMs;
    this.after(delays.sent, () => {
      if (failure) return this.report(record, customer, 'failed', [failure]);
      this.report(record, customer, 'sent');
      // Reactions get no more than `sent`, as with Meta.
      if (record.type === 'reaction') return;
      this.after(Math.max(0, delays.delivered - delays.sent), () => this.deliver(record, customer));
    });
  }

  /** After a restart: what was accepted goes on its way. */
  resume(customer: Customer): void {
    for (const record of this.log.thread(customer.phone)) {
      if (record.direction === 'outbound' && record.status === 'accepted') this.begin(record, customer, null);
    }
    this.deliverWaiting(customer);
  }

  /** The phone is online again: everything that waited at one tick arrives, in order. */
  deliverWaiting(customer: Customer): void {
    for (const record of this.log.thread(customer.phone)) {
      if (record.direction === 'outbound' && record.status === 'sent' && record.type !== 'reaction') this.deliver(record, customer);
    }
  }

  /** The chat came on screen: everything that arrived is read. */
  readWaiting(customer: Customer): void {
    for (const record of this.log.thread(customer.phone)) {
      if (record.direction === 'outbound' && record.status === 'delivered') this.read(record, customer);
    }
  }

  reset(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.silent.clear();
  }

  private deliver(record: MessageRecord, customer: Customer): void {
    if (!customer.online || record.status !== 'sent') return;
    this.report(record, customer, 'delivered');
    if (this.customers.isOnScreen(customer.phone) || (this.settings.behaviour.reads === 'auto' && !this.customers.isPageOpen)) {
      this.after(this.settings.behaviour.statusDelaysMs.read, () => this.read(record, customer));
    }
  }

  private read(record: MessageRecord, customer: Customer): void {
    if (customer.online && customer.readReceipts && record.status === 'delivered') this.report(record, customer, 'read');
  }

  private report(record: MessageRecord, customer: Customer, status: MessageStatus, errors: readonly StatusError[] = []): void {
    const now = this.clock.now();
    this.log.addStatus(record, { status, at: new Date(now).toISOString(), ...(errors.length > 0 ? { errors } : {}) });
    if (this.silent.has(record.id)) return;

    const failed = status === 'failed';
    const sentToPhone = typeof record.wire['to'] === 'string';
    const entry = {
      id: record.id,
      status,
      timestamp: seconds(now),
      // A hidden number stays hidden in the status, unless it is the very number the business wrote to.
      ...(sentToPhone || !customer.hidesPhone ? { recipient_id: digitsOf(customer.phone) } : {}),
      ...(failed && sentToPhone ? {} : { recipient_user_id: customer.bsuid }),
      ...(record.callbackData === null ? {} : { biz_opaque_callback_data: record.callbackData }),
      ...(status === 'sent' || status === 'delivered' ? { pricing: pricing(record) } : {}),
      ...(failed ? { errors: errors.map(wireError) } : {}),
    };
    this.ways.webhooks.send({
      kind: 'status',
      phone: customer.phone,
      messageIds: [record.id],
      value: messagesValue(this.settings, { ...(failed ? {} : { contacts: [contactBlock(customer)] }), statuses: [entry] }),
    });
  }

  private after(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    this.timers.add(timer);
  }
}

const pricing = (record: MessageRecord): Readonly<Record<string, unknown>> =>
  record.type === 'template'
    ? { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' }
    : { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' };

const wireError = (error: StatusError): Readonly<Record<string, unknown>> => ({
  code: error.code,
  title: error.title,
  message: error.title,
  error_data: { details: error.details },
  href: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes',
});
