import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPlaceNews, longWaitAt, MAX_PLACE_UPDATES, PLACE_UPDATE_EVERY_MS, type ToldPlace } from './place-news.js';

const NOON = new Date('2026-11-22T12:00:00.000Z');
const minutes = (after: number): Date => new Date(NOON.getTime() + after * 60_000);

describe('a place in the queue', () => {
  it.each([
    ['has halved', 8, 4, 3, 0, true],
    ['has more than halved', 8, 1, 3, 0, true],
    ['has become the next', 2, 1, 3, 0, true],
    ['has not quite halved', 7, 4, 3, 0, false],
    ['has moved by one', 3, 2, 60, 0, false],
    ['has not moved', 1, 1, 60, 0, false],
    ['has grown', 2, 3, 60, 0, false],
    ['has halved within three minutes', 8, 4, 2.99, 0, false],
    ['has halved for the third time', 8, 4, 3, 2, true],
    ['has halved once too often', 8, 1, 60, 3, false],
  ])('that %s', (_, told, place, after, updates, expected) => {
    expect(isPlaceNews({ place: told, at: NOON, updates }, place, minutes(after))).toBe(expected);
  });

  it('is told at most three times, three minutes apart, and smaller each time, however the queue moves', () => {
    const walk = fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 400_000 })), { maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), walk, (first, steps) => {
        let told: ToldPlace = { place: first, at: NOON, updates: 0 };
        const all = [told];
        let now = NOON;
        for (const [place, ms] of steps) {
          now = new Date(now.getTime() + ms);
          if (isPlaceNews(told, place, now)) all.push((told = { place, at: now, updates: told.updates + 1 }));
        }
        expect(all.length - 1).toBeLessThanOrEqual(MAX_PLACE_UPDATES);
        all.slice(1).forEach((one, index) => {
          const before = all[index];
          if (!before) return;
          expect(one.at.getTime() - before.at.getTime()).toBeGreaterThanOrEqual(PLACE_UPDATE_EVERY_MS);
          expect(one.place * 2).toBeLessThanOrEqual(before.place);
        });
      }),
    );
  });
});

describe('a wait', () => {
  it('is long after twice the estimate, and after ten minutes when none was given', () => {
    expect(longWaitAt(NOON, 15)).toEqual(minutes(30));
    expect(longWaitAt(NOON, null)).toEqual(minutes(10));
  });
});
