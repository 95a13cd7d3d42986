import type { DeliveryStatus } from './delivery-status.js';
import { FAILURE } from './failure-words.js';

/**
 * From so long after START on, a person may send an `unknown` message again: above the hold, so that nothing of the first try is still
 * being waited for, and the delivery report that usually settles it has had a minute. By the database's clock; one that was set back
 * makes it at most a minute from when the message became unknown.
 */
export const SEND_AGAIN_AFTER_S = 60;

/** How a message stands, as far as sending it again goes. */
export interface Standing {
  /** The chat it was said in; null: the menu bot's. */
  readonly chatId: string | null;
  readonly status: DeliveryStatus;
  readonly errorCode: string | null;
  /** While it is unknown: 60 s after its START. */
  readonly sendAgainAt: Date | null;
  readonly failedAt: Date | null;
  readonly supersededBy: string | null;
}

/**
 * From when a person may send a message again: an `unknown` one from a minute after its START on, one that is proved not to have left at
 * once. Null: not at all. What WhatsApp refused would be refused again, what it has would arrive twice, what was sent again already has
 * its successor, and what the menu bot said the customer gets by writing.
 */
export function sendAgainFrom(message: Standing): Date | null {
  if (message.supersededBy !== null || message.chatId === null) return null;
  if (message.status === 'unknown') return message.sendAgainAt;
  return message.status === 'rejected' && message.errorCode === FAILURE.notSent.code ? message.failedAt : null;
}
