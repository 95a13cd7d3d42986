import { describe, expect, it } from '@jest/globals';
import { words as ar } from '../languages/ar/words.js';
import { words as en } from '../languages/en/words.js';
import { words as es } from '../languages/es/words.js';
import { words as fr } from '../languages/fr/words.js';
import { words as hi } from '../languages/hi/words.js';
import { words as id } from '../languages/id/words.js';
import { words as ptBr } from '../languages/pt-br/words.js';
import { normaliseText, wholeMessage } from '../normalise-text.js';
import { EVERYWHERE, readConsent } from './read-consent.js';

const PACKS = { en, es, 'pt-BR': ptBr, fr, ar, hi, id } as const;
type Lists = Readonly<Record<string, readonly string[]>>;

/**
 * Phrases that mean two things, and which of them counts. `start` is a greeting to all who have not opted out (`readConsent`), so it may
 * stand in both; nothing else may.
 */
const RESOLVED: readonly string[] = ['optIn greeting start'];

/** The lists a phrase stands in beside its own, as a customer of this language meets them: its words, and the English ones. */
function overlapsOf(own: Lists, list: 'optOut' | 'optIn'): string[] {
  const lists = Object.keys(own);
  const phrases = [...(own[list] ?? []), ...(en[list] ?? []), ...EVERYWHERE[list]].map(normaliseText);
  return lists
    .filter((other) => other !== list)
    .flatMap((other) => {
      const others = new Set([...(own[other] ?? []), ...((en as unknown as Lists)[other] ?? [])].map(normaliseText));
      return [...new Set(phrases)].filter((phrase) => others.has(phrase)).map((phrase) => `${list} ${other} ${phrase}`);
    });
}

describe.each(Object.entries(PACKS))('the words of consent in %s', (_, pack) => {
  it.each(['optOut', 'optIn'] as const)('share nothing with what else the bot understands, but what is resolved (%s)', (list) => {
    expect(overlapsOf(pack as unknown as Lists, list).filter((line) => !RESOLVED.includes(line))).toEqual([]);
  });

  it('hold no start word of a chat: an opt-out is never a wish for a person', () => {
    const starts = [...pack.start, ...en.start].map(normaliseText);
    const consent = [...pack.optOut, ...pack.optIn].map(normaliseText);
    expect(consent.filter((phrase) => starts.some((start) => ` ${phrase} `.includes(` ${start} `)))).toEqual([]);
  });

  it('are understood as they are written', () => {
    for (const phrase of pack.optOut) expect([phrase, readConsent(pack, `${phrase.toUpperCase()}!`, false)]).toEqual([phrase, 'opt-out']);
    for (const phrase of pack.optIn) expect([phrase, readConsent(pack, phrase, true)]).toEqual([phrase, 'opt-in']);
    for (const phrase of pack.end) expect([phrase, readConsent(pack, phrase, true)]).toEqual([phrase, null]);
    expect([...pack.optOut, ...pack.optIn].filter((phrase) => wholeMessage(phrase) === '')).toEqual([]);
  });
});
