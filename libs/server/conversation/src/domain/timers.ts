/**
 * What is to happen to a chat later. A row each, so that it survives a restart; when it is due the lane is locked and `decide` gets
 * `timer-due`. At most one of a kind for a chat.
 */
export const TIMER_KINDS = ['undo-expired', 'queue-long', 'nudge', 'inactive', 'window-reminder', 'hours-ending'] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];
