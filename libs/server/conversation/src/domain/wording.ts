import type { Catalogue } from './catalogue.js';
import type { TextKey } from './texts.js';

/** Longest name said in a text, in UTF-16 units: every text of the catalogue with every name then stays inside WhatsApp's limits. */
export const MAX_SAID_NAME = 60;

/** What a text may name. */
export const NAME_KEYS = [
  'name',
  'agent',
  'business',
  'team',
  'place',
  'minutes',
  'day',
  'time',
  'field',
  'choice',
  'language',
  'least',
  'most',
] as const;
export type NameKey = (typeof NAME_KEYS)[number];
export type Names = Readonly<Partial<Record<NameKey, string | null>>>;

const PLACEHOLDER = new RegExp(`\\{([^{}\\p{L}]*)(${NAME_KEYS.join('|')})\\}`, 'gu');

/** What a text names, in the order of its places. */
export function namesIn(text: string): readonly NameKey[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, , key]) => key as NameKey);
}

/** One of the catalogue's texts with its names filled in. */
export function say(catalogue: Catalogue, key: TextKey, names: Names = {}): string {
  return fill(catalogue.texts[key], { ...names, business: catalogue.business });
}

/** Fills `{name}`; of `{, name}` the lead-in is said only when there is a value. A value is never read as a pattern again. */
export function fill(text: string, names: Names): string {
  return text.replace(PLACEHOLDER, (_, leadIn: string, key: NameKey) => {
    const said = sayable(names[key] ?? '');
    return said === '' ? '' : leadIn + said;
  });
}

/**
 * A name as it may stand inside a sentence: one line, no control or bidi characters (they would turn around the rest of the sentence),
 * cut without splitting a character. Names come from the customer's own profile: anything can be in them.
 */
export function sayable(name: string): string {
  const line = name
    .slice(0, 1_000)
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();
  if (line.length <= MAX_SAID_NAME) return line;
  let cut = '';
  for (const character of line) {
    if (cut.length + character.length > MAX_SAID_NAME - 1) break;
    cut += character;
  }
  return `${cut.trimEnd()}…`;
}
