import type { Language } from '@parley/vocabulary';

/**
 * The countries, by their calling codes, where most people would rather be answered in a language of ours. Left out where none of them
 * has a clear lead (Belgium, Canada and the other countries of +1): a hint that is often wrong is worse than a question.
 */
const CALLING_CODES: readonly (readonly [Language, string])[] = [
  ['en', '27 44 61 64 65 220 231 232 233 234 254 256 260 263 353'],
  ['es', '34 51 52 53 54 56 57 58 240 502 503 504 505 506 507 591 593 595 598'],
  ['pt-BR', '55 238 239 244 245 258 351'],
  ['fr', '33 221 223 224 225 226 227 228 229 236 237 241 242 243 261 262 377 509 590 594 596'],
  ['ar', '20 211 212 213 216 218 222 249 961 962 963 964 965 966 967 968 970 971 973 974'],
  ['hi', '91'],
  ['id', '62'],
];

const LANGUAGE_BY_CODE = new Map(CALLING_CODES.flatMap(([language, codes]) => codes.split(' ').map((code) => [code, language] as const)));

/** No calling code is longer. */
const LONGEST_CODE = 3;

/**
 * What the country of a number makes likely, of the languages on offer; null: nothing. Calling codes are prefix-free, so the first
 * that fits is the country.
 * @param phone `+` and digits
 */
export function hintOf(phone: string | null, offered: ReadonlySet<Language>): Language | null {
  if (!phone?.startsWith('+')) return null;
  for (let length = 1; length <= LONGEST_CODE; length += 1) {
    const language = LANGUAGE_BY_CODE.get(phone.slice(1, 1 + length));
    if (language) return offered.has(language) ? language : null;
  }
  return null;
}
