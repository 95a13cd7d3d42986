import type { Conversation } from '../api/schema.js';

/** Since when the customer waits for a person: in the queue, or for an answer in an active chat; null when nobody waits. */
export const waitingSince = (conversation: Conversation): string | null => {
  const { chat, lastMessage } = conversation;
  if (chat === null) return null;
  if (chat.status === 'waiting') return chat.waitingSince;
  return lastMessage?.author === 'contact' ? lastMessage.at : null;
};

/** Whole minutes since `since`, never below 0 (clocks differ). */
export const minutesSince = (since: string, now: number): number => Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));

/** From here on a wait is written bold. */
export const LONG_WAIT_MINUTES = 5;
