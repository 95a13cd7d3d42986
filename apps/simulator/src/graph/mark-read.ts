import type { WireSuccessAnswer } from '@parley/whatsapp-protocol';
import type { SimulatorClock } from '../clock.js';
import type { CustomerBook } from '../customers/customer-book.js';
import type { MessageLog } from '../messages/message-log.js';
import { isFields, textIn, type Fields } from './content/fields.js';
import { invalidParameter, invalidValue } from './graph-error.js';

/** "typing…" ends with an answer or after this long. */
const TYPING_MS = 25_000;

/** `POST /{phone number id}/messages` with `status: "read"`: blue ticks for the customer, and "typing…" when asked for. */
export class MarkRead {
  constructor(
    private readonly clock: SimulatorClock,
    private readonly customers: CustomerBook,
    private readonly log: MessageLog,
  ) {}

  /** Throws GraphError 131009 when the customer never wrote such a message. */
  execute(body: Fields): { answer: WireSuccessAnswer; phone: string } {
    const status = textIn(body, 'status', 'status');
    if (status !== 'read') throw invalidParameter(`Param status must be one of {READ} - got "${status}".`);
    const target = this.log.find(textIn(body, 'message_id', 'message_id'));
    if (!target || target.direction !== 'inbound') throw invalidValue('Message id is invalid.');
    const typing = body['typing_indicator'];
    if (typing !== undefined && (!isFields(typing) || typing['type'] !== 'text')) {
      throw invalidParameter("Param typing_indicator['type'] must be one of {TEXT}.");
    }

    // One message read means everything before it in this chat is read too.
    for (const record of this.log.thread(target.phone)) {
      if (record.direction === 'inbound' && (record.status === 'delivered' || record.status === 'sent')) {
        this.log.addStatus(record, { status: 'read', at: this.clock.iso() });
      }
      if (record === target) break;
    }
    const customer = this.customers.find(target.phone);
    if (customer && typing !== undefined) {
      customer.typingUntil = this.clock.now() + TYPING_MS;
      this.customers.changed(customer);
    }
    return { answer: { success: true }, phone: target.phone };
  }
}
