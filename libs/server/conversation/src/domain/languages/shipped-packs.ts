import type { Language } from '@parley/vocabulary';
import type { Words } from '../catalogue.js';
import type { LanguagePack } from '../playbook/language-pack.js';
import { ENGLISH_TEXTS } from '../texts.js';
import { ENGLISH_TITLES } from '../titles.js';
import * as arTexts from './ar/texts.js';
import { words as arWords } from './ar/words.js';
import { words as enWords } from './en/words.js';
import * as esTexts from './es/texts.js';
import { words as esWords } from './es/words.js';
import * as frTexts from './fr/texts.js';
import { words as frWords } from './fr/words.js';
import * as hiTexts from './hi/texts.js';
import { words as hiWords } from './hi/words.js';
import * as idTexts from './id/texts.js';
import { words as idWords } from './id/words.js';
import * as ptBrTexts from './pt-br/texts.js';
import { words as ptBrWords } from './pt-br/words.js';

const ALL_WORDS: readonly Words[] = [enWords, esWords, ptBrWords, frWords, arWords, hiWords, idWords];

const PACKS: Readonly<Record<Language, LanguagePack>> = {
  en: { words: withEnglish(enWords), texts: ENGLISH_TEXTS, titles: ENGLISH_TITLES },
  es: { words: withEnglish(esWords), ...esTexts },
  'pt-BR': { words: withEnglish(ptBrWords), ...ptBrTexts },
  fr: { words: withEnglish(frWords), ...frTexts },
  ar: { words: withEnglish(arWords), ...arTexts },
  hi: { words: withEnglish(hiWords), ...hiTexts },
  id: { words: withEnglish(idWords), ...idTexts },
};

/** The shipped texts, titles and words of a language; what lacks is said in English. */
export function shippedPack(language: Language): LanguagePack {
  return PACKS[language];
}

/** The words of the contract count in every language, and English is on every phone: its words always come along. */
function withEnglish(words: Words): Words {
  const both = (list: keyof Words): readonly string[] => [...new Set([...words[list], ...enWords[list]])];
  return {
    start: both('start'),
    end: both('end'),
    menu: both('menu'),
    greeting: both('greeting'),
    courtesy: both('courtesy'),
    optOut: both('optOut'),
    optIn: both('optIn'),
    excellent: both('excellent'),
    good: both('good'),
    fair: both('fair'),
    poor: both('poor'),
    veryPoor: both('veryPoor'),
    // Who is spoken to in a language they do not read asks in their own.
    language: [...new Set(ALL_WORDS.flatMap((one) => one.language))],
    skip: both('skip'),
    yes: both('yes'),
    no: both('no'),
  };
}
