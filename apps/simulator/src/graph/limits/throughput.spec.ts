import { describe, expect, it } from '@jest/globals';
import { Throughput } from './throughput.js';

describe('the throughput', () => {
  const clock = { at: 1_000_000, now: () => clock.at };

  it('is so many in any one second', () => {
    const throughput = new Throughput(clock);
    const send = (count: number) => Array.from({ length: count }, () => throughput.allows(80)).filter(Boolean).length;
    expect(send(50)).toBe(50);
    clock.at += 600;
    expect(send(50)).toBe(30);
    clock.at += 400;
    expect(send(100)).toBe(50);
    clock.at += 1000;
    expect(send(100)).toBe(80);
  });

  it('is lifted by 0', () => {
    const throughput = new Throughput(clock);
    expect(Array.from({ length: 500 }, () => throughput.allows(0)).every(Boolean)).toBe(true);
  });

  it('does not stand still when the clock is turned back', () => {
    const throughput = new Throughput(clock);
    for (let count = 0; count < 80; count += 1) throughput.allows(80);
    clock.at -= 3_600_000;
    expect(throughput.allows(80)).toBe(true);
  });
});
