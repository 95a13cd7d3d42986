import type { Words } from '../catalogue.js';
import type { TextKey } from '../texts.js';
import type { Titles } from '../titles.js';

/**
 * The shipped texts, words and titles of one language. English is whole; another may lack some, which are then as the fallback has them,
 * and are reported.
 */
export interface LanguagePack {
  readonly texts: Readonly<Partial<Record<TextKey, string>>>;
  readonly words: Readonly<Partial<Words>>;
  readonly titles: Readonly<Partial<Titles>>;
}
