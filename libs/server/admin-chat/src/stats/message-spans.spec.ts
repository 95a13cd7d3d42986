import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spansOf } from './message-spans.js';

const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
const DAY = 24 * HOUR;
const at = (hours: number): number => 1_800_000_000_000 - (1_800_000_000_000 % DAY) + hours * HOUR;

describe('where the figures of a period come from', () => {
  it('is the tally for whole quarters, and the messages themselves at both ends', () => {
    const spans = spansOf([at(1) + 60_000, at(5) + 120_000], [at(0), at(24)], at(0));
    expect(spans).toEqual({
      tallied: [at(1.25), at(5)],
      read: [
        [at(1) + 60_000, at(1.25)],
        [at(5), at(5) + 120_000],
      ],
      isWhole: true,
    });
  });

  it('is the messages for what has not been counted yet, back to a day', () => {
    const spans = spansOf([at(0), at(24)], [at(-48), at(23)], at(-48));
    expect(spans).toMatchObject({ tallied: [at(0), at(23)], isWhole: true });
    expect(spans.read[1]).toEqual([at(23), at(24)]);
    const behind = spansOf([at(-72), at(24)], [at(-96), at(-60)], at(-96));
    expect(behind).toMatchObject({ tallied: [at(-72), at(-60)], isWhole: false });
    expect(behind.read[1]).toEqual([at(0), at(24)]);
  });

  it('is not whole while what lies further back is not counted, unless nothing lies there', () => {
    const period = [at(-72), at(24)] as const;
    expect(spansOf(period, [at(12), at(24)], at(-60)).isWhole).toBe(false);
    expect(spansOf(period, [at(12), at(24)], at(-6)).isWhole).toBe(true);
    expect(spansOf(period, null, at(-60)).isWhole).toBe(false);
    expect(spansOf(period, null, at(3)).isWhole).toBe(true);
    expect(spansOf(period, null, null).isWhole).toBe(true);
  });

  it('never takes a moment twice, never one outside the period, and misses none without saying so', () => {
    const moment = fc.integer({ min: at(-200), max: at(200) });
    const quarters = fc
      .tuple(fc.integer({ min: -800, max: 800 }), fc.integer({ min: 1, max: 800 }))
      .map(([from, length]) => [at(0) + from * QUARTER, at(0) + (from + length) * QUARTER] as const);
    fc.assert(
      fc.property(fc.tuple(moment, moment), fc.option(quarters), fc.option(moment), moment, ([one, other], counted, first, probe) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other) + 1];
        const { tallied, read, isWhole } = spansOf([from, to], counted, first);
        const taken = [tallied, ...read].filter(([start, end]) => probe >= start && probe < end).length;
        const inPeriod = probe >= from && probe < to;
        expect(taken).toBeLessThanOrEqual(inPeriod ? 1 : 0);
        if (inPeriod && taken === 0 && first !== null && first <= probe) expect(isWhole).toBe(false);
        expect([tallied[0] % QUARTER === 0 || tallied[0] === tallied[1], tallied[1] % QUARTER === 0 || tallied[0] === tallied[1]]).toEqual([
          true,
          true,
        ]);
        if (tallied[0] < tallied[1]) expect(counted && counted[0] <= tallied[0] && counted[1] >= tallied[1]).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
