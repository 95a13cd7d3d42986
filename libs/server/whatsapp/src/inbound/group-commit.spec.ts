import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { GroupCommit, GroupCommitUnavailable, type GroupCommitOptions } from './group-commit.js';

interface Flight {
  readonly items: readonly string[];
  land(error?: Error): void;
}

/** A group commit whose commits end when the test says so. */
function aGroupCommit(options: Partial<GroupCommitOptions<string>> = {}) {
  const flights: Flight[] = [];
  const group = new GroupCommit<string>({
    commit: (items) =>
      new Promise((resolve, reject) => {
        flights.push({ items, land: (error) => (error ? reject(error) : resolve()) });
      }),
    isHopeless: (error) => error instanceof Error && error.message === 'no database',
    sizeOf: (item) => item.length,
    earlyItems: 1_000,
    maxItems: 3,
    maxBytes: 100,
    maxHeldItems: 10,
    maxHeldBytes: 200,
    timeoutMs: 60,
    ...options,
  });
  return { group, flights };
}

// Only the test lets time go by: on a busy machine nothing is late by itself. What happens within a turn happens as ever.
beforeEach(() => void jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] }));
afterEach(() => void jest.useRealTimers());

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const outcome = (promise: Promise<void>): Promise<string> =>
  promise.then(
    () => 'committed',
    (error: Error) => error.message,
  );

describe('GroupCommit', () => {
  it('INV-03 answers nobody before the commit', async () => {
    const { group, flights } = aGroupCommit();
    let answered = false;
    const added = group.add('a').then(() => (answered = true));
    await turn();
    expect(flights).toHaveLength(1);
    expect(answered).toBe(false);
    flights[0]?.land();
    await added;
    expect(answered).toBe(true);
  });

  it('lets what arrives during a commit share the next one, in order', async () => {
    const { group, flights } = aGroupCommit();
    const all = [group.add('a')];
    await turn();
    all.push(group.add('b'), group.add('c'));
    await turn();
    expect(flights.map(({ items }) => items)).toEqual([['a']]);
    flights[0]?.land();
    await turn();
    expect(flights.map(({ items }) => items)).toEqual([['a'], ['b', 'c']]);
    flights[1]?.land();
    await Promise.all(all);
  });

  it('lets a group that is large enough leave while another is in flight, and never a third', async () => {
    const { group, flights } = aGroupCommit({ earlyItems: 2 });
    const all = [group.add('a')];
    await turn();
    all.push(group.add('b'));
    await turn();
    expect(flights.map(({ items }) => items)).toEqual([['a']]);
    all.push(group.add('c'));
    await turn();
    all.push(group.add('d'), group.add('e'), group.add('f'));
    await turn();
    expect(flights.map(({ items }) => items)).toEqual([['a'], ['b', 'c']]);
    flights[1]?.land();
    await turn();
    expect(flights.map(({ items }) => items)).toEqual([['a'], ['b', 'c'], ['d', 'e', 'f']]);
    flights[0]?.land();
    flights[2]?.land();
    await Promise.all(all);
  });

  it('puts no more into a commit than its limits of number and size', async () => {
    const { group, flights } = aGroupCommit();
    const all = ['a', 'b', 'c', 'd', 'e'.repeat(60), 'f'.repeat(60)].map((item) => group.add(item));
    for (let flight = 0; flight < 3; flight += 1) {
      await turn();
      flights[flight]?.land();
    }
    await Promise.all(all);
    expect(flights.map(({ items }) => items.map((item) => item.charAt(0)).join(''))).toEqual(['abc', 'de', 'f']);
  });

  it('commits one by one after a group was refused, so that one bad item costs the others nothing', async () => {
    const { group, flights } = aGroupCommit();
    const all = ['good', 'bad', 'fine'].map((item) => outcome(group.add(item)));
    await turn();
    flights[0]?.land(new Error('one of them is bad'));
    for (let single = 1; single <= 3; single += 1) {
      await turn();
      flights[single]?.land(flights[single]?.items[0] === 'bad' ? new Error('this one') : undefined);
    }
    expect(await Promise.all(all)).toEqual(['committed', 'this one', 'committed']);
  });

  it('does not try one by one when there is no database', async () => {
    const { group, flights } = aGroupCommit();
    const all = ['a', 'b'].map((item) => outcome(group.add(item)));
    await turn();
    flights[0]?.land(new Error('no database'));
    expect(await Promise.all(all)).toEqual(['no database', 'no database']);
    expect(flights).toHaveLength(1);
  });

  it('refuses at once what it has no room for, and has room again afterwards', async () => {
    const { group, flights } = aGroupCommit({ maxHeldItems: 2 });
    const held = [group.add('a'), group.add('b')];
    await expect(group.add('c')).rejects.toThrow(GroupCommitUnavailable);
    await turn();
    flights[0]?.land();
    await Promise.all(held);
    await turn();
    const again = group.add('d');
    await turn();
    flights[1]?.land();
    await again;
  });

  it('refuses by size as well', async () => {
    const { group } = aGroupCommit({ maxHeldBytes: 10 });
    await expect(group.add('x'.repeat(11))).rejects.toThrow('overloaded');
  });

  it('answers "too late" when a commit does not end in time, and takes the next group on another one', async () => {
    const { group, flights } = aGroupCommit();
    const first = outcome(group.add('a'));
    await turn();
    jest.advanceTimersByTime(60);
    expect(await first).toContain('too late');
    const later = outcome(group.add('b'));
    await turn();
    expect(flights.map(({ items }) => items)).toEqual([['a'], ['b']]);
    flights[1]?.land();
    expect(await later).toBe('committed');
  });

  it('stops sending commits into silence, and goes on when the silence ends', async () => {
    const { group, flights } = aGroupCommit({ timeoutMs: 20 });
    for (const item of ['a', 'b', 'c', 'd', 'e']) {
      const answer = outcome(group.add(item));
      await turn();
      jest.advanceTimersByTime(20);
      expect(await answer).toContain('too late');
    }
    expect(flights.length).toBeLessThanOrEqual(3);
    for (const flight of flights) flight.land();
    await turn();
    const after = outcome(group.add('f'));
    await turn();
    flights[flights.length - 1]?.land();
    expect(await after).toBe('committed');
  });

  it('does not commit what was already answered "too late" while it waited', async () => {
    const { group, flights } = aGroupCommit({ timeoutMs: 40 });
    const first = outcome(group.add('a'));
    await turn();
    const second = outcome(group.add('b'));
    await turn();
    jest.advanceTimersByTime(40);
    expect(await first).toContain('too late');
    expect(await second).toContain('too late');
    await turn();
    expect(flights.flatMap(({ items }) => items)).toEqual(['a']);
  });
});
