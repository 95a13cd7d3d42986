import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../domain/decide.js';
import { aSituation } from '../domain/rehearsal.test.js';
import { DEFAULT_SETTINGS } from '../domain/settings.js';
import { agentNamed, ScriptWorld } from './script-world.js';

const MINUTE = 60_000;
const NUDGE = 15;
const CLOSE = 10;
const START = new Date('2026-11-23T10:00:00.000Z');
const ANA = agentNamed('Ana');

type Step = { readonly do: 'customer' | 'agent' | 'reacts' | 'sticker' | 'here' } | { readonly do: 'passes'; readonly minutes: number };

const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Step>({ do: 'customer' }, { do: 'agent' }, { do: 'reacts' }, { do: 'sticker' }, { do: 'here' }),
  fc.integer({ min: 1, max: 40 }).map((minutes): Step => ({ do: 'passes', minutes })),
);

interface Event {
  readonly minute: number;
  readonly said: string;
}

/** What should have been said by the robot about silence, told again from the steps alone. */
function expected(steps: readonly Step[]): readonly Event[] {
  const events: Event[] = [];
  let now = 0;
  let silentSince: number | null = null;
  let askedAt: number | null = null;
  for (const step of steps) {
    if (step.do !== 'passes') {
      // Whoever shows up only moves the beginning of a silence; whoever writes ends it; an agent's words begin one.
      if (step.do === 'agent') silentSince = now;
      else if (step.do === 'reacts' || step.do === 'here') silentSince = silentSince === null ? null : now;
      else silentSince = null;
      askedAt = null;
      continue;
    }
    const until = now + step.minutes;
    while (now < until) {
      now += 1;
      if (askedAt !== null && now === askedAt + CLOSE) return [...events, { minute: now, said: 'ended.inactive' }];
      if (askedAt === null && silentSince !== null && now === silentSince + NUDGE) {
        events.push({ minute: now, said: 'nudge' });
        askedAt = now;
      }
    }
  }
  return events;
}

function played(steps: readonly Step[]): readonly Event[] {
  const settings = {
    ...DEFAULT_SETTINGS,
    'inactivity.nudgeMinutes': NUDGE,
    'inactivity.closeMinutes': CLOSE,
    'rating.enabled': false,
    'flood.messagesPerMinute': 0,
  };
  const world = new ScriptWorld((snapshot, event, now) => decide(snapshot, event, aSituation({ now, settings })), START);
  world.writes('text', 'support');
  world.acts({ type: 'agent-accepted', agent: ANA });
  for (const step of steps) {
    if (world.snapshot.chat === null) break;
    if (step.do === 'passes') world.passes(step.minutes * MINUTE);
    else if (step.do === 'agent') world.acts({ type: 'agent-wrote', agent: ANA, text: 'One moment', replyTo: null });
    else if (step.do === 'here') world.taps('chat:here', false);
    else if (step.do === 'reacts') world.writes('reaction', '👍');
    else world.writes(step.do === 'sticker' ? 'sticker' : 'text', step.do === 'sticker' ? null : 'Hello');
  }
  return world.messages
    .filter(({ message }) => message.said === 'nudge' || message.said === 'ended.inactive')
    .map(({ message }) => ({ minute: (message.created_at.getTime() - START.getTime()) / MINUTE, said: message.said ?? '' }));
}

describe('silence', () => {
  it('is asked about and ends a chat exactly when a slow reference says so, whatever anybody does', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 40 }), (steps) => {
        // "Yes, I'm here" can only be tapped once it was offered.
        const possible = steps.filter(
          (step, index) => step.do !== 'here' || expected(steps.slice(0, index)).some(({ said }) => said === 'nudge'),
        );
        expect(played(possible)).toEqual(expected(possible));
      }),
      { numRuns: 300 },
    );
  });

  it('is nothing to an installation that has not switched it on', () => {
    const world = new ScriptWorld((snapshot, event, now) => decide(snapshot, event, aSituation({ now })), START);
    world.writes('text', 'support');
    world.acts({ type: 'agent-wrote', agent: ANA, text: 'Hello', replyTo: null });
    world.passes(20 * 60 * MINUTE);
    expect(world.snapshot.chat?.status).toBe('active');
    expect(world.snapshot.context.turn).toBeUndefined();
  });
});
