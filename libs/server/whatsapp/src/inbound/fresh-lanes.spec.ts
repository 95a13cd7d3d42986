import { describe, expect, it } from '@jest/globals';
import { FreshLanes } from './fresh-lanes.js';

describe('lanes known to have something to do', () => {
  it('are kept only once somebody in this process takes them', () => {
    const lanes = new FreshLanes();
    lanes.add(['a']);
    expect(lanes.size).toBe(0);
    lanes.open();
    lanes.add(['a']);
    expect(lanes.take(10)).toEqual(['a']);
  });

  it('come once each, oldest first, and no more than asked for', () => {
    const lanes = new FreshLanes();
    lanes.open();
    lanes.add(['b', 'a', 'b', 'c']);
    expect(lanes.take(2)).toEqual(['b', 'a']);
    expect(lanes.take(2)).toEqual(['c']);
    expect(lanes.size).toBe(0);
  });

  it('fill no memory when they come faster than they are taken', () => {
    const lanes = new FreshLanes();
    lanes.open();
    lanes.add(Array.from({ length: 20_000 }, (_, index) => String(index)));
    expect(lanes.size).toBe(5_000);
  });

  it('that are in somebody’s hands are nobody else’s, and what comes for them meanwhile is kept for later', () => {
    const lanes = new FreshLanes();
    lanes.open();
    lanes.add(['a', 'b']);
    expect(lanes.take(1)).toEqual(['a']);
    lanes.add(['a']);
    expect(lanes.take(10)).toEqual(['b']);
    expect([lanes.isAnyFree, lanes.isAnyInHand]).toEqual([false, true]);
    lanes.release(['b']);
    expect(lanes.isAnyFree).toBe(false);
    lanes.release(['a']);
    expect([lanes.isAnyFree, lanes.isAnyInHand]).toEqual([true, false]);
    expect(lanes.take(10)).toEqual(['a']);
  });

  it('found by looking are hints no more, but for those in other hands: there the look saw something to do', () => {
    const lanes = new FreshLanes();
    lanes.open();
    lanes.add(['a', 'b']);
    expect(lanes.take(1)).toEqual(['a']);
    expect([...lanes.claim(['a', 'b', 'c'])]).toEqual(['b', 'c']);
    expect(lanes.take(10)).toEqual([]);
    lanes.release(['a', 'b', 'c']);
    expect(lanes.take(10)).toEqual(['a']);
  });
});
