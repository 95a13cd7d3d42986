import { closingNoticeAt } from './hours/decide-hours-ending.js';
import type { ConversationEvent, ConversationSnapshot, Decision, Effect, OpenChat, Situation } from './model.js';
import { nudgeAt } from './silence/decide-nudge.js';
import { reminderAt } from './silence/decide-window-reminder.js';
import { isSignOfLife, type Turn } from './silence/turn.js';
import type { TimerKind } from './timers.js';

type ContactWrote = Extract<ConversationEvent, { type: 'contact-wrote' }>;
type SetTimer = Extract<Effect, { do: 'set-timer' }>;

/**
 * Keeps what a chat must remember about time, whatever was decided: whose turn it is, and the timers that follow from it. It rides in the
 * conversation's own row, so knowing who wrote last costs no reading.
 *
 * A timer is set when none of its kind stands, and never moved: messages only ever put a deadline off, so a timer that comes too early
 * looks at the turn and sets itself anew. A lively chat of a hundred messages writes two rows, not two hundred. Where nothing is ever
 * said because time passes, nothing is kept.
 */
export function keepTurn(snapshot: ConversationSnapshot, event: ConversationEvent, decided: Decision, situation: Situation): Decision {
  if (decided.state !== 'CHAT_SUPPORT_ACTIVE') return decided;
  const chat = snapshot.chat && chatAfter(snapshot.chat, decided.effects);
  if (!isAnythingTimed(chat, situation)) return decided;
  const known = chat ? (decided.context.turn ?? snapshot.context.turn) : undefined;
  const turn = turnAfter(known, event, decided.effects, situation.now);
  // Who is told that a timer is due decides about it; setting it here again would fire it for ever.
  const missing = event.type === 'timer-due' ? [] : missingTimers(snapshot, chat, turn, situation);
  if (turn === decided.context.turn && missing.length === 0) return decided;
  const timers = [...turn.timers, ...missing.map(({ kind }) => kind)];
  return { ...decided, context: { ...decided.context, turn: { ...turn, timers } }, effects: [...decided.effects, ...missing] };
}

/** Who has the chat then, and whose queue it stands in: its hours hold from now on. */
function chatAfter(chat: OpenChat, effects: readonly Effect[]): OpenChat {
  return effects.reduce((open, effect): OpenChat => {
    if (effect.do === 'assign-chat') return { ...open, status: 'active', agent: effect.agent };
    if (effect.do === 'release-chat') return { ...open, status: 'waiting', agent: null, teamId: effect.teamId ?? open.teamId };
    return effect.do === 'tell-place' ? { ...open, teamId: effect.teamId ?? open.teamId } : open;
  }, chat);
}

function isAnythingTimed(chat: OpenChat | null, { settings, hours }: Situation): boolean {
  return settings['inactivity.nudgeMinutes'] !== null || settings['window.reminder'] || hours.of(chat?.teamId ?? null) !== null;
}

function turnAfter(before: Turn | undefined, event: ConversationEvent, effects: readonly Effect[], now: Date): Turn {
  const since = now.toISOString();
  const timers = before?.timers ?? [];
  switch (event.type) {
    case 'agent-started':
    case 'agent-wrote':
    case 'agent-sent-template':
    case 'agent-sent-again':
      return { of: 'contact', since, timers };
    case 'contact-wrote':
      if (before && event.messageType === 'system') return before;
      if (before && onlyShowsUp(event)) return before.of === 'contact' ? { ...before, since } : before;
      return before?.of === 'us' ? before : { of: 'us', since, timers };
    case 'chat-released':
    case 'chat-transferred':
    case 'agent-lost':
      // Whoever wrote last is not who goes on: the customer waits for somebody else of us.
      return before && (before.of === 'us' || !changesHands(effects)) ? before : { of: 'us', since, timers };
    default:
      return before ?? { of: 'us', since, timers };
  }
}

function changesHands(effects: readonly Effect[]): boolean {
  return effects.some((effect) => effect.do === 'assign-chat' || effect.do === 'release-chat');
}

/** A thumbs-up, a tap on "I'm here": they have not gone, and nobody owes them an answer for it. */
function onlyShowsUp(event: ContactWrote): boolean {
  return event.messageType === 'reaction' || (event.tapped !== null && isSignOfLife(event.tapped.id));
}

function missingTimers(snapshot: ConversationSnapshot, chat: OpenChat | null, turn: Turn, situation: Situation): readonly SetTimer[] {
  const wanted: Readonly<Partial<Record<TimerKind, Date | null>>> = {
    nudge: turn.of === 'contact' ? nudgeAt(turn, situation) : null,
    'window-reminder': turn.of === 'us' ? reminderAt(snapshot, situation) : null,
    'hours-ending': chat?.status === 'waiting' ? closingNoticeAt(chat, situation) : null,
  };
  return (Object.entries(wanted) as [TimerKind, Date | null][]).flatMap(([kind, at]) =>
    at === null || turn.timers.includes(kind) ? [] : [{ do: 'set-timer', kind, at } as const],
  );
}
