import { describe, expect, it } from '@jest/globals';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';
import fc from 'fast-check';
import { isAside } from '../domain/asides.js';
import { decide } from '../domain/decide.js';
import type { ConversationEvent, ConversationSnapshot } from '../domain/model.js';
import { aSituation, CATALOGUE } from '../domain/rehearsal.test.js';
import { freeReplyUntil } from '../domain/reply-window.js';
import { DEFAULT_SETTINGS, type SupportSettings } from '../domain/settings.js';
import { isAllowed, type EventType } from '../domain/transitions.js';
import { agentNamed, ScriptWorld, type ShownMessage } from './script-world.js';

/** The engine of the scripts, on walks nobody wrote: real drafts, decisions and timers, a clock that only the walk moves. */
type Kind = Parameters<ScriptWorld['writes']>[0];
type Step =
  | { readonly do: 'writes'; readonly type: Kind; readonly text: string | null }
  | { readonly do: 'taps'; readonly choice: string; readonly earlier: boolean }
  | { readonly do: 'acts'; readonly event: ConversationEvent }
  | { readonly do: 'passes'; readonly ms: number }
  | { readonly do: 'switches' };

type Beginning = 'new' | 'answered' | 'asked' | 'asked, then off';

const SETTINGS: SupportSettings = {
  ...DEFAULT_SETTINGS,
  'inactivity.nudgeMinutes': 15,
  'inactivity.closeMinutes': 10,
  'window.reminder': true,
};
const START = new Date('2026-11-23T10:00:00Z');
const ana = agentNamed('Ana');
const ben = agentNamed('Ben');
const who = fc.constantFrom(ana, ben);
const texts = fc.constantFrom(
  ...[
    'hi',
    'support',
    'support',
    'done',
    'menu',
    'My lamp is broken',
    'is it really so?',
    'thanks',
    'ok',
    '👍',
    '1',
    '2',
    '5',
    'excellent',
    '6',
  ],
  ...['STOP', 'stop', 'START', 'stop it', 'xyzzy', 'opening hours', 'the third lamp flickers too', 'skip', '__proto__', '\u202Edone'],
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: texts.map((text): Step => ({ do: 'writes', type: 'text', text })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<Kind>('image', 'sticker', 'reaction', 'system', 'edit', 'audio', 'unsupported')
      .map((type): Step => ({ do: 'writes', type, text: null })),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(
        fc.constantFrom('resume_chat', 'rate:5', 'rate:1', 'rate:skip', 'end_chat', 'support', 'main_menu', 'stay', 'queue:place'),
        fc.boolean(),
      )
      .map(([choice, earlier]): Step => ({ do: 'taps', choice, earlier })),
  },
  {
    weight: 8,
    arbitrary: fc
      .oneof(
        fc
          .tuple(who, fc.constantFrom('Hello', 'x'.repeat(1_025)))
          .map(([agent, text]): ConversationEvent => ({ type: 'agent-wrote', agent, text, replyTo: null })),
        who.map((agent): ConversationEvent => ({ type: 'agent-accepted', agent })),
        who.map((agent): ConversationEvent => ({ type: 'agent-assigned', agent })),
        who.map((agent): ConversationEvent => ({ type: 'agent-lost', agent })),
        who.map((agent): ConversationEvent => ({ type: 'chat-released', agent, isAdmin: false })),
        who.map((agent): ConversationEvent => ({
          type: 'chat-transferred',
          agent,
          isAdmin: false,
          to: { agent: agent === ana ? ben : ana },
          note: null,
        })),
        who.map((agent): ConversationEvent => ({
          type: 'chat-transferred',
          agent,
          isAdmin: false,
          to: { team: { id: DEFAULT_TEAM_ID, name: 'Support' } },
          note: null,
        })),
        who.map((agent): ConversationEvent => ({ type: 'agent-started', agent, message: null })),
        fc
          .tuple(who, fc.constantFrom(0, 8), fc.constantFrom(null, 'Goodbye'))
          .map(([agent, undoSeconds, message]): ConversationEvent => ({ type: 'agent-ended', agent, message, reason: null, undoSeconds })),
        who.map((agent): ConversationEvent => ({ type: 'agent-undid-end', agent })),
      )
      .map((event): Step => ({ do: 'acts', event })),
  },
  { weight: 3, arbitrary: fc.constantFrom(1, 5, 10, 300, 1_860, 90_000).map((seconds): Step => ({ do: 'passes', ms: seconds * 1_000 })) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: 'switches' }) },
);
/** Most of the walks begin where most happens: an agent has answered, or the customer has been asked how that was. */
const walk = fc.tuple(
  fc.constantFrom<Beginning>('new', 'answered', 'asked', 'asked, then off'),
  fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }),
);

interface Around {
  readonly step: Step;
  readonly before: ConversationSnapshot;
  readonly after: ConversationSnapshot;
  readonly said: readonly ShownMessage[];
  readonly all: readonly ShownMessage[];
  readonly refused: string | null;
  readonly on: boolean;
  readonly now: Date;
}

function begin(world: ScriptWorld, beginning: Beginning): void {
  if (beginning === 'new') return;
  world.writes('text', 'support');
  world.acts({ type: 'agent-wrote', agent: ana, text: 'Hello', replyTo: null });
  if (beginning !== 'answered') world.writes('text', 'done');
}

/** @returns the invariants that do not hold, by name */
function play([beginning, steps]: readonly [Beginning, readonly Step[]]): string[] {
  let on = true;
  let now = START;
  const world = new ScriptWorld(
    (snapshot, event, at) =>
      decide(snapshot, event, aSituation({ now: at, supportChatEnabled: on, catalogue: CATALOGUE, settings: SETTINGS })),
    START,
  );
  begin(world, beginning);
  on = beginning !== 'asked, then off';
  if (!on) world.acts({ type: 'support-switched-off' });
  const over = new Set<string>();
  for (const one of steps) {
    const before = world.snapshot;
    const heard = world.messages.length;
    let refused: string | null = null;
    if (one.do === 'writes') world.writes(one.type, one.text);
    if (one.do === 'taps' && !world.taps(one.choice, one.earlier)) continue;
    if (one.do === 'acts') refused = world.acts(one.event);
    if (one.do === 'passes') world.passes(one.ms);
    if (one.do === 'passes') now = new Date(now.getTime() + one.ms);
    if (one.do === 'switches') on = !on;
    if (one.do === 'switches' && !on) world.acts({ type: 'support-switched-off' });
    const after = world.snapshot;
    const all = world.messages;
    const around: Around = { step: one, before, after, said: all.slice(heard), all, refused, on, now };
    if (after.lastChat) over.add(after.lastChat.id);
    const breaches = [...breachesOf(around, over)];
    if (breaches.length > 0) return breaches.map((breach) => `${breach} (${JSON.stringify(one)})`);
  }
  return [];
}

function* breachesOf(around: Around, over: ReadonlySet<string>): Generator<string> {
  const { step: one, before, after, said, refused, on } = around;
  const { state, chat, lastChat } = after;
  if ((state === 'CHAT_SUPPORT_ACTIVE') !== (chat !== null)) yield `INV-11 ${state} ${chat ? 'with' : 'without'} a chat`;
  if (chat && before.chat?.id === chat.id && chat.waitingSince.getTime() !== before.chat.waitingSince.getTime())
    yield `FIFO chat ${chat.id} has lost its place in the queue`;
  if (chat && over.has(chat.id)) yield `INV-11 chat ${chat.id} is open after its end was final`;
  for (const { message } of said) {
    if (message.author === 'agent' && (message.chat_id !== chat?.id || message.agent_id !== chat?.agent?.id))
      yield 'INV-12 words of who has no chat';
  }
  yield* breachesOfEnds(around);
  const type = eventOf(one);
  if (type && refused === null && !isAllowed(before.state, type, state)) yield `INV-14 ${before.state} to ${state} on ${type}`;
  if (refused !== null && (said.length > 0 || state !== before.state)) yield `INV-14 refused, and yet something happened`;
  yield* breachesOfSilence(around);
  const wrote = (one.do === 'writes' && !isAside(one.type)) || one.do === 'taps';
  if (!on && wrote && ['CHAT_SUPPORT_ACTIVE', 'AWAITING_RATING'].includes(state)) yield `INV-27 in ${state} though chats are off`;
  if (state === 'AWAITING_RATING' && !lastChat?.wasAnswered) yield 'RATING of a chat in which nobody helped';
  if (lastChat && lastChat.rating !== null && !lastChat.notices.includes('rating.ask')) yield 'RATING that nobody was asked for';
}

/** One closing message a chat, and none of an agent's words after it; one question for stars. */
function* breachesOfEnds({ all, before, after }: Around): Generator<string> {
  const chats = new Set(all.flatMap(({ message }) => message.chat_id ?? []));
  for (const id of chats) {
    const ofChat = all.filter(({ message }) => message.chat_id === id).map(({ message }) => message);
    const closing = ofChat.findIndex(({ said }) => said?.startsWith('ended.'));
    if (ofChat.filter(({ said }) => said?.startsWith('ended.')).length > 1) yield `INV-13 two closing messages of ${id}`;
    if (closing >= 0 && ofChat.slice(closing).some(({ author }) => author === 'agent'))
      yield `INV-13 an agent's words after the end of ${id}`;
    if (ofChat.filter(({ said }) => said === 'rating.ask').length > 1) yield `RATING asked twice of ${id}`;
  }
  const isRated = before.lastChat !== null && before.lastChat.id === after.lastChat?.id && before.lastChat.rating !== null;
  if (isRated && after.lastChat?.rating === null) yield 'RATING lost';
  if (isRated && before.chat === null && after.chat !== null && after.chat.id === before.lastChat?.id) yield 'RATING reopened a chat';
}

/** Nothing outside the window; nothing of our own accord, and nothing before they write again, to who has opted out. */
function* breachesOfSilence({ step: one, before, after, said }: Around): Generator<string> {
  for (const { message } of said) {
    const at = message.created_at.getTime();
    const until = freeReplyUntil(after.windowExpiresAt, before.contact.optedOutAt)?.getTime() ?? 0;
    if (message.said === 'stop.done') continue;
    if (at >= (after.windowExpiresAt?.getTime() ?? 0)) yield `INV-16 "${String(message.text).slice(0, 30)}" outside the window`;
    const wrote = one.do === 'writes' || one.do === 'taps';
    if (before.contact.optedOutAt !== null && !wrote && at >= until)
      yield `INV-21 "${String(message.text).slice(0, 30)}" before they wrote again`;
    const isProactive = ['rating.ask', 'nudge', 'window.reminder'].includes(message.said ?? '');
    if (before.contact.optedOutAt !== null && after.contact.optedOutAt !== null && isProactive)
      yield `INV-21 ${String(message.said)} to who has opted out`;
  }
}

function eventOf(one: Step): EventType | null {
  if (one.do === 'acts') return one.event.type;
  return one.do === 'writes' || one.do === 'taps' ? 'contact-wrote' : null;
}

describe('conversations on walks nobody wrote', () => {
  it('hold INV-11, INV-12, INV-13, INV-14, INV-16, INV-21, INV-27, and rate a chat once, asked, after help', () => {
    fc.assert(
      fc.property(walk, (one) => {
        expect(play(one)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('get where it matters: rated, resumed, opted out, passed on, nudged', () => {
    const happened = new Set<string>();
    for (const [beginning, steps] of fc.sample(walk, { numRuns: 400, seed: 7 })) {
      const world = new ScriptWorld(
        (snapshot, event, at) => decide(snapshot, event, aSituation({ now: at, catalogue: CATALOGUE, settings: SETTINGS })),
        START,
      );
      begin(world, beginning);
      for (const one of steps) {
        if (one.do === 'writes') world.writes(one.type, one.text);
        if (one.do === 'taps') world.taps(one.choice, one.earlier);
        if (one.do === 'acts') world.acts(one.event);
        if (one.do === 'passes') world.passes(one.ms);
      }
      for (const { message } of world.messages) if (message.said) happened.add(message.said);
    }
    for (const key of ['rating.ask', 'rating.low', 'rating.thanks', 'rating.closed', 'resume.waiting', 'resume.closed', 'continue.ask']) {
      expect([key, happened.has(key)]).toEqual([key, true]);
    }
    for (const key of ['stop.done', 'start.done', 'agent.transfer', 'agent.lost', 'nudge', 'ended.inactive', 'chat.stale', 'menu.back']) {
      expect([key, happened.has(key)]).toEqual([key, true]);
    }
  });
});
