/** Live events to the console: ids only, never content; the console re-reads what changed. */
export const LIVE_EVENT_TYPES = ['message.created', 'message.updated', 'conversation.updated'] as const;
export type LiveEventType = (typeof LIVE_EVENT_TYPES)[number];

export interface LiveEventData {
  readonly conversationId: string;
  readonly messageId?: string;
}
