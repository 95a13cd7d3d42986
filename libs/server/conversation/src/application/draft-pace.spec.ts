import { describe, expect, it } from '@jest/globals';
import { newLane } from '../script/new-lane.js';
import type { Pace } from '../domain/flood.js';
import { DraftPace } from './draft-pace.js';

const NOON = new Date('2026-11-23T12:00:00.000Z');
const at = (seconds: number): Date => new Date(NOON.getTime() + seconds * 1_000);
const SLOW = [{ said: 'flood.slow' }] as const;

describe('the pace of one customer', () => {
  it('asks for the answer until it has been given, once a minute', () => {
    const pace = new DraftPace(newLane(NOON), 2);
    expect([pace.take(at(0)), pace.take(at(1))]).toEqual([undefined, undefined]);
    expect(pace.take(at(2))).toBe('begins');
    pace.noteAnswer([]);
    expect(pace.take(at(3))).toBe('begins');
    pace.noteAnswer(SLOW);
    expect(pace.take(at(4))).toBe('goes-on');
    expect([pace.take(at(60)), pace.take(at(61)), pace.take(at(62))]).toEqual([undefined, undefined, 'begins']);
  });

  it('shows agents a flood for ten minutes from its last message, and nothing else', () => {
    const pace = new DraftPace(newLane(NOON), 2);
    pace.take(at(0));
    pace.take(at(1));
    expect(pace.floodingUntil).toBeNull();
    pace.take(at(2));
    expect(pace.floodingUntil).toEqual(at(600));
    const later = new DraftPace({ ...newLane(at(30)), pace: pace.current ?? null, flooding_until: pace.floodingUntil }, 2);
    later.take(at(30));
    expect(later.floodingUntil).toEqual(at(630));
    const calm = new DraftPace({ ...newLane(at(90)), pace: later.current ?? null, flooding_until: later.floodingUntil }, 2);
    calm.take(at(90));
    expect(calm.floodingUntil).toEqual(at(630));
  });

  it('goes on where another process had left it, also over midnight', () => {
    const night = new Date('2026-11-23T23:59:58.000Z');
    const first = new DraftPace(newLane(night), 2);
    first.take(night);
    first.take(night);
    first.take(night);
    first.noteAnswer(SLOW);
    const second = new DraftPace({ ...newLane(night), pace: JSON.parse(JSON.stringify(first.current)) as Pace }, 2);
    expect(second.take(new Date('2026-11-24T00:00:02.000Z'))).toBe('goes-on');
    expect(second.current).toEqual({ from: night.getTime(), count: 4, isTold: true });
  });
});
