import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isFlood, paceAfter, type Pace } from './flood.js';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 23) + seconds * 1_000);
const after = (...times: number[]): Pace =>
  times.reduce<Pace | undefined>((pace, time) => paceAfter(pace, at(time)), undefined) ?? { from: 0, count: 0 };

describe('a flood', () => {
  it('begins with the 21st message of a minute', () => {
    const twenty = Array.from({ length: 20 }, (_, index) => index);
    expect(isFlood(after(...twenty), 20)).toBe(false);
    expect(isFlood(after(...twenty, 20), 20)).toBe(true);
    expect(isFlood(after(...twenty, 60), 20)).toBe(false);
  });

  it('is none where the setting says so', () => {
    expect(isFlood(after(...Array.from({ length: 1_000 }, () => 0)), 0)).toBe(false);
  });

  it('is not made by messages that come late and out of order', () => {
    expect(after(0, 61, 5, 4)).toEqual({ from: at(61).getTime(), count: 3 });
  });

  it('is never seen in somebody who writes at most 20 in any minute, and always in 41 or more within one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 120 }), (times) => {
        const sorted = [...times].sort((a, b) => a - b);
        let pace: Pace | undefined;
        sorted.forEach((time, index) => {
          pace = paceAfter(pace, at(time));
          const inLastMinute = sorted.slice(0, index + 1).filter((other) => other > time - 60).length;
          if (inLastMinute <= 20) expect(isFlood(pace, 20)).toBe(false);
          if (inLastMinute > 40) expect(isFlood(pace, 20)).toBe(true);
        });
      }),
    );
  });
});
