import { isAside } from '../asides.js';
import { cleanText } from '../clean-text.js';
import { showMainMenu, tell } from '../effects.js';
import type { ConversationEvent, ConversationSnapshot, Decision, Effect, EndedChat, Situation } from '../model.js';
import { normaliseText } from '../normalise-text.js';
import { forgivingly, readOutsideChat } from '../words.js';
import { asksToResume, hasJustEnded, isRateable, RATING_ASKED } from './end-chat.js';
import { isCourtesy } from './read-courtesy.js';
import { isRatingRow, LOW_RATING, ratingOfRow, readRating, readScore, type Stars } from './read-rating.js';

type ContactWrote = Extract<ConversationEvent, { type: 'contact-wrote' }>;

/** Under the question what went wrong: no comment. */
export const SKIP = 'rate:skip';
/** As much of a comment as is kept beside the stars; the message itself stands whole in the thread. */
const MAX_COMMENT = 4_096;

const ATTACH: Effect = { do: 'attach-to-last-chat' };

/**
 * A customer's message while we have asked how our help was. What is neither a rating, its comment nor a goodbye is for the menu, which
 * then follows without a word about the rating.
 * @returns null: it is no matter of the rating any more
 */
export function decideRating(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision | null {
  const { lastChat } = snapshot;
  if (!lastChat || !isRateable(lastChat, situation.now)) return answersTooLate(event) ? menu(situation, 'rating.closed') : null;
  // A correction, a deletion, a notice of WhatsApp's: nothing the customer says about the help.
  if (isAside(event.messageType) && event.messageType !== 'reaction') return stay(snapshot, []);
  if (snapshot.context.commentAsked) return decideComment(snapshot, lastChat, event, situation);
  if (event.tapped) return decideRatingTap(snapshot, event, situation);
  if (isGoodbye(event, lastChat, situation)) return goodbye(snapshot, situation);
  if (event.messageType !== 'text' || event.text === null) return null;
  const stars = readRating(situation.catalogue.words, event.text);
  if (stars !== null) return rate(stars, situation);
  // A number that is no rating is no number of a menu either: none is shown.
  return /^\d+$/.test(normaliseText(event.text)) ? menu(situation) : null;
}

/**
 * A tap on a list of stars, wherever the customer stands outside a chat. It counts for the chat it is about as long as that is the last
 * one, asked about and not rated; else it explains itself.
 * @returns null: a tap on something else
 */
export function decideRatingTap(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision | null {
  const { tapped } = event;
  if (!tapped || !isRatingRow(tapped.id)) return null;
  const stars = ratingOfRow(tapped.id);
  const { lastChat } = snapshot;
  const isOfAnother = tapped.chatId !== undefined && tapped.chatId !== lastChat?.id;
  // The question about this chat stands open: what belongs to another one changes nothing.
  if (isOfAnother && isQuestionOpen(snapshot, situation)) return explainButton(snapshot, situation);
  const isOpen =
    lastChat !== null &&
    snapshot.state !== 'INITIAL' &&
    !isOfAnother &&
    lastChat.rating === null &&
    lastChat.notices.includes(RATING_ASKED) &&
    isRateable(lastChat, situation.now);
  return isOpen && stars !== null ? rate(stars, situation) : menu(situation, 'rating.closed');
}

/** Whether stars, or what went wrong, can still be said. Without chat support everybody is in the menu. */
export function isQuestionOpen({ state, lastChat }: ConversationSnapshot, { now, supportChatEnabled }: Situation): boolean {
  return state === 'AWAITING_RATING' && supportChatEnabled && lastChat !== null && isRateable(lastChat, now);
}

/** A button that is of no use while we have asked how our help was, above all End Chat of the chat that is over: the question stays open. */
export function explainButton(snapshot: ConversationSnapshot, situation: Situation): Decision {
  return stay(snapshot, [tell(situation, 'ended.button')]);
}

/** After a low rating: the next thing they write is what went wrong. Stars once more are a correction of the stars. */
function decideComment(snapshot: ConversationSnapshot, chat: EndedChat, event: ContactWrote, situation: Situation): Decision | null {
  const { words, titles } = situation.catalogue;
  if (event.tapped) {
    const { id, chatId } = event.tapped;
    if (!isRatingRow(id)) return null;
    if (chatId !== undefined && chatId !== chat.id) return decideRatingTap(snapshot, event, situation);
    const stars = ratingOfRow(id);
    return stars === null ? thanks([], situation) : rate(stars, situation);
  }
  if (event.messageType === 'reaction' || event.messageType === 'sticker') return goodbye(snapshot, situation);
  if (event.messageType !== 'text' || event.text === null) return comment(event.text, situation);
  const stars = readScore(event.text);
  if (stars !== null) return rate(stars, situation);
  const said = normaliseText(event.text);
  const asked = readOutsideChat(words, said);
  // A complaint may well name the agent: only a start word that is all they wrote asks for one.
  if (asked === 'menu' || (asked === 'start' && forgivingly(words.start).includes(said)) || asksToResume(situation.catalogue, said))
    return null;
  if (forgivingly(words.skip).includes(said) || said === normaliseText(titles.skip)) return thanks([], situation);
  if (asked === 'end' || isCourtesy(words.courtesy, event, chat.agent?.name ?? null)) return thanks([], situation);
  return comment(event.text, situation);
}

/** The list of stars is a day old, and a number still its answer: it must not open what the menu has under that number. */
function answersTooLate(event: ContactWrote): boolean {
  return event.tapped === null && event.messageType === 'text' && event.text !== null && readScore(event.text) !== null;
}

function rate(stars: Stars, situation: Situation): Decision {
  const rated: readonly Effect[] = [{ do: 'rate-chat', stars, comment: null }, ATTACH];
  // Without chat support nobody is left waiting for words: the menu is where everybody is.
  if (stars > LOW_RATING || !situation.supportChatEnabled) return thanks(rated, situation);
  const { titles } = situation.catalogue;
  const buttons = [
    { id: SKIP, title: titles.skip },
    { id: 'support', title: titles.support },
  ];
  return {
    state: 'AWAITING_RATING',
    context: { commentAsked: true },
    effects: [...rated, tell(situation, 'rating.low', { buttons, inLastChat: true })],
  };
}

/** @param text null: a photo or voice message says it; it belongs to the chat all the same */
function comment(text: string | null, situation: Situation): Decision {
  const words = text === null ? '' : cut(cleanText(text));
  const kept: readonly Effect[] = words.trim() === '' ? [] : [{ do: 'rate-chat', stars: null, comment: words }];
  return thanks([...kept, ATTACH], situation);
}

function thanks(effects: readonly Effect[], situation: Situation): Decision {
  return { state: 'MAIN_MENU', context: {}, effects: [...effects, showMainMenu(situation, 'rating.thanks')] };
}

function menu(situation: Situation, lead?: 'rating.closed'): Decision {
  return { state: 'MAIN_MENU', context: {}, effects: [showMainMenu(situation, lead)] };
}

/** Thanks for the chat are no answer to the question, which stays open; they get none themselves. */
function goodbye(snapshot: ConversationSnapshot, situation: Situation): Decision {
  if (!situation.supportChatEnabled) return { state: 'MAIN_MENU', context: {}, effects: [ATTACH] };
  return stay(snapshot, [ATTACH]);
}

function stay({ state, context }: ConversationSnapshot, effects: readonly Effect[]): Decision {
  return { state, context, effects };
}

function isGoodbye(event: ContactWrote, chat: EndedChat, situation: Situation): boolean {
  if (event.messageType === 'reaction' || event.messageType === 'sticker') return true;
  // "ok" and "great" answer the question, where the ratings have them as words.
  if (event.text !== null && readRating(situation.catalogue.words, event.text) !== null) return false;
  return hasJustEnded(chat, situation.now) && isCourtesy(situation.catalogue.words.courtesy, event, chat.agent?.name ?? null);
}

/** Without splitting a character. */
function cut(text: string): string {
  return text.length <= MAX_COMMENT ? text : text.slice(0, MAX_COMMENT).replace(/[\uD800-\uDBFF]$/, '');
}
