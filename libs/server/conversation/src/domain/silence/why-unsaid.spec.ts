import { describe, expect, it } from '@jest/globals';
import { NOTICE } from '../effects.js';
import type { ConversationEvent, ConversationSnapshot, Situation } from '../model.js';
import { aContact, ANA, decided, inChat, NOON, saidBy, seconds } from '../rehearsal.test.js';
import { DEFAULT_SETTINGS } from '../settings.js';
import type { TimerKind } from '../timers.js';

const MINUTE = 60;
const settings = { ...DEFAULT_SETTINGS, 'inactivity.nudgeMinutes': 15, 'window.reminder': true };
const at = (minutes: number): Partial<Situation> => ({ now: seconds(minutes * MINUTE), settings });
const due = (kind: TimerKind): ConversationEvent => ({ type: 'timer-due', kind, chatId: 'chat-1' });
const turnOf = (of: 'contact' | 'us') => ({ context: { turn: { of, since: NOON.toISOString(), timers: [] } } }) as const;
const OPTED_OUT = { contact: aContact({ optedOutAt: NOON }) };
const CLOSED = { windowExpiresAt: NOON };

const unsaid = (snapshot: ConversationSnapshot, kind: TimerKind, minutes = 20): unknown[] =>
  decided(snapshot, due(kind), at(minutes)).effects.flatMap((effect) => (effect.do === 'leave-unsaid' ? [[effect.said, effect.why]] : []));

describe('what a timer was to say and did not', () => {
  const answered = { agent: ANA, firstReplyAt: NOON };

  it.each([
    ['a question to who has opted out', inChat(answered, { ...turnOf('contact'), ...OPTED_OUT }), 'nudge', ['nudge', 'opted-out']],
    ['a question outside the window', inChat(answered, { ...turnOf('contact'), ...CLOSED }), 'nudge', ['nudge', 'window-closed']],
    [
      'a reminder to who has opted out',
      inChat(answered, { ...turnOf('us'), ...OPTED_OUT, windowExpiresAt: seconds(30 * MINUTE) }),
      'window-reminder',
      ['window.reminder', 'opted-out'],
    ],
    [
      'news of the wait to who chose Write me later',
      inChat({ notices: new Set([NOTICE.writeLater]) }),
      'queue-long',
      ['queue.long', 'write-later'],
    ],
    ['news of the wait outside the window', inChat({}, CLOSED), 'queue-long', ['queue.long', 'window-closed']],
  ] as const)('%s is on record with its reason, and nothing is sent', (_what, snapshot, kind, expected) => {
    expect(unsaid(snapshot, kind)).toEqual([expected]);
    expect(saidBy(decided(snapshot, due(kind), at(20)))).toEqual([]);
  });

  it.each([
    ['what is said', inChat(answered, turnOf('contact')), 'nudge'],
    ['a question that is not due any more, for it is our turn', inChat(answered, { ...turnOf('us'), ...OPTED_OUT }), 'nudge'],
    [
      'a question that is not due yet, for the agent has written again since',
      inChat(answered, { context: { turn: { of: 'contact', since: seconds(10 * MINUTE).toISOString(), timers: [] } }, ...OPTED_OUT }),
      'nudge',
    ],
    [
      'what was said before',
      inChat({ ...answered, notices: new Set([`nudge:${NOON.toISOString()}`]) }, { ...turnOf('contact'), ...OPTED_OUT }),
      'nudge',
    ],
    ['news of the wait, to who has opted out and has asked for a person since', inChat({}, OPTED_OUT), 'queue-long'],
    ['news of a wait that is over', inChat(answered, CLOSED), 'queue-long'],
  ] as const)('is not %s', (_what, snapshot, kind) => {
    expect(unsaid(snapshot, kind)).toEqual([]);
  });
});
