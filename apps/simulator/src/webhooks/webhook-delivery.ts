import type { WebhookChange } from './envelope.js';

export interface DeliveryAttempt {
  /** ISO, real time. */
  readonly at: string;
  /** HTTP status, or null when there was no answer. */
  readonly status: number | null;
  readonly error: string | null;
  readonly durationMs: number;
}

/** One POST to the business, with its tries. */
export interface WebhookDelivery {
  readonly id: number;
  /** Customer it concerns; null for a body with several. */
  readonly phone: string | null;
  /** Ids of the messages, or of the messages whose status it reports. */
  readonly messageIds: readonly string[];
  readonly kind: 'message' | 'status' | 'batch' | 'raw';
  readonly changes: readonly WebhookChange[];
  state: 'waiting' | 'sending' | 'delivered' | 'lost' | 'given-up';
  attempts: DeliveryAttempt[];
  /** ISO, real time; null when it is not waiting for a next try. */
  nextAttemptAt: string | null;
  /** A second copy of an earlier delivery. */
  readonly copyOf: number | null;
}
