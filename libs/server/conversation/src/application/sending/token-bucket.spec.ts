import { describe, expect, it } from '@jest/globals';
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
