import { BUTTON } from '@parley/vocabulary';
import { alreadySaid, NOTICE, tell } from '../effects.js';
import { sayMinutes } from '../languages/say-when.js';
import type { ConversationSnapshot, Decision, Effect, OpenChat, Situation } from '../model.js';
import { SIGN_OF_LIFE, timerAgain, timerGone } from '../silence/turn.js';
import { whenSaid } from './after-hours.js';
import type { OpeningHours } from './opening-hours.js';

const MINUTE_MS = 60_000;
/** Whoever comes shortly before the end is not told so in the same breath as "someone is coming". */
const NOT_BEFORE_MS = MINUTE_MS;
/** So long before that notice a waiting customer hears nothing else of their own accord. */
const QUIET_MINUTES = 3;

/** When a waiting customer is told that we are about to close; null: never, by the hours of their team or the setting. */
export function closingNoticeAt(chat: OpenChat, situation: Situation): Date | null {
  const closing = situation.hours.of(chat.teamId)?.statusAt(situation.now).nextClosing ?? null;
  return closing && noticeBefore(closing, situation);
}

function noticeBefore(closing: Date, { now, settings }: Situation): Date | null {
  const minutes = settings['hours.endingMinutes'];
  const at = Math.max(closing.getTime() - minutes * MINUTE_MS, now.getTime() + NOT_BEFORE_MS);
  return minutes > 0 && at < closing.getTime() ? new Date(at) : null;
}

/** Whether a waiting customer is about to hear that we close, or has heard it: other news of the wait would come one upon another. */
export function isAboutToClose(chat: OpenChat, { hours, settings, now }: Situation): boolean {
  const { isOpen, nextClosing } = hours.of(chat.teamId)?.statusAt(now) ?? {};
  const minutes = settings['hours.endingMinutes'];
  return (
    isOpen === true &&
    minutes > 0 &&
    nextClosing !== null &&
    nextClosing !== undefined &&
    nextClosing.getTime() - now.getTime() <= (minutes + QUIET_MINUTES) * MINUTE_MS
  );
}

/** "We close in ten minutes", once per closing, to whoever still waits; then the timer stands for the closing after it. */
export function decideHoursEnding(snapshot: ConversationSnapshot, situation: Situation): Decision {
  const { chat } = snapshot;
  const hours = situation.hours.of(chat?.teamId ?? null);
  const { isOpen, nextClosing } = hours?.statusAt(situation.now) ?? {};
  if (chat?.status !== 'waiting' || !hours || !nextClosing) return timerGone(snapshot, 'hours-ending');
  const { now, settings } = situation;
  const isNear = isOpen === true && nextClosing.getTime() - now.getTime() <= settings['hours.endingMinutes'] * MINUTE_MS;
  const following = isNear ? hours.statusAt(nextClosing).nextClosing : nextClosing;
  const at = following && noticeBefore(following, situation);
  const next = at ? timerAgain(snapshot, 'hours-ending', at) : timerGone(snapshot, 'hours-ending');
  return isNear ? { ...next, effects: [...sayEnding(chat, hours, nextClosing, situation), ...next.effects] } : next;
}

function sayEnding(chat: OpenChat, hours: OpeningHours, closing: Date, situation: Situation): readonly Effect[] {
  const notice = `hours.ending:${closing.toISOString()}`;
  // Who prefers to be written to has heard that somebody will; more about the wait is too much.
  if (alreadySaid(chat, notice) || alreadySaid(chat, NOTICE.writeLater)) return [];
  const { titles, language } = situation.catalogue;
  const { nextOpening } = hours.statusAt(situation.now);
  const left = Math.ceil((closing.getTime() - situation.now.getTime()) / MINUTE_MS);
  const opening = nextOpening && whenSaid(nextOpening, hours.schedule.timeZone, situation);
  const buttons = [
    { id: SIGN_OF_LIFE.understood, title: titles.understood },
    { id: BUTTON.endChat, title: titles.cancel },
  ];
  const names = { ...opening, minutes: sayMinutes(left, language) };
  return [tell(situation, opening ? 'hours.ending' : 'hours.ending.unknown', { names, buttons, notice })];
}
