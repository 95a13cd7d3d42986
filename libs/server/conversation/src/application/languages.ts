import type { Language } from '@parley/vocabulary';
import { findablesOf } from '../domain/answers/findables.js';
import type { Suggest } from '../domain/answers/suggestion.js';
import type { Catalogue } from '../domain/catalogue.js';
import { languageDetector, type DetectLanguage } from '../domain/languages/detect-language.js';
import { profileOf } from '../domain/languages/language-profiles.js';
import type { SpokenLanguages, Speech } from '../domain/languages/spoken-languages.js';
import { compilePlaybook } from '../domain/playbook/compile-playbook.js';
import type { PlaybookDocument } from '../domain/playbook/document.js';
import { articleIndex } from './answers/article-index.js';

const known = new WeakMap<PlaybookDocument, SpokenLanguages>();

/** The languages of a playbook; made once for each document. */
export function languagesOf(document: PlaybookDocument): SpokenLanguages {
  let found = known.get(document);
  if (!found) {
    const { languages, defaultLanguage } = document;
    // The default first: it is what is offered first, too.
    const offered = [...new Set([defaultLanguage, ...languages])];
    known.set(document, (found = spokenLanguages(offered, (language) => compilePlaybook(document, language).catalogue)));
  }
  return found;
}

/** What is said to somebody of this language; of one that is not offered, or none: in the default one. */
export function speechFor(languages: SpokenLanguages, language: string | null): Speech {
  const [first = 'en' as const] = languages.offered;
  return languages.speech(languages.offered.find((one) => one === language) ?? first);
}

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
