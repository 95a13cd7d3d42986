import { alreadySaid, NOTICE } from '../effects.js';
import { isClosedFor } from '../hours/after-hours.js';
import { isAboutToClose } from '../hours/decide-hours-ending.js';
import type { ConversationSnapshot, Decision, Effect, OpenChat, Situation } from '../model.js';
import { isWindowOpen } from '../reply-window.js';
import type { TextKey } from '../texts.js';
import type { TimerDue, TimerKind } from '../timers.js';
import { mayRemind, nudgeAt, nudgeNotice } from './decide-nudge.js';
import { reminderAt, reminderNotice } from './decide-window-reminder.js';

/** Why something the robot was about to say of its own accord was left unsaid. */
export const UNSAID_BECAUSE = ['opted-out', 'window-closed', 'write-later', 'closed'] as const;
export type UnsaidBecause = (typeof UNSAID_BECAUSE)[number];

type LeftUnsaid = Extract<Effect, { do: 'leave-unsaid' }>;

/**
 * What a due timer was to say and does not, for agents who wonder. Only what was due and not said before: a timer whose reason is gone
 * (somebody has answered) leaves nothing unsaid, and neither does one that asks again later.
 */
export function leftUnsaid(
  snapshot: ConversationSnapshot,
  event: TimerDue,
  decision: Decision,
  situation: Situation,
): readonly LeftUnsaid[] {
  const { chat } = snapshot;
  if (!chat || chat.id !== event.chatId) return [];
  const isOpen = isWindowOpen(snapshot.windowExpiresAt, situation.now);
  const silencer = snapshot.contact.optedOutAt === null ? 'window-closed' : 'opted-out';
  const sends = decision.effects.flatMap((effect) => (effect.do === 'send' && effect.said !== undefined ? [effect.said] : []));
  // What stands here is not sent outside the window (`keepWindow`).
  if (sends.length > 0) return isOpen ? [] : sends.map((said) => ({ do: 'leave-unsaid', said, why: silencer }));
  const due = DUE[event.kind]?.(snapshot, chat, situation);
  if (!due) return [];
  const why = due.why ?? (mayRemind(snapshot, situation) ? null : silencer);
  return why ? [{ do: 'leave-unsaid', said: due.said, why }] : [];
}

interface Due {
  readonly said: TextKey;
  /** Null: if anything, they want no messages or the window has closed. */
  readonly why: UnsaidBecause | null;
}

const DUE: Readonly<Partial<Record<TimerKind, (snapshot: ConversationSnapshot, chat: OpenChat, situation: Situation) => Due | null>>> = {
  nudge({ context: { turn } }, chat, situation) {
    if (chat.status !== 'active' || turn?.of !== 'contact' || alreadySaid(chat, nudgeNotice(turn))) return null;
    const at = nudgeAt(turn, situation);
    return at === null || at > situation.now ? null : { said: 'nudge', why: null };
  },
  'window-reminder'(snapshot, chat, situation) {
    const at = reminderAt(snapshot, situation);
    if (at === null || at > situation.now || snapshot.context.turn?.of !== 'us' || alreadySaid(chat, reminderNotice(at))) return null;
    return { said: 'window.reminder', why: null };
  },
  'queue-long'(_snapshot, chat, situation) {
    if (chat.status !== 'waiting' || alreadySaid(chat, NOTICE.longWait)) return null;
    if (alreadySaid(chat, NOTICE.writeLater)) return { said: 'queue.long', why: 'write-later' };
    return isClosedFor(chat, situation) || isAboutToClose(chat, situation) ? { said: 'queue.long', why: 'closed' } : null;
  },
};
