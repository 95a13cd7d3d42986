import { BUTTON } from '@parley/vocabulary';
import { alreadySaid, NOTICE, tell } from '../effects.js';
import { sayDay, sayTime } from '../languages/say-when.js';
import { endChatButton } from '../menu-content.js';
import type { Effect, OpenChat, Situation } from '../model.js';
import type { Names } from '../wording.js';

/** Under "We are closed now": asks how to leave a message. Any message is one, tapped or not. */
export const LEAVE_MESSAGE = 'hours:leave';

interface Closed {
  /** Names the closed period, for the ledger. */
  readonly period: string;
  /** Day and time of the next opening, in the contact's language by the team's clocks; null: nobody knows. */
  readonly opening: Names | null;
}

/** The closed period this chat is in, by the hours of its team; null: somebody is there. */
function closedFor(chat: OpenChat, situation: Situation): Closed | null {
  const { hours, now } = situation;
  const opening = hours.of(chat.teamId);
  const period = opening?.closedPeriodAt(now) ?? null;
  if (!opening || period === null) return null;
  const { nextOpening } = opening.statusAt(now);
  return { period, opening: nextOpening && whenSaid(nextOpening, opening.schedule.timeZone, situation) };
}

export function whenSaid(at: Date, zone: string, { now, catalogue: { language } }: Situation): Names {
  return { day: sayDay(at, now, zone, language), time: sayTime(at, zone, language) };
}

/** The welcome of a chat that was asked for while nobody is there: it waits, and says until when. Null: it is open. */
export function closedWelcome(chat: OpenChat, situation: Situation): Effect | null {
  const closed = closedFor(chat, situation);
  if (!closed) return null;
  const { titles } = situation.catalogue;
  const leave = { id: LEAVE_MESSAGE, title: titles.leaveMessage };
  const menu = { id: BUTTON.mainMenu, title: titles.mainMenu };
  return tell(situation, closed.opening ? 'hours.closed' : 'hours.closed.unknown', {
    names: closed.opening ?? {},
    buttons: [leave, menu, endChatButton(situation.catalogue)],
    notice: `hours.closed:${closed.period}`,
  });
}

export function isClosedFor(chat: OpenChat, situation: Situation): boolean {
  return closedFor(chat, situation) !== null;
}

/** Whether the welcome of this chat was that we are closed. */
export function wasToldClosed(chat: OpenChat): boolean {
  return [...chat.notices].some((notice) => notice.startsWith('hours.closed:'));
}

/** "Leave a message" was tapped: how. Once per closed period; who taps again has read it. */
export function inviteMessage(chat: OpenChat, situation: Situation): readonly Effect[] {
  const notice = `hours.leave:${closedFor(chat, situation)?.period ?? 'open'}`;
  if (chat.status !== 'waiting' || alreadySaid(chat, notice)) return [];
  return [tell(situation, 'hours.leave', { buttons: [endChatButton(situation.catalogue)], notice })];
}

/**
 * What a waiting customer's message is answered with while we are closed: once per closed period, when we are back. Null: we are open, and
 * the usual acknowledgement is in place.
 */
export function leftMessage(chat: OpenChat, situation: Situation): readonly Effect[] | null {
  const closed = closedFor(chat, situation);
  if (!closed) return null;
  const notice = `hours.left:${closed.period}`;
  if (alreadySaid(chat, notice)) return [];
  const key = closed.opening ? 'hours.left' : 'hours.left.unknown';
  return [tell(situation, key, { names: closed.opening ?? {}, buttons: [endChatButton(situation.catalogue)], notice })];
}

/**
 * A chat begins to wait where nobody is there, by no doing of the customer's: when we are back, before they wonder. It is what their next
 * message would be answered with, and said instead of it. Nothing when we are open, when they know since they asked for the chat, or when
 * they are to be written to anyway.
 */
export function waitsWhileClosed(chat: OpenChat, situation: Situation): readonly Effect[] {
  const period = closedFor(chat, situation)?.period;
  if (period === undefined || alreadySaid(chat, `hours.closed:${period}`) || alreadySaid(chat, NOTICE.writeLater)) return [];
  return leftMessage(chat, situation) ?? [];
}
