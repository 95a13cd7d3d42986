import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backOffMs } from './send-limits.js';
import { TokenBucket } from './token-bucket.js';

describe('TokenBucket', () => {
  it('never lets more than 110 % of its rate through in any second', () => {
    const bucket = new TokenBucket(80, 0);
    const grants: { at: number; count: number }[] = [];
    for (let at = 0; at < 3_000; at += 7) grants.push({ at, count: bucket.take(64, at) });
    for (const { at } of grants) {
      const inSecond = grants.filter((grant) => grant.at >= at && grant.at < at + 1_000).reduce((sum, grant) => sum + grant.count, 0);
      expect(inSecond).toBeLessThanOrEqual(88);
    }
    expect(grants.reduce((sum, grant) => sum + grant.count, 0)).toBeGreaterThanOrEqual(3 * 80 - 8);
  });

  const rates = fc.constantFrom(1, 4, 20, 80, 1_000);
  const asks = fc.array(fc.record({ afterMs: fc.nat(2_000), wanted: fc.integer({ min: 1, max: 64 }) }), { minLength: 1, maxLength: 200 });

  it('INV-28 in every window, however long and whenever asked, lets through its rate and one burst at most', () => {
    fc.assert(
      fc.property(rates, asks, (perSecond, schedule) => {
        const bucket = new TokenBucket(perSecond, 0);
        let at = 0;
        const grants = schedule.map(({ afterMs, wanted }) => ({ at: (at += afterMs), count: bucket.take(wanted, at) }));
        const burst = Math.max(1, perSecond / 10);
        grants.forEach((first, from) => {
          let sum = 0;
          for (const grant of grants.slice(from)) {
            sum += grant.count;
            // A thousandth for the fractions of tokens that floating point loses and finds.
            expect(sum).toBeLessThanOrEqual(burst + ((grant.at - first.at) / 1_000) * perSecond + 0.001);
          }
        });
      }),
    );
  });

  it('INV-28 starves nobody: whoever waits as long as it says gets at least one, and that is never longer than one interval', () => {
    fc.assert(
      fc.property(rates, asks, (perSecond, schedule) => {
        const bucket = new TokenBucket(perSecond, 0);
        let at = 0;
        for (const { afterMs, wanted } of schedule) {
          at += afterMs;
          if (bucket.take(wanted, at) === wanted) continue;
          const wait = bucket.waitMs(at);
          expect(wait).toBeLessThanOrEqual(Math.ceil(1_000 / perSecond) + 1);
          at += wait;
          // An alarm never rings early; a fraction of a token may be missing by floating point, and the next look has it.
          expect(bucket.take(1, at) + bucket.take(1, at + 1)).toBeGreaterThanOrEqual(1);
          at += 1;
        }
      }),
    );
  });

  it('says when the next one may go, and then it may', () => {
    const bucket = new TokenBucket(4, 0);
    expect(bucket.take(1, 0)).toBe(1);
    expect(bucket.take(1, 0)).toBe(0);
    const wait = bucket.waitMs(0);
    expect(wait).toBe(250);
    expect(bucket.take(1, wait - 1)).toBe(0);
    expect(bucket.take(1, wait)).toBe(1);
  });

  it('does not hold anything back when it has no rate', () => {
    const bucket = new TokenBucket(0, 0);
    expect(bucket.take(100_000, 0)).toBe(100_000);
    expect(bucket.waitMs(0)).toBe(0);
  });
});

describe('the pause before the next try', () => {
  it('doubles from one second to a minute', () => {
    expect([1, 2, 3, 6, 7, 8, 100].map((attempt) => backOffMs(attempt, 0, 0))).toEqual([
      1_000, 2_000, 4_000, 32_000, 60_000, 60_000, 60_000,
    ]);
  });

  it('is never shorter than the channel asked for, nor a fifth longer', () => {
    expect(backOffMs(1, 6_000, 0)).toBe(6_000);
    expect(backOffMs(1, 6_000, 0.999)).toBeLessThanOrEqual(7_200);
  });
});
