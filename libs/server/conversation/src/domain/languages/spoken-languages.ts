import type { Language } from '@parley/vocabulary';
import type { Suggest } from '../answers/suggestion.js';
import type { Catalogue } from '../catalogue.js';
import type { DetectLanguage } from './detect-language.js';

/** What is said, understood and found in one language. */
export interface Speech {
  readonly catalogue: Catalogue;
  readonly suggest: Suggest;
}

/** The languages of the installation. */
export interface SpokenLanguages {
  /** What customers may choose; with one nobody is asked, and nothing is detected. */
  readonly offered: readonly Language[];
  readonly detect: DetectLanguage;
  readonly speech: (language: Language) => Speech;
}
