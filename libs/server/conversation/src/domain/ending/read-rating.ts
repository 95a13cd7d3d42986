import { wholeMessage } from '../normalise-text.js';

export const STARS = [5, 4, 3, 2, 1] as const;
export type Stars = (typeof STARS)[number];

/** What a rating is called, in the lists of words and among the titles. */
export const RATING_NAMES = { 5: 'excellent', 4: 'good', 3: 'fair', 2: 'poor', 1: 'veryPoor' } as const;
type RatingName = (typeof RATING_NAMES)[Stars];

/** What customers write instead of a number, each as the whole message only. */
export type RatingWords = Readonly<Record<RatingName, readonly string[]>>;

/** At or below this a customer is asked what went wrong. */
export const LOW_RATING = 2;

const ROW = 'rate:';

/** The id of a row of the rating list. */
export function ratingRow(stars: Stars): string {
  return `${ROW}${String(stars)}`;
}

/** How a row of the rating list is called: "5 Excellent". */
export function ratingTitle(titles: Readonly<Record<RatingName, string>>, stars: Stars): string {
  return titles[RATING_NAMES[stars]];
}

/** Whether an id is one of the rating list's, even a forged one: it must never be read as an entry of the menu. */
export function isRatingRow(id: string): boolean {
  return id.startsWith(ROW);
}

/** The rating that a tapped id means; null when it means none (`rate:0`, `rate:05`, an id of something else). */
export function ratingOfRow(id: string): Stars | null {
  return STARS.find((stars) => ratingRow(stars) === id) ?? null;
}

/** Longer texts are no ratings; a webhook may carry megabytes. */
const LONGEST_RATING = 200;
/** Emoji, and what joins them: beside a number or a word they add nothing, alone they are no rating. Keycaps ("5️⃣") are folded to digits. */
const PICTURES = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/gu;
/** "4", "4/5", "4 / 5" with any slash Unicode folds to; never "4/10", which is another scale, nor "4.5". */
const SCORE = /^([1-5])(?: ?[/\u2044\u2215] ?5)?$/u;
/** Two to five star signs and nothing else; one alone may be applause. */
const STAR_SIGNS = /^(?:[\u2605\u2B50\u{1F31F}]\uFE0F?\s*){2,5}$/u;
const SCORE_AND_WORD = /^([1-5])[.): -]* ?(\p{L}.*)$/u;

/**
 * The rating that a text means as a whole: a digit in any script, "4/5", stars ("⭐⭐⭐⭐"), a word for it ("excellent"), or a row as it is
 * written ("5 Excellent"). Null for everything else: no sentence is searched, since "not very good" contains "very good".
 */
export function readRating(words: RatingWords, text: string): Stars | null {
  const score = readScore(text);
  if (score !== null) return score;
  const said = readable(text);
  const named = STARS.find((stars) => means(words[RATING_NAMES[stars]], said));
  const [, digit, word] = SCORE_AND_WORD.exec(said) ?? [];
  if (named !== undefined || word === undefined) return named ?? null;
  const stars = asStars(digit);
  return stars !== null && means(words[RATING_NAMES[stars]], word) ? stars : null;
}

/** The same for numbers and stars alone: "4", "4/5", "⭐⭐⭐⭐". */
export function readScore(text: string): Stars | null {
  const signs = text.length > LONGEST_RATING ? '' : text.trim();
  if (STAR_SIGNS.test(signs)) return asStars(String([...signs.matchAll(/\p{Extended_Pictographic}|\u2605/gu)].length));
  return asStars(SCORE.exec(readable(text))?.[1]);
}

function readable(text: string): string {
  return text.length > LONGEST_RATING ? '' : wholeMessage(text.replace(PICTURES, ''));
}

function asStars(digit: string | undefined): Stars | null {
  return STARS.find((stars) => String(stars) === digit) ?? null;
}

/** Lists are read for every text in AWAITING_RATING and change only with the playbook: folded once per list. */
const folded = new WeakMap<readonly string[], ReadonlySet<string>>();

function means(list: readonly string[], said: string): boolean {
  let phrases = folded.get(list);
  if (!phrases) folded.set(list, (phrases = new Set(list.map(wholeMessage))));
  return said !== '' && phrases.has(said);
}
