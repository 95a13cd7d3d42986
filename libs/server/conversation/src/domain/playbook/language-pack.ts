import type { Titles, Words } from '../catalogue.js';
import type { TextKey } from '../texts.js';

/**
 * The shipped texts, words and titles of one language. English is whole; another may lack texts, which are then said as the fallback
 * says them, and are reported.
 */
export interface LanguagePack {
  readonly texts: Readonly<Partial<Record<TextKey, string>>>;
  readonly words: Readonly<Partial<Words>>;
  readonly titles: Readonly<Partial<Titles>>;
}
