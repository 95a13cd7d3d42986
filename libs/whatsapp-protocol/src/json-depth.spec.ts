import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { depthOf, isDeeperThan } from './json-depth.js';

function naiveDepth(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(naiveDepth));
}

describe('depthOf', () => {
  it.each([
    ['1', 0],
    ['"[[[["', 0],
    ['{}', 1],
    ['[{"a":[]}]', 3],
    ['{"a":"\\"[[["}', 1],
    ['{"a":"\\\\","b":[]}', 2],
    ['{"a[":"}"}', 1],
    ['["ä🔧[", []]', 2],
  ])('of %s is %d', (json, depth) => {
    expect(depthOf(Buffer.from(json))).toBe(depth);
  });

  it('agrees with walking the parsed value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 12 }), (json) => {
        expect(depthOf(Buffer.from(json))).toBe(naiveDepth(JSON.parse(json)));
      }),
    );
  });

  it('survives bytes that are no JSON at all', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => expect(depthOf(bytes)).toBeGreaterThanOrEqual(0)));
  });
});

describe('isDeeperThan', () => {
  const nested = (depth: number): Buffer => Buffer.from('['.repeat(depth) + ']'.repeat(depth));

  it('draws the line exactly at the limit', () => {
    expect(isDeeperThan(nested(32), 32)).toBe(false);
    expect(isDeeperThan(nested(33), 32)).toBe(true);
  });

  it('neither overflows the stack nor looks further than the first byte too deep, a million levels deep', () => {
    let furthest = -1;
    const watched = new Proxy<Uint8Array>(nested(1_000_000), {
      get(bytes, name) {
        if (/^\d+$/.test(String(name))) furthest = Math.max(furthest, Number(name));
        return Reflect.get(bytes, name, bytes) as unknown;
      },
    });
    expect(isDeeperThan(watched, 32)).toBe(true);
    expect(furthest).toBe(32);
    expect(depthOf(nested(1_000_000))).toBe(1_000_000);
  });

  it('is not fooled by text that never closes its quote', () => {
    expect(isDeeperThan(Buffer.from(`"${'['.repeat(100)}`), 32)).toBe(false);
    expect(isDeeperThan(Buffer.from('"\\'), 32)).toBe(false);
  });
});
