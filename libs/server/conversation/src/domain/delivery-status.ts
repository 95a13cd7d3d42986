import type { MessageStatus } from '@parley/vocabulary';

/**
 * What is stored as the status of a message. `rejected` is our own reading of an answer (or proof that nothing was sent); `failed` is
 * Meta's word. Both are shown as failed, but they are not worth the same as evidence.
 */
export type DeliveryStatus = MessageStatus | 'rejected';

/**
 * Rank by evidence (protocol-check.md D4): a status only ever rises. `cancelled` is our own decision not to send: any sign that the
 * channel had accepted the message after all is worth more. `received` is the whole life of an inbound message and stands on top, so
 * that no report can change it.
 */
export const deliveryRank: Readonly<Record<DeliveryStatus, number>> = {
  queued: 0,
  sending: 1,
  unknown: 2,
  rejected: 3,
  cancelled: 4,
  sent: 5,
  failed: 6,
  delivered: 7,
  read: 8,
  received: 9,
};

/**
 * The status after one more report. The greater rank of two: so commutative, associative and idempotent, and reports may come in any
 * order and any number of times. (Steps that are decisions and not reports, like `sending` back to `queued` with proof that no byte
 * left, are compare-and-sets of their own and never pass here.)
 */
export function mergeDelivery(current: DeliveryStatus, incoming: DeliveryStatus): DeliveryStatus {
  return deliveryRank[incoming] > deliveryRank[current] ? incoming : current;
}

/** The status as the API shows it. */
export function shownStatus(status: DeliveryStatus): MessageStatus {
  return status === 'rejected' ? 'failed' : status;
}
