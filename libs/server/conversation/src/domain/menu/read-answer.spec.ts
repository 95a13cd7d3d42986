import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Language } from '@parley/vocabulary';
import { NOON } from '../rehearsal.test.js';
import type { Field } from './form.js';
import { readAnswer } from './read-answer.js';
import { readDate, sayDate } from './read-date.js';

const about = { key: 'k', label: 'Label', ask: 'What?', optional: false };
const FIELDS = {
  text: { ...about, type: 'text', maxLength: 20 },
  name: { ...about, type: 'name' },
  email: { ...about, type: 'email' },
  number: { ...about, type: 'number', min: null, max: null, whole: false },
  persons: { ...about, type: 'number', min: 1, max: 8, whole: true },
  day: { ...about, type: 'date', from: null, to: null },
  comingDay: { ...about, type: 'date', from: 'today', to: '2027-12-31' },
  phone: { ...about, type: 'phone' },
  choice: {
    ...about,
    type: 'choice',
    choices: [
      { value: 'red', title: 'Red', words: ['scarlet'] },
      { value: 'dark-red', title: 'Dark red', words: [] },
      { value: 'blue', title: 'Blue', words: ['navy'] },
    ],
  },
} as const satisfies Record<string, Field>;

const read = (field: keyof typeof FIELDS, text: string, language: Language = 'en'): unknown => {
  const told = readAnswer(FIELDS[field], text, { language, now: NOON });
  return 'wrong' in told ? told.wrong : told.value;
};

describe('an answer is kept as it is meant', () => {
  it.each([
    ['text', '  JH-48213 ', 'JH-48213'],
    ['text', 'a\u0000b', 'ab'],
    ['name', 'Maria  Öz-O’Neill Jr.', 'Maria Öz-O’Neill Jr.'],
    ['name', 'محمد علي', 'محمد علي'],
    ['name', 'अनिता शर्मा', 'अनिता शर्मा'],
    ['email', 'Maria.Lopez+shop@mail.example.com', 'Maria.Lopez+shop@mail.example.com'],
    ['email', 'mailto:maria@example.com', 'maria@example.com'],
    ['email', '<maria@exämple.com>', 'maria@exämple.com'],
    ['number', '12', '12'],
    ['number', '-0', '0'],
    ['number', '1 234,5', '1234.5'],
    ['number', '1,234.50', '1234.5'],
    ['number', '1.234.567', '1234567'],
    ['number', '٣٫٥'.replace('٫', '.'), '3.5'],
    ['persons', '۸', '8'],
    ['day', '2026-12-24', '2026-12-24'],
    ['day', '24.12.2026', '2026-12-24'],
    ['day', '24/12/26', '2026-12-24'],
    ['day', '12/24/2026', '2026-12-24'],
    ['day', '24.12.', '2026-12-24'],
    ['day', '1.2.', '2027-02-01'],
    ['day', 'December 24th, 2026', '2026-12-24'],
    ['day', '24 dec', '2026-12-24'],
    ['day', 'Tomorrow', '2026-11-23'],
    ['day', '29.2.', '2028-02-29'],
    ['comingDay', 'today', '2026-11-22'],
    ['phone', '+44 (7700) 900-123', '+447700900123'],
    ['phone', '0044 7700 900123', '+447700900123'],
    ['choice', '2', 'dark-red'],
    ['choice', 'the scarlet one', 'red'],
    ['choice', 'dark red please', 'dark-red'],
  ] as const)('%s: %j', (field, text, value) => {
    expect(read(field, text)).toBe(value);
  });

  it.each([
    ['es', '24 de diciembre de 2026', '2026-12-24'],
    ['es', 'mañana', '2026-11-23'],
    ['fr', '24 déc. 2026', '2026-12-24'],
    ['pt-BR', 'hoje', '2026-11-22'],
    ['ar', '٢٤ ديسمبر ٢٠٢٦', '2026-12-24'],
    ['hi', '24 दिसंबर', '2026-12-24'],
    ['id', 'besok', '2026-11-23'],
  ] as const)('a day in %s: %s', (language, text, day) => {
    expect(read('day', text, language)).toBe(day);
  });
});

describe('an answer that is none is told what is wrong with it', () => {
  it.each([
    ['text', '   ', 'form.wrong.empty'],
    ['text', '\u0000', 'form.wrong.empty'],
    ['text', 'x'.repeat(21), 'form.wrong.long'],
    ['name', '4711', 'form.wrong.name'],
    ['name', 'maria@example.com', 'form.wrong.name'],
    ['name', 'M'.repeat(61), 'form.wrong.name'],
    ['name', 'Maria\u202Eairam', 'form.wrong.name'],
    ['email', 'maria@', 'form.wrong.email'],
    ['email', 'maria at example.com', 'form.wrong.email'],
    ['email', 'a@b.com, c@d.com', 'form.wrong.email'],
    ['email', 'a..b@example.com', 'form.wrong.email'],
    ['number', 'seven', 'form.wrong.number'],
    ['number', '1e9', 'form.wrong.number'],
    ['number', '9'.repeat(20), 'form.wrong.number'],
    ['number', '1,23,4', 'form.wrong.number'],
    ['persons', '2.5', 'form.wrong.whole'],
    ['persons', '0', 'form.wrong.low'],
    ['persons', '9', 'form.wrong.high'],
    ['day', 'soon', 'form.wrong.date'],
    ['day', '31.2.2027', 'form.wrong.date'],
    ['day', '1.1.1', 'form.wrong.date'],
    ['day', '1 2 3 4', 'form.wrong.date'],
    ['comingDay', '20.11.2026', 'form.wrong.early'],
    ['comingDay', '1.1.2028', 'form.wrong.late'],
    ['phone', '07700 900123', 'form.wrong.phone'],
    ['phone', '+44 7700 9OO123', 'form.wrong.phone'],
    ['choice', '4', 'form.wrong.choice'],
    ['choice', 'green', 'form.wrong.choice'],
    ['choice', '👍', 'form.wrong.choice'],
  ] as const)('%s: %j', (field, text, wrong) => {
    expect(read(field, text)).toBe(wrong);
  });

  it('whatever is written, and never takes long', () => {
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(FIELDS) as (keyof typeof FIELDS)[])), fc.string({ unit: 'binary' }), (field, text) => {
        expect(typeof read(field, text)).toBe('string');
      }),
    );
    for (const field of Object.keys(FIELDS) as (keyof typeof FIELDS)[]) {
      for (const text of [
        'a'.repeat(60_000),
        '1'.repeat(60_000),
        '1,'.repeat(30_000),
        'a@'.repeat(30_000),
        'a.'.repeat(30_000),
        '- '.repeat(30_000),
      ]) {
        expect(read(field, text)).toMatch(/^form\.wrong\./);
      }
    }
  });
});

describe('a day', () => {
  it('is said in words, and read again from them', () => {
    const days = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    for (const language of ['en', 'es', 'pt-BR', 'fr', 'ar', 'hi', 'id'] as const) {
      fc.assert(
        fc.property(days, (day) => {
          expect(readDate(sayDate(day, language), language, NOON)).toBe(day);
        }),
        { numRuns: 60 },
      );
    }
  });

  it('is still today where it is earliest on Earth', () => {
    const field = FIELDS.comingDay;
    expect(readAnswer(field, '21.11.2026', { language: 'en', now: NOON })).toEqual({ value: '2026-11-21' });
  });
});
