import type { Words } from './catalogue.js';
import { normaliseText, wholeMessage } from './normalise-text.js';

/**
 * The words of the bot (contract §3). An end phrase is dangerous, so inside a chat it must be the whole message to the letter; outside a
 * chat the same doubt is decided the other way: what looks like an end phrase opens nothing.
 */

/** Inside a chat: whether this message, as a whole, says that the chat is over. */
export function readsAsEnd(words: Words, text: string): boolean {
  return strictly(words.end).has(wholeMessage(text));
}

/** Inside a chat: whether this message, as a whole, asks for the menu. */
export function readsAsMenu(words: Words, text: string): boolean {
  return strictly(words.menu).has(wholeMessage(text));
}

/** Outside a chat: what a normalised text (`normaliseText`) asks for by the words, or null. An end phrase wins over a start word. */
export function readOutsideChat(words: Words, normalised: string): 'end' | 'menu' | 'start' | 'greeting' | 'courtesy' | null {
  if (forgivingly(words.end).includes(normalised)) return 'end';
  if (forgivingly(words.menu).includes(normalised)) return 'menu';
  if (forgivingly(words.start).some((word) => containsWords(normalised, word))) return 'start';
  if (forgivingly(words.greeting).includes(normalised)) return 'greeting';
  if (forgivingly(words.courtesy).includes(normalised)) return 'courtesy';
  return null;
}

/**
 * Of a normalised text, what is searched for a choice or a rule: nobody says what they want by more, and there may be thousands of phrases
 * to look for, so that a flood of letters would cost everybody's turn. (Start words are few, and are found wherever they stand.)
 */
export function beginningOf(normalised: string): string {
  return normalised.slice(0, 1_000);
}

/** Whether a normalised text contains a normalised phrase as whole words. */
export function containsWords(normalised: string, phrase: string): boolean {
  // Most phrases are not in most messages: seen without making a string.
  return phrase !== '' && normalised.includes(phrase) && ` ${normalised} `.includes(` ${phrase} `);
}

/** Word lists are read for every message and change only with the catalogue: folded once per list. */
const strict = new WeakMap<readonly string[], ReadonlySet<string>>();
const forgiving = new WeakMap<readonly string[], readonly string[]>();

function strictly(list: readonly string[]): ReadonlySet<string> {
  let folded = strict.get(list);
  if (!folded) strict.set(list, (folded = new Set(list.map(wholeMessage))));
  return folded;
}

/** Every phrase of a list as `normaliseText` makes it, in the order of the list. */
export function forgivingly(list: readonly string[]): readonly string[] {
  let folded = forgiving.get(list);
  if (!folded) forgiving.set(list, (folded = list.map(normaliseText)));
  return folded;
}
