import type { Catalogue } from '../catalogue.js';
import type { ConversationContext } from '../model.js';
import { normaliseText } from '../normalise-text.js';
import { forgivingly } from '../words.js';

/**
 * What a normalised text says to a person who was offered last: under what the bot did not understand twice or cannot look at, or after a
 * chat ("Continue with Ana?", whose yes is for `decideJustEnded`). Null: nothing, or nobody was offered.
 */
export function readOffer(
  { misunderstood = 0, mediaAnswered, continueAsked }: ConversationContext,
  { words, titles }: Pick<Catalogue, 'words' | 'titles'>,
  normalised: string,
): 'person' | 'menu' | null {
  if (normalised === '') return null;
  if (continueAsked && normalised === normaliseText(titles.newRequest)) return 'person';
  if (!continueAsked && !mediaAnswered && misunderstood < 2) return null;
  if (forgivingly(words.no).includes(normalised)) return 'menu';
  return !continueAsked && saysYes(words, titles, normalised) ? 'person' : null;
}

/** A yes in words, or by the name of the button. */
export function saysYes(words: Catalogue['words'], titles: Catalogue['titles'], normalised: string): boolean {
  return forgivingly(words.yes).includes(normalised) || normalised === normaliseText(titles.yes);
}
