import { BUTTON } from '@parley/vocabulary';
import type { Catalogue } from '../catalogue.js';
import type { OutboundContent } from '../content.js';
import { botSays, showMainMenu, tell } from '../effects.js';
import type { ConversationSnapshot, Decision, Effect, EndedChat, Situation, UndoableEnd } from '../model.js';
import { normaliseText } from '../normalise-text.js';
import { isWindowOpen } from '../reply-window.js';
import { say } from '../wording.js';
import { closingByAgent, wayBack } from './closing.js';
import { ratingRow, ratingTitle, STARS } from './read-rating.js';

/** Why the list of stars is asked at most once: a line in the ledger of the chat it is about. */
export const RATING_ASKED = 'rating.ask';

type End = Extract<Effect, { do: 'end-chat' | 'settle-end' }>;

interface Ending {
  /** A person has answered in it. */
  readonly wasAnswered: boolean;
  /** The last words of the chat. */
  readonly closing: Effect;
  readonly end: End;
  /** What agents wrote and nobody has sent yet must never leave: the customer or the switch has ended the chat. */
  readonly callOff: boolean;
}

/**
 * The final end of a chat: the closing message; then, where a person has helped, how that was, else the main menu. The question belongs to
 * the chat, so it stands before the end: its taps then say which chat they are about.
 */
export function endChat(snapshot: ConversationSnapshot, ending: Ending, situation: Situation): Decision {
  const asks = mayAskForRating(snapshot, ending.wasAnswered, situation);
  return {
    state: asks ? 'AWAITING_RATING' : 'MAIN_MENU',
    context: {},
    effects: [
      ending.closing,
      ...(asks ? [askForRating(situation)] : []),
      ending.end,
      ...(ending.callOff ? [{ do: 'cancel-queued-agent-messages' } as const] : []),
      ...(asks ? [] : [showMainMenu(situation)]),
    ],
  };
}

/** @param typed by a word, which may have been meant otherwise: the closing message then carries the way back into the chat */
export function endByContact(
  snapshot: ConversationSnapshot,
  { wasAnswered, typed }: { readonly wasAnswered: boolean; readonly typed: boolean },
  situation: Situation,
): Decision {
  const buttons = typed ? wayBack(situation) : [];
  const ending: Ending = {
    wasAnswered,
    closing: tell(situation, 'ended.contact', { names: { name: snapshot.contact.name }, buttons }),
    end: { do: 'end-chat', by: 'contact', reason: null, undo: null },
    callOff: true,
  };
  return endChat(snapshot, ending, situation);
}

/** The time in which an end by an agent could be undone is over: the closing message leaves now, and what follows it. */
export function endAfterUndo(snapshot: ConversationSnapshot, undo: UndoableEnd, situation: Situation): Decision {
  const ending: Ending = {
    wasAnswered: undo.ended.wasAnswered,
    closing: closingByAgent(undo.closingText, snapshot.contact.name, situation),
    end: { do: 'settle-end' },
    callOff: false,
  };
  return endChat(snapshot, ending, situation);
}

/** Only after a person has helped, where an answer could arrive, and never to who wants to hear nothing from us. */
export function mayAskForRating(snapshot: ConversationSnapshot, wasAnswered: boolean, situation: Situation): boolean {
  return (
    wasAnswered &&
    situation.settings['rating.enabled'] &&
    situation.supportChatEnabled &&
    snapshot.contact.optedOutAt === null &&
    isWindowOpen(snapshot.windowExpiresAt, situation.now)
  );
}

export function askForRating({ catalogue }: Situation): Effect {
  return botSays(ratingQuestion(catalogue), 'rating.ask', RATING_ASKED);
}

/** Five rows from best to worst, and the way out. In words too: old phones open no lists. */
export function ratingQuestion(catalogue: Catalogue): OutboundContent {
  const rows = STARS.map((stars) => ({ id: ratingRow(stars), title: ratingTitle(catalogue.titles, stars) }));
  const text = [say(catalogue, 'rating.ask'), rows.map(({ title }) => title).join('\n')].join('\n\n');
  const mainMenu = { id: BUTTON.mainMenu, title: catalogue.titles.mainMenu };
  return { type: 'list', text, button: catalogue.titles.rate, rows: [...rows, mainMenu] };
}

/** Whether a normalised text is the name of that button: its "chat" alone would begin a new one. */
export function asksToResume({ titles }: Pick<Catalogue, 'titles'>, normalised: string): boolean {
  return normalised === normaliseText(titles.resume);
}

/** For how long the chat that has ended counts as just ended: thanks belong to it, and it may be taken up again. */
const JUST_ENDED_MS = 30 * 60_000;
/** For how long it may be rated: the service window of whoever wrote last in it is closed then. */
const RATEABLE_MS = 24 * 60 * 60_000;

export function hasJustEnded(chat: EndedChat, now: Date): boolean {
  return now.getTime() - chat.endedAt.getTime() <= JUST_ENDED_MS;
}

export function isRateable(chat: EndedChat, now: Date): boolean {
  return now.getTime() - chat.endedAt.getTime() <= RATEABLE_MS;
}
