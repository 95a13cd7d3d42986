import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { estimateMinutes } from './estimate-wait.js';

describe('the estimated wait', () => {
  it.each([
    ['one chat of four minutes ahead, one agent', 240, 1, 1, 5],
    ['exactly five minutes stay five', 300, 1, 1, 5],
    ['a second more is ten', 301, 1, 1, 10],
    ['third in line', 240, 3, 1, 15],
    ['third in line, three agents', 240, 3, 3, 5],
    ['seventh in line, two agents', 600, 7, 2, 35],
    ['chats of no time at all are still told as five', 0, 1, 1, 5],
    ['four hours are told', 14_400, 1, 1, 240],
    ['more than four hours are not', 14_401, 1, 1, null],
    ['nobody on duty', 240, 1, 0, null],
  ])('%s', (_, medianSeconds, place, onDuty, expected) => {
    expect(estimateMinutes({ medianSeconds, samples: 10 }, place, onDuty)).toBe(expected);
  });

  it('is not given from fewer than ten chats', () => {
    expect(estimateMinutes({ medianSeconds: 60, samples: 9 }, 1, 1)).toBeNull();
    expect(estimateMinutes(null, 1, 1)).toBeNull();
  });

  it('is a multiple of five minutes, never less than the formula says, and never shorter further back', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 7_200, noNaN: true }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 20 }),
        (medianSeconds, place, onDuty) => {
          const minutes = estimateMinutes({ medianSeconds, samples: 40 }, place, onDuty);
          const further = estimateMinutes({ medianSeconds, samples: 40 }, place + 1, onDuty);
          if (minutes === null) return expect(further).toBeNull();
          expect(minutes % 5).toBe(0);
          expect(minutes * 60 * onDuty).toBeGreaterThanOrEqual(medianSeconds * place - 1e-6);
          if (further !== null) expect(further).toBeGreaterThanOrEqual(minutes);
        },
      ),
    );
  });
});
