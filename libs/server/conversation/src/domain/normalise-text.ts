/**
 * Copies of a text for comparing it with words; what is stored and shown is the text as received.
 *
 * Both fold compatibility forms (full width, ligatures, keycap digits), case and accents, drop invisible format characters (bidi
 * controls, zero-width joiners, soft hyphens) and make every run of white space one space. Arabic letters that are written for one another
 * become one. Vowel signs of the scripts of India and of Thai are no accents: without them other words would be left.
 */

/**
 * Longest text that is searched for words: the most that WhatsApp's own apps let somebody type. A signed webhook may carry megabytes,
 * and folding them would hold up everybody else's turn.
 */
const MAX_SEARCHED = 65_536;

/** The first digits of the number systems customers type in, beside our own; compatibility forms are folded before. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];

/**
 * Marks and invisible characters, the lengthening stroke of Arabic and the dot under a letter of Hindi; marks are kept where they are
 * half of the word.
 */
const ACCENTS =
  /[\u0640\u093C\u09BC]|(?![\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Thai}])[\p{M}\p{Cf}]/gu;

/** Alef maqsura, Persian yeh and kaf, teh marbuta; in Hindi the moon with its dot for the dot alone. */
const WRITTEN_FOR: Readonly<Record<string, string>> = {
  '\u0649': '\u064A',
  '\u06CC': '\u064A',
  '\u0629': '\u0647',
  '\u06A9': '\u0643',
  '\u0901': '\u0902',
};

function fold(text: string): string {
  return text
    .slice(0, MAX_SEARCHED)
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(/[\u0649\u06CC\u0629\u06A9\u0901]/g, (letter) => WRITTEN_FOR[letter] ?? letter)
    .replace(/[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF\u0E50-\u0E59]/g, asciiDigit);
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.findLast((candidate) => candidate <= code) ?? code;
  return String(code - zero);
}

/** The forgiving copy: punctuation, symbols and emoji count as space. "¡Chat-Support!" is "chat support", "👍" is "". */
export function normaliseText(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}

/**
 * The strict copy, for words that end something: only white space around it and closing punctuation are ignored. "Done!" is "done",
 * but "done 👍", "(done)" and "#done" are something a customer says to an agent.
 */
export function wholeMessage(text: string): string {
  const folded = fold(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  // By hand: a pattern that ends in `$` takes quadratic time on a long row of punctuation.
  let end = folded.length;
  while (end > 0 && /[\p{P} ]/u.test(folded.charAt(end - 1))) end -= 1;
  return folded.slice(0, end);
}
