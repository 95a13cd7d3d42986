import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent, OpenChat, QueueFacts, Situation } from '../model.js';
import { AN_EMPTY_QUEUE, ANA, anEndedChat, decided, inChat, saidBy } from '../rehearsal.test.js';
import { on, schedule, WORKDAYS } from './hours.test.js';
import { OpeningHours } from './opening-hours.js';

const opening = new OpeningHours(schedule('UTC', on(WORKDAYS, '09:00-17:00')));
const at = (now: string): Partial<Situation> => ({ now: new Date(now), hours: { of: () => opening } });
const closing: ConversationEvent = { type: 'timer-due', kind: 'hours-ending', chatId: 'chat-1' };
const nextTime = { do: 'set-timer', kind: 'hours-ending', at: new Date('2026-11-24T16:50:00.000Z') };
const window = { windowExpiresAt: new Date('2026-11-26T12:00:00.000Z') };

describe('"we close in ten minutes"', () => {
  it('is said to who waits, and looked at again before the closing after it', () => {
    const decision = decided(inChat({}, window), closing, at('2026-11-23T16:50:00.000Z'));
    expect(saidBy(decision)).toEqual([expect.stringContaining('We close in 10 minutes')]);
    expect(decision.effects).toContainEqual(nextTime);
  });

  it('is not said to who asked to be written to later', () => {
    const alone = inChat({ notices: new Set(['queue.later']) }, window);
    expect(decided(alone, closing, at('2026-11-23T16:50:00.000Z')).effects).toEqual([nextTime]);
  });

  it('is said once before a closing, however often it is looked at, and again before the next', () => {
    const told = inChat({ notices: new Set(['hours.ending:2026-11-23T17:00:00.000Z']) }, window);
    expect(decided(told, closing, at('2026-11-23T16:50:00.000Z')).effects).toEqual([nextTime]);
    expect(decided(told, closing, at('2026-11-23T16:59:59.000Z')).effects).toEqual([nextTime]);
    expect(saidBy(decided(told, closing, at('2026-11-24T16:50:00.000Z')))).toEqual([expect.stringContaining('We close in 10 minutes')]);
  });

  it.each([
    ['after closing', '2026-11-23T17:00:00.000Z'],
    ['two days late, in the night', '2026-11-24T03:00:00.000Z'],
  ])('is not said %s: the next one is waited for', (_, now) => {
    expect(decided(inChat({}, window), closing, at(now)).effects).toEqual([nextTime]);
  });
});

describe('while we are closed', () => {
  const night = at('2026-11-23T22:00:00.000Z');

  it('a place that became better is noted and not told: nobody is woken by a queue that does not move', () => {
    const told: Partial<OpenChat> = { told: { place: 6, at: new Date('2026-11-23T16:00:00.000Z'), updates: 1 } };
    const moved: ConversationEvent = { type: 'queue-moved', facts: { ...AN_EMPTY_QUEUE, place: 2 } };
    expect(decided(inChat(told, window), moved, night).effects).toContainEqual({ do: 'tell-place', place: 2 });
    expect(saidBy(decided(inChat(told, window), moved, night))).toEqual([]);
  });

  it('a chat hears so under the name of the closed period, by which it hears it once', () => {
    const joined: ConversationEvent = { type: 'queue-joined', facts: AN_EMPTY_QUEUE };
    const notice = 'hours.closed:2026-11-24T09:00:00.000Z';
    expect(decided(inChat({}, window), joined, night).effects).toContainEqual(expect.objectContaining({ do: 'send', notice }));
    expect(saidBy(decided(inChat({ notices: new Set([notice]) }, window), joined, night))).toEqual([]);
  });

  it('a chat that goes on with the agent who is still there is welcomed back, not told that we are closed', () => {
    const facts: QueueFacts = { ...AN_EMPTY_QUEUE, goesTo: ANA };
    const resumed = inChat({ origin: 'resume' }, { ...window, lastChat: anEndedChat() });
    const decision = decided(resumed, { type: 'queue-joined', facts }, night);
    expect(saidBy(decision)).toEqual([expect.stringContaining('Ana has your chat again')]);
    expect(decision.effects).toContainEqual({ do: 'assign-chat', agent: ANA });
    expect(saidBy(decided(resumed, { type: 'queue-joined', facts: AN_EMPTY_QUEUE }, night))).toEqual([
      expect.stringContaining('We are closed now.'),
    ]);
  });
});
