import { normaliseText } from '../normalise-text.js';

/** A text is searched by its beginning: what somebody asks stands there, and a hostile text must not hold up everybody else's turn. */
const MAX_SEARCHED = 2_000;
const MAX_TERMS = 40;
/** No word is longer; comparing one with its neighbours takes time and memory by the square of its length. */
const MAX_TERM = 40;

/**
 * The words of a text by which it is found, each cut back to what its forms have in common: lower case, without accents, articles and
 * common endings. Light on purpose: what is left over (a typing error, another form) is found because the search is tolerant.
 */
export function searchTerms(text: string): string[] {
  const words = normaliseText(text.slice(0, MAX_SEARCHED)).slice(0, MAX_SEARCHED).split(' ', MAX_TERMS);
  return words.map((word) => stem(word.slice(0, MAX_TERM))).filter(Boolean);
}

/** One normalised word without article and ending. */
export function stem(word: string): string {
  if (/^[\u0600-\u06FF]/.test(word)) return stemArabic(word);
  if (/^[\u0900-\u097F]/.test(word)) return longEnough(word.replace(/[\u0900-\u0903\u093E-\u094C]+$/, ''), word, 2);
  return stemLatin(word);
}

/** And, by, for, like and the article are written to the word in front of it; whose it is, behind. */
function stemArabic(word: string): string {
  const bare = longEnough(word.replace(/^(?:[وفبك]?ال|لل)/, ''), word, 3);
  return longEnough(bare.replace(/(?:هم|كم|نا|ها|ات|ين|ون|ي|ك|ه)$/, ''), bare, 3);
}

/** Plurals of English, Spanish, Portuguese and French; "-nya", "-ku" and "-mu" of Indonesian. */
function stemLatin(word: string): string {
  const single = longEnough(word.replace(/(?:nya|s|x)$/, ''), word, 4);
  return single;
}

function longEnough(cut: string, whole: string, least: number): string {
  return cut.length >= least ? cut : whole;
}
