import { LANGUAGE_NAMES, LANGUAGES, type Language } from '@parley/vocabulary';
import { normaliseText } from '../normalise-text.js';

/** What every language is called in every language: "Spanish", "español", "espagnol"; some thirty names, made at the first question. */
let names: ReadonlyMap<string, Language> | undefined;

/** @returns the language whose name, in whichever language, this normalised text is as a whole, if it is on offer */
export function languageMeantBy(normalised: string, offered: readonly Language[]): Language | null {
  names ??= namesOfAll();
  const language = names.get(normalised);
  return language !== undefined && offered.includes(language) ? language : null;
}

function namesOfAll(): ReadonlyMap<string, Language> {
  const found = new Map<string, Language>();
  for (const language of LANGUAGES) {
    // Without its country: nobody writes "Brazilian Portuguese".
    const [bare = language] = language.split('-');
    for (const reader of LANGUAGES) {
      const name = new Intl.DisplayNames(reader, { type: 'language' }).of(bare);
      if (name !== undefined) found.set(normaliseText(name), language);
    }
    found.set(normaliseText(LANGUAGE_NAMES[language]), language);
  }
  return found;
}
