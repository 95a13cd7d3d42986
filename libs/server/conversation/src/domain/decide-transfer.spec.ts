import { describe, expect, it } from '@jest/globals';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';
import { on, schedule, WORKDAYS } from './hours/hours.test.js';
import { OpeningHours } from './hours/opening-hours.js';
import type { ConversationEvent, QueueFacts, TransferTarget } from './model.js';
import {
  AN_EMPTY_QUEUE,
  ANA,
  aSnapshot,
  BEN,
  decided,
  inChat,
  inUndo,
  NOON,
  refusal,
  saidBy,
  sendsOf,
  steps,
  wrote,
} from './rehearsal.test.js';
import { DEFAULT_SETTINGS } from './settings.js';

const BILLING = { id: '00000000-0000-4000-8000-0000000000b1', name: 'Billing' };
const SUPPORT = { id: DEFAULT_TEAM_ID, name: 'Support' };
const by = (agent = ANA, isAdmin = false) => ({ agent, isAdmin });
const transferred = (to: TransferTarget, note: string | null = null, actor = by()): ConversationEvent => ({
  type: 'chat-transferred',
  ...actor,
  to,
  note,
});
const released = (actor = by()): ConversationEvent => ({ type: 'chat-released', ...actor });

describe.each([
  ['passing a chat on', (actor = by()) => transferred({ agent: BEN }, null, actor)],
  ['returning a chat to the queue', (actor = by()) => released(actor)],
])('%s', (_, event) => {
  it('is for its agent and for admins', () => {
    expect(refusal(inChat({ agent: ANA }), event())).toBeNull();
    expect(refusal(inChat({ agent: BEN }), event())).toBe('CHAT_ALREADY_TAKEN');
    expect(refusal(inChat({ agent: BEN }), event(by(ANA, true)))).toBeNull();
    expect(refusal(inChat(), event())).toBeNull();
  });

  it('is refused where no chat is open, and while chat support is off', () => {
    expect(refusal(aSnapshot(), event())).toBe('CHAT_NOT_ACTIVE');
    expect(refusal(inUndo(), event())).toBe('CHAT_NOT_ACTIVE');
    expect(refusal(aSnapshot(), event(), { supportChatEnabled: false })).toBe('CHAT_SUPPORT_DISABLED');
  });
});

describe('a chat that is passed on', () => {
  it('to an agent is theirs, and the customer is told once', () => {
    const decision = decided(inChat({ agent: ANA }), transferred({ agent: BEN }));
    expect(decision.effects[0]).toEqual({ do: 'assign-chat', agent: BEN });
    expect(saidBy(decision)).toEqual(['Ana is passing you to Ben. They can see everything you wrote.']);
    expect(sendsOf(decision)[0]?.notice).toBe('agent.transfer:agent-ben');
    const again = inChat({ agent: ANA, notices: new Set(['agent.transfer:agent-ben']) });
    expect(steps(decided(again, transferred({ agent: BEN })))).toEqual(['assign-chat']);
  });

  it('to a team waits in its queue', () => {
    const decision = decided(inChat({ agent: ANA }), transferred({ team: BILLING }));
    expect(decision.effects[0]).toEqual({ do: 'release-chat', teamId: BILLING.id });
    expect(saidBy(decision)).toEqual(['Ana is passing you to Billing. They can see everything you wrote.']);
  });

  it('names whom the customer was with, not who passed it on', () => {
    const decision = decided(inChat({ agent: ANA }), transferred({ team: BILLING }, null, by(BEN, true)));
    expect(saidBy(decision)[0]).toContain('Ana is passing you to Billing.');
  });

  it('while it waits goes on without a word to the customer', () => {
    expect(steps(decided(inChat(), transferred({ team: BILLING })))).toEqual(['release-chat']);
    expect(steps(decided(inChat(), transferred({ agent: BEN })))).toEqual(['assign-chat']);
  });

  it('to whom it belongs already stays as it is, but for the note', () => {
    expect(steps(decided(inChat({ agent: ANA }), transferred({ agent: ANA }, 'Watch this one')))).toEqual(['note']);
    expect(decided(inChat(), transferred({ team: SUPPORT })).effects).toEqual([]);
    expect(decided(inChat({ teamId: BILLING.id }), transferred({ team: BILLING })).effects).toEqual([]);
    expect(steps(decided(inChat({ teamId: BILLING.id }), transferred({ team: SUPPORT })))).toEqual(['release-chat']);
  });

  it('takes the note along for colleagues, before anything else, and nothing when it is blank', () => {
    const decision = decided(inChat({ agent: ANA }), transferred({ team: BILLING }, 'Wants\u0000 a refund'));
    expect(decision.effects[0]).toEqual({ do: 'note', agent: ANA, text: 'Wants a refund' });
    expect(saidBy(decision).join()).not.toContain('refund');
    expect(steps(decided(inChat({ agent: ANA }), transferred({ team: BILLING }, ' \u0000')))).toEqual(['release-chat', 'send:bot']);
  });

  it('outside the window goes silently', () => {
    expect(steps(decided(inChat({ agent: ANA }, { windowExpiresAt: NOON }), transferred({ agent: BEN })))).toEqual(['assign-chat']);
  });
});

describe('a chat that is passed to a team that is closed', () => {
  const NINE_TO_FIVE = new OpeningHours(schedule('Europe/London', on(WORKDAYS, '09:00-17:00')));
  /** A Sunday noon: Billing is back on Monday; everybody else is always there. */
  const closed = { hours: { of: (team: string | null) => (team === BILLING.id ? NINE_TO_FIVE : null) } };
  const toBilling = (facts?: Partial<QueueFacts>): ConversationEvent => ({
    ...transferred({ team: BILLING }),
    ...(facts ? { facts: { ...AN_EMPTY_QUEUE, teamId: BILLING.id, ...facts } } : {}),
  });
  const BACK = 'Saved for our team. We are back tomorrow at 9:00 and answer here.';
  const LEFT = 'hours.left:2026-11-23T09:00:00.000Z';

  it('says when it is back, once, in place of what their next message would be answered with', () => {
    const decision = decided(inChat({ agent: ANA }), toBilling(), closed);
    expect(saidBy(decision)).toEqual(['Ana is passing you to Billing. They can see everything you wrote.', BACK]);
    expect(sendsOf(decision).map(({ notice }) => notice)).toEqual([`agent.transfer:${BILLING.id}`, LEFT]);
    const waits = inChat({ teamId: BILLING.id, waitNumber: 2, notices: new Set([LEFT]) });
    expect(saidBy(decided(waits, wrote('And my invoice?'), closed))).toEqual([]);
  });

  it('says so to who waited elsewhere, too', () => {
    expect(saidBy(decided(inChat(), toBilling(), closed))).toEqual([BACK]);
  });

  it.each([
    ['know it since they asked', inChat({ agent: ANA, notices: new Set(['hours.closed:2026-11-23T09:00:00.000Z']) })],
    ['have left a message in this closed period', inChat({ agent: ANA, notices: new Set([LEFT]) })],
    ['are to be written to later', inChat({ agent: ANA, notices: new Set(['queue.later']) })],
  ])('says nothing of it to who %s', (_, snapshot) => {
    expect(saidBy(decided(snapshot, toBilling(), closed))).toEqual(['Ana is passing you to Billing. They can see everything you wrote.']);
  });

  it('says nothing of it when it goes to somebody, or somebody of the team is free and gets it at once', () => {
    expect(saidBy(decided(inChat({ agent: ANA }), transferred({ agent: BEN }), closed))).toHaveLength(1);
    const automatic = { ...closed, settings: { ...DEFAULT_SETTINGS, 'assignment.mode': 'automatic' } as const };
    expect(saidBy(decided(inChat({ agent: ANA }), toBilling({ agentsFree: 1 }), automatic))).toHaveLength(1);
    expect(saidBy(decided(inChat({ agent: ANA }), toBilling({ agentsFree: 1, place: 2 }), automatic))).toHaveLength(2);
    expect(saidBy(decided(inChat({ agent: ANA }), toBilling({ agentsFree: 1 }), closed))).toHaveLength(2);
  });

  it('says nothing outside the window', () => {
    expect(steps(decided(inChat({ agent: ANA }, { windowExpiresAt: NOON }), toBilling(), closed))).not.toContain('send:bot');
  });
});

describe('a chat that is returned to the queue', () => {
  it('waits again, without a word; one that waits stays where it is', () => {
    expect(decided(inChat({ agent: ANA }), released()).effects).toEqual([{ do: 'release-chat' }]);
    expect(decided(inChat(), released()).effects).toEqual([]);
  });
});
