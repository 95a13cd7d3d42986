import type { Answering } from './answers/follow-up.js';
import type { FilledForm } from './menu/form.js';
import type { Numbers } from './numbers.js';
import type { Turn } from './silence/turn.js';

/** What the bot remembers between two messages; small, and of no meaning outside `domain/`. */
export interface ConversationContext {
  /** How many texts in a row it did not understand. */
  readonly misunderstood?: number;
  /** It has said that it cannot look at files, and nothing was written since: an album of ten photos gets one answer. */
  readonly mediaAnswered?: boolean;
  /** In SUBMENU: the id of the menu shown last. */
  readonly menu?: string;
  /** In FORM: how far somebody is. */
  readonly form?: FilledForm;
  /** What a number means; left out: the places of the menu shown last. */
  readonly numbers?: Numbers;
  /** An answer was given, or several offered, and nothing was said to it yet. */
  readonly answering?: Answering;
  /** "Continue with Ana?" was asked last. */
  readonly continueAsked?: boolean;
  /** In AWAITING_RATING: the stars are given, and what went wrong was asked. */
  readonly commentAsked?: boolean;
  /** Whose turn it is in the open chat, and since when. */
  readonly turn?: Turn;
}

/** Which of it is words of the contact, and forgotten with their messages. Total: what is remembered anew is decided about here. */
const IS_WORDS: Readonly<Record<keyof ConversationContext, boolean>> = {
  misunderstood: false,
  mediaAnswered: false,
  menu: false,
  form: true,
  numbers: false,
  answering: true,
  continueAsked: false,
  commentAsked: false,
  turn: false,
};

export const WORDS_IN_CONTEXT: readonly string[] = Object.entries(IS_WORDS).flatMap(([key, isWords]) => (isWords ? [key] : []));
