import type { ConversationContext, ConversationSnapshot, Decision } from '../model.js';
import type { TimerKind } from '../timers.js';

/** Whose turn it is to write in the open chat. */
export interface Turn {
  readonly of: 'contact' | 'us';
  /** Since when, ISO 8601: of the customer since they were written to or gave their last sign of life, of us since they first waited. */
  readonly since: string;
  /** The timers of this chat that stand in the table: one that stands is not written again. */
  readonly timers: readonly TimerKind[];
}

/** Buttons that say "I am here" and nothing else: they answer the robot, not the agent. */
export const SIGN_OF_LIFE = { here: 'chat:here', keepOpen: 'chat:keep', understood: 'hours:ok' } as const;

export function isSignOfLife(buttonId: string): boolean {
  return Object.values<string>(SIGN_OF_LIFE).includes(buttonId);
}

/** What a due timer leaves when there is nothing to do: it does not stand any more. */
export function timerGone({ state, context }: ConversationSnapshot, kind: TimerKind): Decision {
  return { state, context: withTimer(context, kind, false), effects: [] };
}

/** It came too early, or for a moment that is another one now. */
export function timerAgain({ state, context }: ConversationSnapshot, kind: TimerKind, at: Date): Decision {
  return { state, context: withTimer(context, kind, true), effects: [{ do: 'set-timer', kind, at }] };
}

/** Notes whether a timer stands. */
export function withTimer(context: ConversationContext, kind: TimerKind, stands: boolean): ConversationContext {
  const { turn } = context;
  if (!turn || turn.timers.includes(kind) === stands) return context;
  const others = turn.timers.filter((standing) => standing !== kind);
  return { ...context, turn: { ...turn, timers: stands ? [...others, kind] : others } };
}
