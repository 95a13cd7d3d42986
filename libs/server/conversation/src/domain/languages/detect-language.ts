import type { Language } from '@parley/vocabulary';
import { normaliseText } from '../normalise-text.js';
import { containsWords, forgivingly } from '../words.js';
import { hintOf } from './country-hint.js';

/** By what one language is recognised. */
export interface LanguageProfile {
  readonly language: Language;
  /** Messages that are this language as a whole: greetings, thanks, the words of the bot. */
  readonly whole: readonly string[];
  /** Phrases that may stand anywhere in a message: what opens a chat, what a choice of the menu is called. */
  readonly phrases: readonly string[];
  /** The small words of which every sentence is full. */
  readonly common: readonly string[];
}

export interface Detection {
  readonly language: Language;
  /** False: a guess, good enough to speak it until the customer says otherwise. */
  readonly isSure: boolean;
}

/**
 * Which of the languages a text is in; null: no idea at all.
 * @param phone the contact's number with `+`; its country breaks ties and says something where the text says nothing
 */
export type DetectLanguage = (text: string, phone: string | null) => Detection | null;

/** Characters of a message that are looked at: a language shows in its first sentence. */
const MAX_READ = 600;
/** What evidence weighs. A whole message or a phrase is surer than a single small word, which a neighbour may have too. */
const WHOLE = 3;
const PHRASE = 2;
/** This much evidence, and this much more than any other language has, is sure. */
const ENOUGH = 2;

/**
 * Arabic letters that Arabic does not have: Persian, Urdu, Kurdish. Who writes those is not sure to read Arabic.
 * (Devanagari without Hindi is not told apart: Marathi and Nepali speakers read Hindi better than anything else we offer.)
 */
const NOT_ARABIC = /[پچژگٹڈڑںےھ]/u;
const SCRIPTS: readonly (readonly [Language, RegExp])[] = [
  ['ar', /\p{Script=Arabic}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
];

/**
 * Tells languages apart by script, then by words: cheap, explainable, and right where it says that it is sure; the rest is asked.
 * @param profiles the languages on offer
 */
export function languageDetector(profiles: readonly LanguageProfile[]): DetectLanguage {
  const folded = profiles.map(({ language, whole, phrases, common }) => ({
    language,
    whole: new Set(forgivingly(whole)),
    phrases: forgivingly(phrases),
    common: new Set(forgivingly(common)),
  }));
  const offered = new Set<Language>(profiles.map(({ language }) => language));
  return (text, phone) => {
    const start = text.slice(0, MAX_READ);
    const hint = hintOf(phone, offered);
    const byScript = scriptOf(start);
    if (byScript !== null) {
      if (offered.has(byScript)) return { language: byScript, isSure: byScript !== 'ar' || !NOT_ARABIC.test(start) };
      return guess(hint);
    }
    const normalised = normaliseText(start);
    const words = new Set(normalised.split(' '));
    const ranked = folded
      .map(({ language, whole, phrases, common }) => {
        const said = phrases.some((phrase) => containsWords(normalised, phrase)) ? PHRASE : 0;
        const small = [...words].filter((word) => common.has(word)).length;
        return { language, points: (whole.has(normalised) ? WHOLE : 0) + said + small };
      })
      .sort((a, b) => b.points - a.points);
    const best = ranked[0];
    if (!best || best.points === 0) return guess(hint);
    const lead = best.points - (ranked[1]?.points ?? 0);
    if (lead === 0) return guess(ranked.some((one) => one.points === best.points && one.language === hint) ? hint : null);
    const isSure = best.points >= ENOUGH && (lead >= ENOUGH || best.language === hint);
    return { language: best.language, isSure };
  };
}

function guess(language: Language | null): Detection | null {
  return language && { language, isSure: false };
}

/** The language whose script most letters are of; null: none of ours has a script of its own here. */
function scriptOf(text: string): Language | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  for (const [language, script] of SCRIPTS) {
    if (letters > 0 && (text.match(script)?.length ?? 0) * 2 > letters) return language;
  }
  return null;
}
