/**
 * Copies of a text for comparing it with words; what is stored and shown is the text as received.
 *
 * Both fold compatibility forms (full width, ligatures, keycap digits), case and accents, drop invisible format characters (bidi
 * controls, zero-width joiners, soft hyphens) and make every run of white space one space. Arabic letters that are written for one another
 * become one, and so do the letters of German, Turkish, Nordic and Polish that others write without. Vowel signs of the scripts of India and of Thai are no accents: without them other words would be left.
 */

/**
 * Longest text that is searched for words: the most that WhatsApp's own apps let somebody type. A signed webhook may carry megabytes,
 * and folding them would hold up everybody else's turn.
 */
const MAX_SEARCHED = 65_536;
/** A letter and its accent apart are two characters; one that is unfolded into eighteen is no reason to read on. */
const MAX_FOLDED = 2 * MAX_SEARCHED;

/**
 * A letter with more marks than these is a prank. Normalising puts marks into an order of their own by insertion, so that a row of 64,000
 * of them, which anybody can send, would take a server's time for seconds. (The two half-width letters become marks.)
 */
const PILED_UP = /([\p{M}\uFF9E\uFF9F]{16})[\p{M}\uFF9E\uFF9F]+/gu;

/**
 * Marks and invisible characters, the lengthening stroke of Arabic and the dot under a letter of Hindi; marks are kept where they are
 * half of the word.
 */
const ACCENTS =
  /[\u0640\u093C\u09BC]|(?![\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Thai}])[\p{M}\p{Cf}]/gu;

/**
 * What one letter is written for, where no decomposition says so. In Arabic alef maqsura and wasla, Persian yeh, kaf and the forms of heh,
 * teh marbuta; in Hindi the moon with its dot for the dot alone; of Latin the letters that are no letter with an accent: ß, the Turkish ı,
 * ø, ł, đ, ð, þ, æ, œ; the sigma at the end of a Greek word.
 */
const WRITTEN_FOR: Readonly<Record<string, string>> = {
  '\u0649': '\u064A',
  '\u0671': '\u0627',
  '\u06CC': '\u064A',
  '\u0629': '\u0647',
  '\u06BE': '\u0647',
  '\u06C1': '\u0647',
  '\u06D5': '\u0647',
  '\u06A9': '\u0643',
  '\u0901': '\u0902',
  ß: 'ss',
  ı: 'i',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
};
const WRITTEN_OTHERWISE = new RegExp(`[${Object.keys(WRITTEN_FOR).join('')}]`, 'g');
/** Most texts hold nothing else, and there is nothing to fold in them but case. */
const NOT_ASCII = /[\u0080-\uFFFF]/;

/** What is read of a text, safe to be normalised: no more of it than somebody can type, and no letter under a pile of marks. */
export function searched(text: string): string {
  return text.slice(0, MAX_SEARCHED).replace(PILED_UP, '$1');
}

/** A decision looks at one text from several sides, one after the other: folded once for all of them. */
let lastText = '';
let lastFolded = '';

function fold(text: string): string {
  if (text === lastText) return lastFolded;
  const folded = foldAnew(text);
  // Nothing of megabytes stays behind.
  if (text.length <= MAX_SEARCHED) [lastText, lastFolded] = [text, folded];
  return folded;
}

function foldAnew(text: string): string {
  const read = text.slice(0, MAX_SEARCHED);
  if (!NOT_ASCII.test(read)) return read.toLowerCase();
  return searched(read)
    .normalize('NFKD')
    .slice(0, MAX_FOLDED)
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(WRITTEN_OTHERWISE, (letter) => WRITTEN_FOR[letter] ?? letter)
    .replace(FOREIGN_DIGIT, (digit) => ASCII_DIGIT.get(digit) ?? learnDigit(digit));
}

/** A digit of any script but our own; compatibility forms are folded before. */
const FOREIGN_DIGIT = /(?!\d)\p{Nd}/gu;
const ASCII_DIGIT = new Map<string, string>();

/** The ten digits of a script stand in a row, zero first. */
function learnDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  const ascii = String((code - zero) % 10);
  ASCII_DIGIT.set(digit, ascii);
  return ascii;
}

/** A text with the digits of other scripts, and compatibility forms, as ours; otherwise as it is. */
export function withAsciiDigits(text: string): string {
  return searched(text)
    .normalize('NFKC')
    .replace(FOREIGN_DIGIT, (digit) => ASCII_DIGIT.get(digit) ?? learnDigit(digit));
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
