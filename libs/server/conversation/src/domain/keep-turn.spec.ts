import { describe, expect, it } from '@jest/globals';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';
import { on, schedule, WORKDAYS } from './hours/hours.test.js';
import { OpeningHours } from './hours/opening-hours.js';
import type { ConversationEvent, Situation } from './model.js';
import { AN_EMPTY_QUEUE, ANA, BEN, decided, inChat, NOON, seconds } from './rehearsal.test.js';
import { DEFAULT_SETTINGS } from './settings.js';
import type { Turn } from './silence/turn.js';

const BILLING = { id: '00000000-0000-4000-8000-000000000b11', name: 'Billing' };
const NUDGED: Partial<Situation> = { settings: { ...DEFAULT_SETTINGS, 'inactivity.nudgeMinutes': 15 } };
/** Ana wrote last, at noon. */
const theirTurn: Turn = { of: 'contact', since: NOON.toISOString(), timers: [] };

describe('whose turn it is when a chat changes hands', () => {
  const by = { agent: ANA, isAdmin: false, note: null };
  it.each<[string, ConversationEvent]>([
    ['is returned to the queue', { type: 'chat-released', ...by }],
    ['is passed to a team', { type: 'chat-transferred', ...by, to: { team: BILLING } }],
    ['is passed to a colleague', { type: 'chat-transferred', ...by, to: { agent: BEN } }],
    ['has lost its agent', { type: 'agent-lost', agent: ANA }],
  ])('is ours from when it %s, whoever wrote last', (_, event) => {
    const now = seconds(1_800);
    const { context, effects } = decided(inChat({ agent: ANA }, { context: { turn: theirTurn } }), event, { ...NUDGED, now });
    expect(context.turn).toMatchObject({ of: 'us', since: now.toISOString() });
    // Whoever takes it next: nobody is asked whether they are still there while they wait for us.
    const next = inChat(event.type === 'chat-transferred' && 'agent' in event.to ? { agent: BEN } : {}, { context });
    const accepted = decided(next, { type: 'agent-accepted', agent: BEN }, { ...NUDGED, now: seconds(3_600) });
    expect([...effects, ...accepted.effects].filter((effect) => effect.do === 'set-timer')).toEqual([]);
  });

  it('stays theirs when nothing changes hands', () => {
    const event: ConversationEvent = { type: 'chat-transferred', ...by, to: { agent: ANA } };
    expect(decided(inChat({ agent: ANA }, { context: { turn: theirTurn } }), event, NUDGED).context.turn).toMatchObject({ of: 'contact' });
  });

  it('stays ours since they first waited', () => {
    const turn: Turn = { of: 'us', since: NOON.toISOString(), timers: [] };
    const event: ConversationEvent = { type: 'chat-released', ...by };
    const { context } = decided(inChat({ agent: ANA }, { context: { turn } }), event, { ...NUDGED, now: seconds(60) });
    expect(context.turn).toEqual(turn);
  });
});

describe('when a waiting customer is told that we are about to close', () => {
  // NOON is a Sunday: the first closing is Monday's.
  const closesAt = (time: string) => new OpeningHours(schedule('UTC', on(WORKDAYS, `09:00-${time}`)));
  const ofBilling = closesAt('16:00');
  const ofAll = closesAt('18:00');
  const hours = { of: (teamId: string | null) => (teamId === BILLING.id ? ofBilling : ofAll) };
  const timers = (effects: readonly { readonly do: string }[]) => effects.filter((effect) => effect.do === 'set-timer');

  it('is by the hours of the team whose queue it joins, though its name is all that was known', () => {
    const joined: ConversationEvent = { type: 'queue-joined', facts: { ...AN_EMPTY_QUEUE, teamId: BILLING.id } };
    const { effects } = decided(inChat({ teamId: 'Billing' }), joined, { hours });
    expect(timers(effects)).toContainEqual({ do: 'set-timer', kind: 'hours-ending', at: new Date('2026-11-23T15:50:00.000Z') });
  });

  it('is by the hours of the team it is passed to, also when nobody else has any', () => {
    const passed: ConversationEvent = { type: 'chat-transferred', agent: ANA, isAdmin: false, to: { team: BILLING }, note: null };
    const onlyBilling = { of: (teamId: string | null) => (teamId === BILLING.id ? ofBilling : null) };
    for (const book of [hours, onlyBilling]) {
      const { effects } = decided(inChat({ agent: ANA, teamId: DEFAULT_TEAM_ID }), passed, { hours: book });
      expect(timers(effects)).toEqual([{ do: 'set-timer', kind: 'hours-ending', at: new Date('2026-11-23T15:50:00.000Z') }]);
    }
  });

  it('is never while an agent has the chat', () => {
    const { effects } = decided(inChat({}), { type: 'agent-accepted', agent: ANA }, { hours });
    expect(timers(effects)).toEqual([]);
  });
});
