import type { Language } from '@parley/vocabulary';
import { normaliseText } from '../normalise-text.js';
import * as ar from './ar/words.js';
import type { LanguageProfile } from './detect-language.js';
import * as en from './en/words.js';
import * as es from './es/words.js';
import * as fr from './fr/words.js';
import * as hi from './hi/words.js';
import * as id from './id/words.js';
import type { PackWords } from './pack-words.js';
import * as ptBR from './pt-br/words.js';

const SHIPPED: Readonly<
  Record<Language, { readonly words: PackWords; readonly common: readonly string[]; readonly typical: readonly string[] }>
> = {
  en,
  es,
  'pt-BR': ptBR,
  fr,
  ar,
  hi,
  id,
};

/** The contract's words are typed by speakers of every language, "chat" and "menu" before all: they prove none. */
const INTERNATIONAL: ReadonlySet<string> = new Set([...en.words.start, ...en.words.end, ...en.words.menu, 'ok'].map(normaliseText));

/**
 * By what the shipped words of a language recognise it.
 * @param choices what the choices of the menu are called in it, and their words
 */
export function profileOf(language: Language, choices: readonly string[]): LanguageProfile {
  const { words, common, typical } = SHIPPED[language];
  const own = (list: readonly string[]): readonly string[] => list.filter((word) => !INTERNATIONAL.has(normaliseText(word)));
  return {
    language,
    whole: own([...words.greeting, ...words.courtesy, ...words.end, ...words.menu, ...words.language, ...words.yes, ...words.no]),
    phrases: own([...words.start, ...choices]),
    common: [...common, ...typical],
  };
}

/**
 * The small words of all our languages, which say nothing of what is asked. Of all, because people mix them, and because none of them
 * means something in another.
 */
export const SMALL_WORDS: readonly string[] = [
  ...new Set([...Object.values(SHIPPED).flatMap(({ common }) => common), ...'a e i o u de la le en me te se no al lo nos'.split(' ')]),
];
