import { describe, expect, it } from '@jest/globals';
import { DEFAULT_TEAM_ID } from '@parley/vocabulary';
import type { ConversationEvent, OpenChat, QueueFacts } from './model.js';
import {
  AN_EMPTY_QUEUE,
  ANA,
  BEN,
  decided,
  idsOf,
  inChat,
  inUndo,
  NOON,
  saidBy,
  seconds,
  sendsOf,
  steps,
  tapped,
} from './rehearsal.test.js';
import { wrote } from './rehearsal.test.js';

const facts = (overrides: Partial<QueueFacts> = {}): QueueFacts => ({ ...AN_EMPTY_QUEUE, ...overrides });
const joined = (overrides: Partial<QueueFacts> = {}): ConversationEvent => ({ type: 'queue-joined', facts: facts(overrides) });
const moved = (place: number): ConversationEvent => ({ type: 'queue-moved', facts: facts({ place }) });
const longWait: ConversationEvent = { type: 'timer-due', kind: 'queue-long', chatId: 'chat-1' };
const told = (place: number, updates = 0): Pick<OpenChat, 'told'> => ({ told: { place, at: NOON, updates } });
const later = { now: seconds(180) };
const LEFT_ALONE = { notices: new Set(['queue.later']) };

describe('the welcome to the queue', () => {
  it.each([
    ['the place and the estimate', { place: 4, minutes: 15 }, 'You are number 4; it usually takes about 15 minutes.'],
    ['the place and "a few minutes" when too little is known', { place: 2 }, 'You are number 2; it usually takes a few minutes.'],
    ['the estimate although somebody is free, when others are before', { place: 2, agentsFree: 1, minutes: 5 }, 'You are number 2; it'],
    ['that there is no wait when an agent is free', { agentsFree: 1, minutes: 5 }, 'One moment, someone from our team is joining.'],
    ['that there is no wait when there is one for everybody ahead too', { place: 2, agentsFree: 2 }, 'One moment, someone'],
  ])('says %s', (_, known, words) => {
    const decision = decided(inChat(), joined(known));
    expect(saidBy(decision)).toEqual([expect.stringContaining(words)]);
    expect(sendsOf(decision).map(({ content, notice }) => [idsOf(content), notice])).toEqual([[['end_chat'], 'handover.start']]);
  });

  it('writes down the team and the place, and when the wait is long', () => {
    const teamId = '00000000-0000-4000-8000-0000000000b1';
    const { effects } = decided(inChat(), joined({ teamId, place: 3, minutes: 10 }));
    expect(effects.slice(0, 2)).toEqual([
      { do: 'tell-place', place: 3, teamId },
      { do: 'set-timer', kind: 'queue-long', at: seconds(20 * 60) },
    ]);
  });

  it('takes its place silently outside the window', () => {
    expect(steps(decided(inChat({}, { windowExpiresAt: NOON }), joined()))).toEqual(['tell-place', 'set-timer']);
  });
});

describe('a place that has become better', () => {
  it('is told with the number of the update in the ledger', () => {
    const decision = decided(inChat(told(6, 1)), moved(3), later);
    expect(saidBy(decision)).toEqual(['You are now number 3.']);
    expect(sendsOf(decision)[0]?.notice).toBe('queue.update:2');
    expect(decision.effects[0]).toEqual({ do: 'tell-place', place: 3, isUpdate: true });
  });

  it.each([
    ['has not halved', inChat(told(6)), moved(4)],
    ['was never told', inChat(), moved(1)],
    ['is of somebody who asked to be left alone', inChat({ ...told(6), ...LEFT_ALONE }), moved(1)],
    ['is of a chat that an agent has by now', inChat({ ...told(6), agent: ANA }), moved(1)],
    ['is of a chat that was ended', inUndo(), moved(1)],
  ])('is not told when it %s', (_, snapshot, event) => {
    expect(decided(snapshot, event, later).effects).toEqual([]);
  });

  it('counts as told where nothing may be said: nobody is asked about it again and again', () => {
    expect(steps(decided(inChat(told(6), { windowExpiresAt: NOON }), moved(1), later))).toEqual(['tell-place']);
  });
});

describe('the button "My place"', () => {
  it('stands under the acknowledgement, beside the way out', () => {
    const [acknowledged] = sendsOf(decided(inChat(), wrote('Hello?')));
    expect(acknowledged && idsOf(acknowledged.content)).toEqual(['end_chat', 'queue:place']);
  });

  it('asks the queue first, and is then answered as often as it is tapped', () => {
    expect(decided(inChat(), tapped('queue:place', 'chat-1')).effects).toEqual([{ do: 'ask-place' }]);
    const asked = (minutes: number | null) => decided(inChat(), { type: 'place-asked', facts: facts({ place: 7, minutes }) });
    expect(saidBy(asked(25))).toEqual(['You are number 7 in the queue; it usually takes about 25 minutes.']);
    expect(saidBy(asked(null))).toEqual(['You are number 7 in the queue; it usually takes a few minutes.']);
    expect(asked(null).effects[0]).toEqual({ do: 'tell-place', place: 7 });
  });

  it.each(['queue:place', 'queue:later', 'queue:keep'])('%s is a tap like any other once an agent has the chat', (id) => {
    expect(decided(inChat({ agent: ANA }), tapped(id, 'chat-1')).effects).toEqual([]);
    expect(decided(inChat({ agent: ANA }), { type: 'place-asked', facts: facts() }).effects).toEqual([]);
  });

  it('of an earlier chat explains itself', () => {
    expect(saidBy(decided(inChat({ id: 'chat-2' }), tapped('queue:place', 'chat-1')))).toEqual([
      expect.stringContaining('belongs to an earlier chat'),
    ]);
  });
});

describe('a wait that is longer than was said', () => {
  it('is apologised for once, with a choice', () => {
    const decision = decided(inChat(), longWait);
    expect(saidBy(decision)).toEqual([expect.stringContaining('it is taking longer than usual')]);
    const [message] = sendsOf(decision);
    expect(message?.notice).toBe('queue.long');
    expect(message?.content).toMatchObject({
      buttons: [
        { id: 'queue:keep', title: 'Keep waiting' },
        { id: 'queue:later', title: 'Write me later' },
        { id: 'end_chat', title: 'Cancel' },
      ],
    });
  });

  it.each([
    ['it was said before', inChat({ notices: new Set(['queue.long']) })],
    ['an agent has the chat', inChat({ agent: ANA })],
    ['it is another chat by now', inChat({ id: 'chat-2' })],
    ['the chat was ended', inUndo()],
  ])('is not mentioned when %s', (_, snapshot) => {
    expect(decided(snapshot, longWait).effects).toEqual([]);
  });

  it('is not mentioned when they asked to be left alone, which is put on record', () => {
    expect(decided(inChat(LEFT_ALONE), longWait).effects).toEqual([{ do: 'leave-unsaid', said: 'queue.long', why: 'write-later' }]);
  });

  it('waits for its breath when they have just been told their place', () => {
    expect(decided(inChat(told(3)), longWait, { now: seconds(179) }).effects).toEqual([
      { do: 'set-timer', kind: 'queue-long', at: seconds(180) },
    ]);
    expect(saidBy(decided(inChat(told(3)), longWait, later))).toHaveLength(1);
  });

  it('goes on without a word for who keeps waiting; who wants to be written to is left alone, once told', () => {
    expect(decided(inChat(), tapped('queue:keep', 'chat-1')).effects).toEqual([]);
    const decision = decided(inChat(), tapped('queue:later', 'chat-1'));
    expect(saidBy(decision)).toEqual([expect.stringContaining('we write to you here as soon as somebody is free')]);
    expect(sendsOf(decision)[0]?.notice).toBe('queue.later');
    expect(decided(inChat(LEFT_ALONE), tapped('queue:later', 'chat-1')).effects).toEqual([]);
  });
});

describe('a chat that is given to an agent', () => {
  it('is theirs without a word to the customer, unless somebody was faster', () => {
    expect(decided(inChat(), { type: 'agent-assigned', agent: ANA }).effects).toEqual([{ do: 'assign-chat', agent: ANA }]);
    expect(decided(inChat({ agent: BEN }), { type: 'agent-assigned', agent: ANA }).effects).toEqual([]);
    expect(decided(inUndo(), { type: 'agent-assigned', agent: ANA }).effects).toEqual([]);
  });
});

describe('a chat whose agent is gone', () => {
  const lost: ConversationEvent = { type: 'agent-lost', agent: ANA };

  it('waits again, and its customer is told who left and what comes next', () => {
    const decision = decided(inChat({ agent: ANA }), lost);
    expect(steps(decision)).toEqual(['release-chat', 'tell-place', 'send:bot']);
    expect(saidBy(decision)).toEqual([expect.stringContaining('Ana had to leave, sorry. You are next in line')]);
    expect(sendsOf(decision)[0]).toMatchObject({
      notice: 'agent.lost:agent-ana',
      content: { buttons: [{ id: 'end_chat', title: 'Cancel' }] },
    });
  });

  it('is told so once per agent', () => {
    const decision = decided(inChat({ agent: ANA, notices: new Set(['agent.lost:agent-ana']) }), lost);
    expect(steps(decision)).toEqual(['release-chat']);
  });

  it('is left alone when it is somebody else’s by now, or over', () => {
    for (const snapshot of [inChat({ agent: BEN }), inChat(), inUndo()]) expect(decided(snapshot, lost).effects).toEqual([]);
  });

  it('waits again silently outside the window', () => {
    expect(steps(decided(inChat({ agent: ANA }, { windowExpiresAt: NOON }), lost))).toEqual(['release-chat', 'tell-place']);
  });

  it('acknowledges the first message of each wait', () => {
    const again = inChat({ waitNumber: 2, notices: new Set(['handover.start', 'queue.ack']) });
    expect(sendsOf(decided(again, wrote('Hello?')))[0]?.notice).toBe('queue.ack:2');
    const silent = inChat({ waitNumber: 2, notices: new Set(['queue.ack', 'queue.ack:2']) });
    expect(decided(silent, wrote('Hello??')).effects).toEqual([]);
  });
});

describe('the default team', () => {
  it('is what the migration wrote', () => {
    expect(DEFAULT_TEAM_ID).toBe('00000000-0000-4000-8000-000000000001');
  });
});
