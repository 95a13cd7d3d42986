import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chooseAgent, isFree, type Candidate } from './choose-agent.js';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 22, 9, minute));
const candidate = (id: string, overrides: Partial<Candidate> = {}): Candidate => ({
  agent: { id, name: id },
  capacity: 2,
  activeChats: 0,
  lastAssignedAt: null,
  ...overrides,
});

describe('who gets the next chat', () => {
  it.each<[string, Candidate[], string | null, string | null]>([
    ['nobody, when nobody is there', [], null, null],
    ['nobody, when all have what they can', [candidate('ana', { activeChats: 2 }), candidate('ben', { activeChats: 5 })], null, null],
    ['nobody, when the only one takes none', [candidate('ana', { capacity: 0 })], null, null],
    ['the one who has never been given one', [candidate('ana', { lastAssignedAt: at(1) }), candidate('ben')], null, 'ben'],
    [
      'the one who waits longest for one',
      [candidate('ana', { lastAssignedAt: at(2) }), candidate('ben', { lastAssignedAt: at(1) })],
      null,
      'ben',
    ],
    [
      'not who waits longest, but has no room',
      [candidate('ana', { lastAssignedAt: at(2) }), candidate('ben', { activeChats: 2 })],
      null,
      'ana',
    ],
    ['by id when nothing else tells them apart', [candidate('ben'), candidate('ana')], null, 'ana'],
    ['whoever had this contact last', [candidate('ana'), candidate('ben', { lastAssignedAt: at(9), activeChats: 1 })], 'ben', 'ben'],
    ['somebody else, when that one has no room', [candidate('ana'), candidate('ben', { activeChats: 2 })], 'ben', 'ana'],
    ['somebody else, when that one is not there', [candidate('ana')], 'ben', 'ana'],
  ])('is %s', (_, candidates, last, expected) => {
    expect(chooseAgent(candidates, last)?.id ?? null).toBe(expected);
  });

  const anybody = fc.record({
    id: fc.integer({ min: 0, max: 20 }).map(String),
    capacity: fc.integer({ min: 0, max: 3 }),
    activeChats: fc.integer({ min: 0, max: 4 }),
    minute: fc.option(fc.integer({ min: 0, max: 59 })),
  });
  const crew = fc
    .uniqueArray(anybody, { selector: ({ id }) => id, maxLength: 8 })
    .map((agents) =>
      agents.map(({ id, capacity, activeChats, minute }) =>
        candidate(id, { capacity, activeChats, lastAssignedAt: minute === null ? null : at(minute) }),
      ),
    );

  it('is free, is one of those on duty, and is somebody whenever anybody is free', () => {
    fc.assert(
      fc.property(crew, fc.integer({ min: 0, max: 20 }).map(String), (candidates, last) => {
        const chosen = chooseAgent(candidates, last);
        const free = candidates.filter(isFree);
        expect(chosen !== null).toBe(free.length > 0);
        if (chosen) expect(free.map(({ agent }) => agent.id)).toContain(chosen.id);
        if (free.some(({ agent }) => agent.id === last)) expect(chosen?.id).toBe(last);
      }),
    );
  });

  it('does not depend on the order in which they are listed', () => {
    fc.assert(
      fc.property(crew, (candidates) => {
        expect(chooseAgent([...candidates].reverse(), null)).toEqual(chooseAgent(candidates, null));
      }),
    );
  });

  it('comes round to everybody: of n who are free, n chats in a row go to n different people', () => {
    fc.assert(
      fc.property(crew, (candidates) => {
        const crewNow = new Map(candidates.filter(isFree).map((one) => [one.agent.id, { ...one, capacity: 1_000 }]));
        const given: string[] = [];
        for (let minute = 0; minute < crewNow.size; minute += 1) {
          const chosen = chooseAgent([...crewNow.values()], null);
          if (!chosen) throw new Error('nobody was chosen');
          given.push(chosen.id);
          const before = crewNow.get(chosen.id);
          if (before) crewNow.set(chosen.id, { ...before, lastAssignedAt: new Date(at(60).getTime() + minute) });
        }
        expect(new Set(given).size).toBe(crewNow.size);
      }),
    );
  });
});
