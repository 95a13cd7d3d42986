import { describe, expect, it } from '@jest/globals';
import type { ConversationEvent, Situation } from '../model.js';
import { ANA, decided, inChat, NOON, saidBy, seconds, steps } from '../rehearsal.test.js';
import { DEFAULT_SETTINGS } from '../settings.js';
import type { TimerDue } from '../timers.js';
import type { Turn } from './turn.js';

const MINUTE = 60;
const situation = (minutes: number): Partial<Situation> => ({
  now: seconds(minutes * MINUTE),
  settings: { ...DEFAULT_SETTINGS, 'inactivity.nudgeMinutes': 15, 'inactivity.closeMinutes': 10 },
});
/** Ana answered and wrote last, at noon. */
const turn: Turn = { of: 'contact', since: NOON.toISOString(), timers: [] };
const silent = inChat({ agent: ANA, firstReplyAt: NOON }, { context: { turn } });
const asked = inChat({ agent: ANA, firstReplyAt: NOON, notices: new Set([`nudge:${turn.since}`]) }, { context: { turn } });
const due = (kind: TimerDue['kind'], more: Partial<TimerDue> = {}): ConversationEvent => ({
  type: 'timer-due',
  kind,
  chatId: 'chat-1',
  ...more,
});

describe('"Are you still there?"', () => {
  it('is asked when nothing has come back', () => {
    expect(saidBy(decided(silent, due('nudge'), situation(15)))).toEqual([expect.stringContaining('Are you still there?')]);
  });

  it('waits until somebody could have heard an answer for as long: after an outage of ours the silence begins anew', () => {
    const { effects } = decided(silent, due('nudge', { heardSince: seconds(12 * MINUTE) }), situation(15));
    expect(effects).toEqual([{ do: 'set-timer', kind: 'nudge', at: seconds(27 * MINUTE) }]);
    expect(saidBy(decided(silent, due('nudge', { heardSince: seconds(12 * MINUTE) }), situation(27)))).toHaveLength(1);
  });

  it('waits while their answer may not be read yet, or our words have not arrived', () => {
    const { effects } = decided(silent, due('nudge', { isSilenceInDoubt: true }), situation(15));
    expect(effects).toEqual([{ do: 'set-timer', kind: 'nudge', at: seconds(25 * MINUTE) }]);
  });
});

describe('the end of who went quiet', () => {
  it('is said, asks for no rating although a person had answered, and leads to the menu without showing it', () => {
    const decision = decided(asked, due('inactive'), situation(25));
    expect([decision.state, steps(decision)]).toEqual(['MAIN_MENU', ['send:bot', 'end-chat', 'cancel-queued-agent-messages']]);
  });

  it('never comes before somebody could have heard "I am here" for as long as was said', () => {
    const { effects } = decided(asked, due('inactive', { heardSince: seconds(24 * MINUTE) }), situation(25));
    expect(effects).toEqual([{ do: 'set-timer', kind: 'inactive', at: seconds(34 * MINUTE) }]);
  });

  it('never comes while something of theirs is not read', () => {
    expect(steps(decided(asked, due('inactive', { isSilenceInDoubt: true }), situation(25)))).toEqual(['set-timer']);
  });
});

describe('silence while the customer waits for us', () => {
  const notices = new Set([`nudge:${turn.since}`]);
  it.each([
    ['for an answer', inChat({ agent: ANA, firstReplyAt: NOON, notices }, { context: { turn: { ...turn, of: 'us' } } })],
    ['for an agent', inChat({ notices }, { context: { turn } })],
    ['for an agent again, after one wrote', inChat({ firstReplyAt: NOON, waitNumber: 2, notices }, { context: { turn } })],
    ['for an answer nobody noted', inChat({ agent: ANA, notices })],
  ])('%s is neither asked about nor ends the chat, however long it lasts', (_, snapshot) => {
    for (const kind of ['nudge', 'inactive'] as const) {
      const decision = decided(snapshot, due(kind), situation(600));
      expect([decision.state, decision.effects]).toEqual(['CHAT_SUPPORT_ACTIVE', []]);
      const unasked = { ...snapshot, chat: snapshot.chat && { ...snapshot.chat, notices: new Set<string>() } };
      expect(decided(unasked, due(kind), situation(600)).effects).toEqual([]);
    }
  });
});

describe('a timer of a chat that is over', () => {
  it('leaves those of the chat that is open alone', () => {
    const open = inChat({ id: 'chat-2', agent: ANA }, { context: { turn: { ...turn, timers: ['nudge'] } } });
    for (const kind of ['nudge', 'inactive', 'window-reminder', 'hours-ending', 'queue-long'] as const) {
      const { context, effects } = decided(open, due(kind), situation(15));
      expect([context.turn?.timers, effects]).toEqual([['nudge'], []]);
    }
  });
});
