import { describe, expect, it } from '@jest/globals';
import { PairLimit } from './pair-limit.js';

describe('the pair limit', () => {
  const clock = { at: 1_000_000, now: () => clock.at };
  const sends = (pairs: PairLimit, phone: string, count: number) =>
    Array.from({ length: count }, () => pairs.allows(phone)).filter(Boolean).length;

  it('lets 45 go at once, then one each 6 s, and only this customer waits', () => {
    const pairs = new PairLimit(clock);
    expect(sends(pairs, 'maya', 60)).toBe(45);
    expect(sends(pairs, 'tomás', 1)).toBe(1);
    clock.at += 5_999;
    expect(sends(pairs, 'maya', 1)).toBe(0);
    clock.at += 1;
    expect(sends(pairs, 'maya', 2)).toBe(1);
  });

  it('pays a burst of 20 back in two minutes', () => {
    const pairs = new PairLimit(clock);
    sends(pairs, 'maya', 20);
    clock.at += 120_000;
    expect(sends(pairs, 'maya', 60)).toBe(45);
  });
});
