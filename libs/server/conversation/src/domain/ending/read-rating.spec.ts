import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRatingRow, ratingOfRow, ratingRow, readRating, STARS, type RatingWords } from './read-rating.js';

const WORDS: RatingWords = {
  excellent: ['excellent', 'perfect'],
  good: ['good', 'very good', '4 stars'],
  fair: ['ok', 'so so'],
  poor: ['poor', 'bad'],
  veryPoor: ['very poor', 'terrible'],
};

describe('a rating in words and digits', () => {
  it.each([
    ['5', 5],
    [' 4. ', 4],
    ['3!', 3],
    ['5️⃣', 5],
    ['٢', 2],
    ['۱', 1],
    ['४', 4],
    ['５', 5],
    ['③', 3],
    ['4/5', 4],
    ['4 / 5', 4],
    ['5 ⁄ 5', 5],
    ['٤/٥', 4],
    ['⅘', 4],
    ['5 👍', 5],
    ['⭐ 4', 4],
    ['⭐⭐⭐⭐⭐', 5],
    ['🌟 🌟 🌟', 3],
    ['★★', 2],
    ['⭐️⭐️⭐️⭐️', 4],
    ['4 stars', 4],
    ['Excellent', 5],
    ['EXCELLENT!!', 5],
    ['perfect 🙏🏽', 5],
    ['Very good.', 4],
    ['So  so', 3],
    ['ok', 3],
    ['very poor', 1],
    ['5 Excellent', 5],
    ['4 - good', 4],
    ['1: very poor', 1],
    ['Éxcellent', 5],
  ])('%j is %i', (text, stars) => {
    expect(readRating(WORDS, text)).toBe(stars);
  });

  it.each([
    '',
    '0',
    '6',
    '10',
    '45',
    '4.5',
    '4,5',
    '-1',
    '4/10',
    '5/4',
    '3 of us',
    '5 good',
    '2 excellent',
    'not very good',
    'very very good',
    'excellent service, thank you',
    '5 items are missing',
    'order 5',
    '👍',
    '⭐',
    '⭐⭐⭐⭐⭐⭐',
    '⭐⭐👍',
    '😡',
    '❤️',
    '?',
    '__proto__',
    'constructor',
    '5\u0000 5',
  ])('%j is none', (text) => {
    expect(readRating(WORDS, text)).toBeNull();
  });

  it('is none that is longer than any rating', () => {
    for (const text of ['5 '.repeat(40_000), `5${' '.repeat(200_000)}x`, '⭐'.repeat(65_000)]) expect(readRating(WORDS, text)).toBeNull();
  });
});

describe('the rows of the rating list', () => {
  it.each(STARS)('name %i and nothing else', (stars) => {
    expect(ratingOfRow(ratingRow(stars))).toBe(stars);
    expect(isRatingRow(ratingRow(stars))).toBe(true);
  });

  it('are not forged', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `rate:${text}`),
          fc.constantFrom('rate:0', 'rate:6', 'rate:05', 'rate:5 ', 'RATE:5', 'rate:', '__proto__'),
        ),
        (id) => {
          expect(ratingOfRow(id)).toBe(/^rate:[1-5]$/.test(id) ? Number(id.slice(5)) : null);
        },
      ),
    );
  });
});
