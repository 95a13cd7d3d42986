/** Whether an agent is there for chats: their own choice; who gives no sign of life is `offline` whatever they chose. */
export const PRESENCE_STATUSES = ['online', 'away', 'offline'] as const;
export type PresenceStatus = (typeof PRESENCE_STATUSES)[number];

/** An agent without a sign of life for so long is gone: an open console gives one every 15 seconds. */
export const GONE_AFTER_SECONDS = 45;
