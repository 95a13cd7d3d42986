import type { Language } from '@parley/vocabulary';
import { findablesOf } from '../domain/answers/findables.js';
import type { Suggest } from '../domain/answers/suggestion.js';
import type { Catalogue } from '../domain/catalogue.js';
import { languageDetector, type DetectLanguage } from '../domain/languages/detect-language.js';
import { profileOf } from '../domain/languages/language-profiles.js';
import type { SpokenLanguages, Speech } from '../domain/languages/spoken-languages.js';
import { articleIndex } from './answers/article-index.js';

/**
 * The languages of one published playbook, with what each can say and find. Catalogues, search indexes and the detector are made at their
 * first use: most installations speak one language, and many a process never searches.
 *
 * @param catalogueOf the same catalogue for the same language each time
 */
export function spokenLanguages(offered: readonly Language[], catalogueOf: (language: Language) => Catalogue): SpokenLanguages {
  const speeches = new Map<Language, Speech>();
  const speech = (language: Language): Speech => {
    let found = speeches.get(language);
    if (!found) {
      const catalogue = catalogueOf(language);
      let suggest: Suggest | undefined;
      found = { catalogue, suggest: (text) => (suggest ??= articleIndex(findablesOf(catalogue)))(text) };
      speeches.set(language, found);
    }
    return found;
  };
  let detector: DetectLanguage | undefined;
  const detect: DetectLanguage = (text, phone) =>
    (detector ??= languageDetector(offered.map((language) => profileOf(language, choicesOf(speech(language).catalogue)))))(text, phone);
  return { offered, detect, speech };
}

/** What choices are called, and their words. */
function choicesOf(catalogue: Catalogue): readonly string[] {
  return [...catalogue.menus.values()].flatMap((menu) => menu.entries.flatMap(({ title, words }) => [title, ...words]));
}
