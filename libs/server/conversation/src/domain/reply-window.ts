import { SERVICE_WINDOW_MS } from '@parley/vocabulary';
import { isAside } from './asides.js';
import type { InboundMessage } from './inbound-message.js';

/**
 * The service window after one more message: 24 h from the customer's own message, by the time WhatsApp gave it, but never later than
 * its arrival (unreadable or in the future = arrival). A message that comes late never shortens a window that is open already.
 * What is no message the customer wrote (a reaction, an edit, WhatsApp's own notices) opens none: Meta does not say that it would, and
 * an agent who types into a window that is not there loses the text.
 * @param optedOutAt WhatsApp counts in seconds: what we accept after an opt-out, of the same second, was written after it
 */
export function windowAfter(
  current: Date | null,
  message: Pick<InboundMessage, 'type' | 'sentAt' | 'receivedAt'>,
  optedOutAt: Date | null = null,
): Date | null {
  if (isAside(message.type)) return current;
  const arrival = message.receivedAt.getTime();
  const sent = message.sentAt?.getTime() ?? Number.NaN;
  const written = Number.isNaN(sent) ? arrival : Math.min(sent, arrival);
  const from =
    optedOutAt !== null && secondOf(written) === secondOf(optedOutAt.getTime()) ? Math.max(written, optedOutAt.getTime() + 1) : written;
  const expiresAt = from + SERVICE_WINDOW_MS;
  return current !== null && current.getTime() >= expiresAt ? current : new Date(expiresAt);
}

/**
 * Until when the window may really be used. Whoever opts out closes the one that is open; what they write afterwards opens one again, and
 * in that one they are answered (INV-21). `startMessages` asks the same of what was queued before.
 */
export function freeReplyUntil(expiresAt: Date | null, optedOutAt: Date | null): Date | null {
  if (expiresAt === null || optedOutAt === null) return expiresAt;
  const openedAt = expiresAt.getTime() - SERVICE_WINDOW_MS;
  return openedAt > optedOutAt.getTime() || expiresAt.getTime() < optedOutAt.getTime() ? expiresAt : optedOutAt;
}

/** When whoever opts out with this message has done so: never before the window it closes was opened. */
export function optOutAt(writtenAt: Date, windowExpiresAt: Date | null): Date {
  return new Date(Math.max(writtenAt.getTime(), (windowExpiresAt?.getTime() ?? 0) - SERVICE_WINDOW_MS));
}

function secondOf(time: number): number {
  return Math.floor(time / 1_000);
}

/** Whether a free reply may leave now. Null: the customer has never written. */
export function isWindowOpen(expiresAt: Date | null, now: Date): boolean {
  return expiresAt !== null && expiresAt.getTime() > now.getTime();
}
