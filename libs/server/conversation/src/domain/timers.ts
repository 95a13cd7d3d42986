/**
 * What is to happen to a chat later. A row each, so that it survives a restart; when it is due the lane is locked and `decide` gets
 * `timer-due`. At most one of a kind for a chat.
 */
export const TIMER_KINDS = ['undo-expired', 'queue-long', 'nudge', 'inactive', 'window-reminder', 'hours-ending'] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];

/** A timer set for this chat is due. It may come late, and what it was set for may no longer be so. */
export interface TimerDue {
  readonly type: 'timer-due';
  readonly kind: TimerKind;
  readonly chatId: string;
  /** What was said last has not reached WhatsApp, nobody knows whether it has, or something of the customer's is not read yet. */
  readonly isSilenceInDoubt?: boolean;
  /** Since when somebody could have heard the customer: after an outage of ours a silence begins anew. Left out: always. */
  readonly heardSince?: Date;
}
