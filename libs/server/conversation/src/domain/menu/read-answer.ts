import { cleanText } from '../clean-text.js';
import { normaliseText, withAsciiDigits } from '../normalise-text.js';
import type { WrongAnswer } from '../texts/forms.js';
import type { Names } from '../wording.js';
import { containsWords, forgivingly } from '../words.js';
import type { Field, FieldChoice } from './form.js';
import { isDay, isoDate, readDate, sayDate, MAX_DAYS_EAST } from './read-date.js';

/** What a text is as the answer to a question: the value as it is kept, or what is wrong with it. */
export type ReadAnswer = { readonly value: string } | Wrong;
export interface Wrong {
  readonly wrong: WrongAnswer;
  readonly names?: Names;
}

/** Longest name, e-mail address and number of a phone that somebody really has (RFC 5321 and E.164 for the latter two). */
const MAX_NAME = 60;
const MAX_EMAIL = 254;
/** Beyond it a number is no longer kept exactly. */
const MAX_NUMBER = Number.MAX_SAFE_INTEGER;

interface Circumstances {
  readonly language: string;
  readonly now: Date;
}

/** @param text as received */
export function readAnswer(field: Field, text: string, circumstances: Circumstances): ReadAnswer {
  const said = cleanText(text).trim();
  if (said === '') return { wrong: 'form.wrong.empty' };
  switch (field.type) {
    case 'text':
      return said.length <= field.maxLength ? { value: said } : { wrong: 'form.wrong.long', names: { most: String(field.maxLength) } };
    case 'name':
      return readName(said);
    case 'email':
      return readEmail(said);
    case 'number':
      return readNumber(said, field);
    case 'date':
      return readDay(said, field, circumstances);
    case 'phone':
      return readPhone(said);
    case 'choice':
      return readChoice(said, field.choices);
  }
}

function readName(said: string): ReadAnswer {
  const line = said.replace(/\s+/gu, ' ');
  // Any script; a digit, an address or a sentence is none.
  return line.length <= MAX_NAME && /^\p{L}[\p{L}\p{M}\p{Zs}.'’\u200C\u200D-]*$/u.test(line)
    ? { value: line }
    : { wrong: 'form.wrong.name' };
}

function readEmail(said: string): ReadAnswer {
  const address = said.replace(/^mailto:/i, '').replace(/^<(.*)>$/, '$1');
  const isOne =
    address.length <= MAX_EMAIL &&
    /^[^\s@<>(),;:"[\]\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}]{2,63}$/u.test(address);
  return isOne && !address.includes('..') ? { value: address } : { wrong: 'form.wrong.email' };
}

/** Digits of any script, thousands apart or not; a single point or comma before three digits separates thousands. */
function readNumber(said: string, field: Extract<Field, { type: 'number' }>): ReadAnswer {
  const written = withAsciiDigits(said).replace(/[\s'’_]/gu, '');
  const match = /^([+-]?)(\d{1,3}(?:([.,])\d{3}(?:\3\d{3})*)?|\d+)(?:([.,])(\d{1,6}))?$/.exec(written);
  if (!match || (match[3] !== undefined && match[3] === match[4])) return { wrong: 'form.wrong.number' };
  const value = Number(`${match[1] ?? ''}${(match[2] ?? '').replace(/[.,]/g, '')}.${match[5] ?? '0'}`);
  return judgeNumber(value, field) ?? { value: String(value === 0 ? 0 : value) };
}

function judgeNumber(value: number, { min, max, whole }: Extract<Field, { type: 'number' }>): Wrong | null {
  if (!Number.isFinite(value) || Math.abs(value) > MAX_NUMBER) return { wrong: 'form.wrong.number' };
  if (whole && !Number.isInteger(value)) return { wrong: 'form.wrong.whole' };
  if (min !== null && value < min) return { wrong: 'form.wrong.low', names: { least: String(min) } };
  if (max !== null && value > max) return { wrong: 'form.wrong.high', names: { most: String(max) } };
  return null;
}

function readDay(said: string, { from, to }: Extract<Field, { type: 'date' }>, { language, now }: Circumstances): ReadAnswer {
  const day = readDate(withAsciiDigits(said), language, now);
  if (day === null) return { wrong: 'form.wrong.date' };
  // Where it is earliest and latest on Earth it is today as well: nobody is told that their own today is over.
  const first = from === 'today' ? isoDate(now, -MAX_DAYS_EAST) : from;
  const last = to === 'today' ? isoDate(now, MAX_DAYS_EAST) : to;
  if (first !== null && day < first)
    return { wrong: 'form.wrong.early', names: { day: sayDate(from === 'today' ? isoDate(now) : first, language) } };
  if (last !== null && day > last)
    return { wrong: 'form.wrong.late', names: { day: sayDate(to === 'today' ? isoDate(now) : last, language) } };
  return { value: day };
}

function readPhone(said: string): ReadAnswer {
  const digits = withAsciiDigits(said)
    .replace(/[\s().\-\u2010-\u2015/]/gu, '')
    .replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(digits) ? { value: digits } : { wrong: 'form.wrong.phone' };
}

/** By number, title or words; of several the longest phrase, as in a menu. */
function readChoice(said: string, choices: readonly FieldChoice[]): ReadAnswer {
  const normalised = normaliseText(said);
  if (/^\d{1,2}$/.test(normalised)) {
    const chosen = choices[Number(normalised) - 1];
    return chosen ? { value: chosen.value } : { wrong: 'form.wrong.choice' };
  }
  let best: FieldChoice | null = null;
  let longest = 0;
  for (const choice of choices) {
    for (const phrase of [normaliseText(choice.title), ...forgivingly(choice.words)]) {
      if (phrase.length > longest && containsWords(normalised, phrase)) [best, longest] = [choice, phrase.length];
    }
  }
  return best ? { value: best.value } : { wrong: 'form.wrong.choice' };
}

/**
 * Whether a value, as it is kept, answers this question. It did when it was given; the form may have been published anew since, with
 * another kind of question under the same key. (A day that has passed meanwhile was a good answer.)
 */
export function isAnswerTo(field: Field, value: string): boolean {
  if (value === '') return field.optional;
  switch (field.type) {
    case 'text':
      return value.length <= field.maxLength;
    case 'name':
      return 'value' in readName(value);
    case 'email':
      return 'value' in readEmail(value);
    case 'phone':
      return 'value' in readPhone(value);
    case 'number':
      return judgeNumber(Number(value), field) === null;
    case 'date':
      return isDay(value);
    case 'choice':
      return field.choices.some((choice) => choice.value === value);
  }
}

/** How a value is said to people: a choice by its title, a day in words. */
export function sayAnswer(field: Field, value: string, language: string): string {
  if (field.type === 'choice') return field.choices.find((choice) => choice.value === value)?.title ?? value;
  return field.type === 'date' ? sayDate(value, language) : value;
}
