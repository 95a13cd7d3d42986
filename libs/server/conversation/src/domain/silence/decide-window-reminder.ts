import { alreadySaid, tell } from '../effects.js';
import type { ConversationSnapshot, Decision, Situation } from '../model.js';
import { mayRemind } from './decide-nudge.js';
import { SIGN_OF_LIFE, timerAgain, timerGone } from './turn.js';

/** How long before the service window closes: time to see it and to answer, and late enough that an answer of ours mostly came first. */
export const REMIND_BEFORE_MS = 60 * 60 * 1000;

/** When a customer we owe an answer is asked to keep the window open; null: never. */
export function reminderAt({ windowExpiresAt }: ConversationSnapshot, { settings }: Situation): Date | null {
  if (!settings['window.reminder'] || windowExpiresAt === null) return null;
  return new Date(windowExpiresAt.getTime() - REMIND_BEFORE_MS);
}

export const reminderNotice = (at: Date): string => `window.reminder:${at.toISOString()}`;

/** "Please reply with any message", once per window, only while it is our turn: outside the window we could not answer any more. */
export function decideWindowReminder(snapshot: ConversationSnapshot, situation: Situation): Decision {
  const { chat } = snapshot;
  const at = reminderAt(snapshot, situation);
  if (!chat || at === null || snapshot.context.turn?.of !== 'us') return timerGone(snapshot, 'window-reminder');
  if (at.getTime() > situation.now.getTime()) return timerAgain(snapshot, 'window-reminder', at);
  const notice = reminderNotice(at);
  if (!mayRemind(snapshot, situation) || alreadySaid(chat, notice)) return timerGone(snapshot, 'window-reminder');
  const keepOpen = { id: SIGN_OF_LIFE.keepOpen, title: situation.catalogue.titles.keepOpen };
  const gone = timerGone(snapshot, 'window-reminder');
  return { ...gone, effects: [tell(situation, 'window.reminder', { buttons: [keepOpen], notice })] };
}
