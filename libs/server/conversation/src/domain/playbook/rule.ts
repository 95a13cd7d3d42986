import type { Language } from '@parley/vocabulary';
import type { Localised, LocalisedWords } from './document.js';

/** An answer to certain words, given before the menu is searched. The start, end and menu words of the bot always come first. */
export interface PlaybookRule {
  /** `rule:` and small letters, digits and dashes; once in the document. */
  readonly id: string;
  readonly words: LocalisedWords;
  /** `whole`: the message is one of the words; `part`: it contains one, as whole words. */
  readonly match: 'whole' | 'part';
  /** Only for customers who speak one of these; left out: for all. */
  readonly languages?: readonly Language[];
  /** Only while somebody is there, or only while nobody is, by the hours of the team whose chat it leads to; left out: always. */
  readonly hours?: 'open' | 'closed';
  /** An answer of its own, or a node of the menu by its id. */
  readonly does: { readonly kind: 'answer'; readonly text: Localised } | { readonly kind: 'entry'; readonly id: string };
}
