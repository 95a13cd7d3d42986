import { describe, expect, it } from '@jest/globals';
import { shapeVerdicts } from './document-shape.js';
import type { PlaybookDocument } from './document.js';
import type { Verdict } from './fault.js';
import { greatPlaybook } from './great-playbook.test.js';
import { playbookVerdicts } from './playbook-faults.js';

/** How much of a document is looked at: in all, and in the greatest piece. */
function work(document: PlaybookDocument, judge: (value: PlaybookDocument) => Iterable<Verdict>): { all: number; piece: number } {
  let all = 0;
  let before = 0;
  let piece = 0;
  for (const verdict of judge(counting(document, () => (all += 1)))) {
    if (verdict) throw new Error(`${verdict.at}: ${verdict.message}`);
    piece = Math.max(piece, all - before);
    before = all;
  }
  return { all, piece: Math.max(piece, all - before) };
}

/** The same document, telling of every value that is read of it; the same part is the same object each time. */
function counting<T extends object>(value: T, onRead: () => void, known = new Map<object, object>()): T {
  let seen = known.get(value);
  if (!seen) {
    seen = new Proxy(value, {
      get: (target, name, receiver) => {
        onRead();
        const item: unknown = Reflect.get(target, name, receiver);
        return typeof item === 'object' && item !== null ? counting(item, onRead, known) : item;
      },
    });
    known.set(value, seen);
  }
  return seen as T;
}

const SIZE = JSON.stringify(greatPlaybook(12)).length;

describe.each([
  ['the shape', shapeVerdicts],
  ['the meaning', playbookVerdicts],
] as const)('judging %s of a playbook as great as a request may be', (_, judge) => {
  it('takes work in proportion to its size', () => {
    expect(SIZE).toBeGreaterThan(850_000);
    expect(SIZE).toBeLessThan(1_048_576);
    const [half, whole] = [work(greatPlaybook(6), judge), work(greatPlaybook(12), judge)];
    expect(whole.all).toBeLessThan(2.2 * half.all);
  });

  it('is done in small pieces, between which others have their turn', () => {
    const { all, piece } = work(greatPlaybook(12), judge);
    expect(all).toBeGreaterThan(100_000);
    // The greatest: one language put together.
    expect(piece).toBeLessThan(25_000);
  });
});
