import { CLOUD_API_LIMITS, type WireSendAnswer } from '@parley/whatsapp-protocol';
import type { SimulatorClock } from '../clock.js';
import type { CustomerBook } from '../customers/customer-book.js';
import type { Customer } from '../customers/customer.js';
import { digitsOf, readPhoneNumber } from '../customers/phone-number.js';
import type { FaultBoard } from '../faults/fault-board.js';
import type { MessageLog } from '../messages/message-log.js';
import type { StatusError } from '../messages/message-record.js';
import { mintWamid } from '../messages/wamid.js';
import type { SimulatorSettings } from '../settings.js';
import type { StatusJourney } from '../webhooks/status-journey.js';
import { isFields, optionalTextIn, textIn, type Fields } from './content/fields.js';
import { readContent } from './content/read-content.js';
import { failure, invalidParameter, invalidValue, missingParameter, refusal } from './graph-error.js';
import { PairLimit } from './limits/pair-limit.js';
import { Throughput } from './limits/throughput.js';
import type { MediaStore } from './media/media-store.js';
import type { TemplateShelf } from './templates/template-shelf.js';

interface Recipient {
  readonly customer: Customer;
  /** As the business wrote it. */
  readonly input: string;
  readonly by: 'phone' | 'bsuid';
}

export interface SendCollaborators {
  readonly settings: SimulatorSettings;
  readonly clock: SimulatorClock;
  readonly customers: CustomerBook;
  readonly log: MessageLog;
  readonly faults: FaultBoard;
  readonly journey: StatusJourney;
  readonly media: MediaStore;
  readonly templates: TemplateShelf;
}

/** `POST /{phone number id}/messages` with content: refuses as Meta refuses, or accepts, records and starts the ticks. */
export class SendMessage {
  private readonly throughput: Throughput;
  private readonly pairs: PairLimit;

  constructor(private readonly parts: SendCollaborators) {
    this.throughput = new Throughput(parts.clock);
    this.pairs = new PairLimit(parts.clock);
  }

  /** Throws GraphError. Nothing is recorded unless it returns. */
  execute(body: Fields): { answer: WireSendAnswer; phone: string } {
    const { settings, clock, customers, log, journey, media, templates } = this.parts;
    const type = optionalTextIn(body, 'type', 'type') ?? 'text';
    const content = readContent(type, body, media, templates);
    const contextId = readContext(body);
    const callbackData = readCallbackData(body);
    const recipient = this.readRecipient(body);
    const { customer } = recipient;
    if (content.needsPhone && recipient.by === 'bsuid') throw refusal(131062);

    if (!this.throughput.allows(settings.behaviour.messagesPerSecond)) throw refusal(130429);
    if (settings.behaviour.pairLimit && !this.pairs.allows(customer.phone)) throw refusal(131056);
    const doomed = this.foreseeFailure(type, body, customer);

    const user = recipient.by === 'phone' ? digitsOf(customer.phone) : customer.bsuid;
    const record = log.add({
      id: mintWamid(user, 'outbound'),
      direction: 'outbound',
      phone: customer.phone,
      bsuid: customer.bsuid,
      type,
      text: content.text,
      wire: body,
      choices: content.choices,
      ...(content.actions === undefined ? {} : { actions: content.actions }),
      contextId,
      callbackData,
      at: clock.iso(),
      acceptedAt: new Date().toISOString(),
      status: 'accepted',
      statuses: [],
      chosenId: null,
      webhook: null,
    });
    if (customer.typingUntil !== null) {
      // An answer ends "typing…".
      customer.typingUntil = null;
      customers.changed(customer);
    }
    journey.begin(record, customer, doomed);

    const who = recipient.by === 'phone' ? { wa_id: digitsOf(customer.phone) } : { user_id: customer.bsuid };
    const status = type === 'template' ? { message_status: content.messageStatus ?? 'accepted' } : {};
    return {
      answer: {
        messaging_product: 'whatsapp',
        contacts: [{ input: recipient.input, ...who }],
        messages: [{ id: record.id, ...status }],
      },
      phone: customer.phone,
    };
  }

  reset(): void {
    this.throughput.clear();
    this.pairs.clear();
  }

  /** Refuses at once, or says with which error the accepted message will fail. */
  private foreseeFailure(type: string, body: Fields, customer: Customer): StatusError | null {
    const { settings, customers, log, faults } = this.parts;
    if (type !== 'template' && !customers.isWindowOpen(customer)) {
      if (settings.behaviour.windowErrors === 'sync') throw refusal(131047);
      return failure(131047);
    }
    if (faults.take('undeliverable', customer.phone)) return failure(131026);
    const target = type === 'reaction' && isFields(body['reaction']) ? log.find(String(body['reaction']['message_id'])) : undefined;
    if (type === 'reaction' && (!target || target.type === 'reaction')) return failure(131009);
    return null;
  }

  private readRecipient(body: Fields): Recipient {
    const { settings, customers } = this.parts;
    const kind = optionalTextIn(body, 'recipient_type', 'recipient_type') ?? 'individual';
    if (kind !== 'individual') throw invalidParameter(`Param recipient_type must be one of {INDIVIDUAL} - got "${kind}".`);
    // `to` wins when both are there.
    const to = body['to'];
    if (to !== undefined && to !== null) {
      const input = textIn(body, 'to', 'to');
      const phone = readPhoneNumber(input);
      if (!phone) throw invalidValue('to: not a phone number with its country code.');
      if (digitsOf(phone) === settings.displayPhoneNumber) throw refusal(131021);
      return { customer: customers.ensure(phone), input, by: 'phone' };
    }
    const input = optionalTextIn(body, 'recipient', 'recipient');
    if (input === null) throw missingParameter("Parameter 'to' or 'recipient' is mandatory.");
    if (!/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(input)) throw invalidValue('recipient: not a business-scoped user id.');
    const customer = customers.findByBsuid(input);
    if (!customer) throw refusal(131026);
    return { customer, input, by: 'bsuid' };
  }
}

function readContext(body: Fields): string | null {
  const context = body['context'];
  if (context === undefined || context === null) return null;
  if (!isFields(context)) throw invalidParameter('Param context must be a JSON object.');
  return textIn(context, 'message_id', 'context.message_id');
}

function readCallbackData(body: Fields): string | null {
  const data = body['biz_opaque_callback_data'];
  if (data === undefined || data === null) return null;
  if (typeof data !== 'string') throw invalidParameter('Param biz_opaque_callback_data must be a string.');
  if (data.length > CLOUD_API_LIMITS.callbackData) {
    throw invalidParameter(`Param biz_opaque_callback_data must be at most ${CLOUD_API_LIMITS.callbackData} characters long.`);
  }
  return data;
}
