import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../settings.js';
import type { ConversationEvent, ConversationSnapshot } from '../model.js';
import {
  agentEnded,
  ANA,
  AN_EMPTY_QUEUE,
  anEndedChat,
  aSnapshot,
  CATALOGUE,
  decided,
  idsOf,
  inChat,
  inUndo,
  NOON,
  saidBy,
  seconds,
  sendsOf,
  sent,
  steps,
  tapped,
  wrote,
} from '../rehearsal.test.js';

const { texts, mainMenu } = CATALOGUE;
const MINUTES = 60;
const SILENT = { settings: { ...DEFAULT_SETTINGS, 'rating.enabled': false } };
const after = (chat: Parameters<typeof anEndedChat>[0] = {}, overrides: Partial<ConversationSnapshot> = {}) =>
  aSnapshot({ lastChat: anEndedChat(chat), ...overrides });
const firstIds = (decision: ReturnType<typeof decided>) => idsOf(sendsOf(decision)[0]?.content ?? { type: 'text', text: '' });

describe('the way back into a chat', () => {
  it('stands under the closing message of a typed end and of an end by an agent, never under own words, nor where no chat can follow', () => {
    for (const word of ['done', 'Exit', 'end chat']) expect(firstIds(decided(inChat(), wrote(word), SILENT))).toEqual(['resume_chat']);
    expect(firstIds(decided(inChat(), tapped('end_chat', 'chat-1'), SILENT))).toEqual([]);
    expect(firstIds(decided(inChat({ agent: ANA }), agentEnded(), SILENT))).toEqual(['resume_chat']);
    expect(firstIds(decided(inChat({ agent: ANA }), agentEnded({ message: 'Goodbye' }), SILENT))).toEqual([]);
    expect(firstIds(decided(inChat({ agent: ANA }), agentEnded(), { supportChatEnabled: false }))).toEqual([]);
    expect(firstIds(decided(inChat(), wrote('done'), { supportChatEnabled: false }))).toEqual([]);
  });

  it('is there while an end by the agent can still be undone, when a word makes it the customer’s', () => {
    expect(firstIds(decided(inUndo(), wrote('done')))).toEqual(['resume_chat']);
  });

  it.each([['chat-1'], [undefined]])('opens a chat at the place of the one before, for half an hour (context %s)', (chatId) => {
    const waitingSince = seconds(-600);
    for (const later of [0, 30 * MINUTES]) {
      const decision = decided(after({ teamId: 'team-1', waitingSince }), tapped('resume_chat', chatId), { now: seconds(later) });
      expect(decision).toEqual({
        state: 'CHAT_SUPPORT_ACTIVE',
        context: {},
        effects: [{ do: 'open-chat', origin: 'resume', agent: null, teamId: 'team-1', waitingSince }],
      });
    }
  });

  it('is taken from the question for stars, too', () => {
    expect(decided(after({}, { state: 'AWAITING_RATING' }), tapped('resume_chat', 'chat-1')).state).toBe('CHAT_SUPPORT_ACTIVE');
  });

  it.each<[string, ConversationSnapshot, string | null | undefined, number]>([
    ['after half an hour', after(), 'chat-1', 30 * MINUTES + 1],
    ['of an earlier chat', after(), 'chat-0', 0],
    ['of a message outside any chat', after(), null, 0],
    ['when there was no chat', aSnapshot(), undefined, 0],
    ['of an earlier chat, in a submenu', after({}, { state: 'SUBMENU' }), 'chat-0', 0],
  ])('explains itself %s', (_, snapshot, chatId, later) => {
    const decision = decided(snapshot, tapped('resume_chat', chatId), { now: seconds(later) });
    expect(decision.state).toBe(snapshot.state);
    expect(saidBy(decision)).toEqual([texts['resume.closed']]);
    expect(firstIds(decision)).toEqual(['support', 'main_menu']);
  });

  it('leads nowhere while chat support is off', () => {
    const decision = decided(after(), tapped('resume_chat', 'chat-1'), { supportChatEnabled: false });
    expect(decision.state).toBe('MAIN_MENU');
    expect(saidBy(decision)).toEqual([expect.stringContaining(texts['support.off'])]);
    expect(firstIds(decision)).not.toContain('support');
    expect(saidBy(decided(after(), wrote('continue chat'), { supportChatEnabled: false }))).toEqual(saidBy(decision));
  });

  it('is nothing in a chat that is open: tapped twice, or an old one', () => {
    expect(saidBy(decided(inChat(), tapped('resume_chat')))).toEqual([]);
    expect(saidBy(decided(inChat(), tapped('resume_chat', 'chat-0')))).toEqual([texts['chat.stale']]);
    expect(decided(inUndo(), tapped('resume_chat', 'chat-1')).effects).toEqual([{ do: 'reopen-chat' }]);
  });

  it('is welcomed by who was there before, else told its place', () => {
    const resumed = inChat({ origin: 'resume' });
    const waits = decided(resumed, { type: 'queue-joined', facts: AN_EMPTY_QUEUE });
    expect(saidBy(waits)).toEqual(['Your chat goes on, Maria. You kept your place in the queue, and our team sees all you wrote.']);
    const back = decided(resumed, { type: 'queue-joined', facts: { ...AN_EMPTY_QUEUE, goesTo: ANA } });
    expect(saidBy(back)).toEqual(['Welcome back, Maria. Ana has your chat again: just go on.']);
    expect(steps(back)).toEqual(['tell-place', 'set-timer', 'send:bot', 'assign-chat']);
    expect(steps(waits)).toEqual(['tell-place', 'set-timer', 'send:bot']);
    for (const decision of [waits, back]) expect(firstIds(decision)).toEqual(['end_chat']);
  });
});

describe('the half hour after a chat', () => {
  it.each(['Thanks!', 'ok', '👍', 'great, thank you Ana', 'bye'])('%j belongs to it and gets no answer', (text) => {
    for (const state of ['MAIN_MENU', 'SUBMENU'] as const) {
      const decision = decided(after({}, { state, context: { misunderstood: 1 } }), wrote(text), { now: seconds(30 * MINUTES) });
      expect(decision).toEqual({ state, context: { misunderstood: 1 }, effects: [{ do: 'attach-to-last-chat' }] });
    }
  });

  it.each(['sticker', 'reaction'] as const)('so does a %s', (type) => {
    expect(decided(after(), sent(type)).effects).toEqual([{ do: 'attach-to-last-chat' }]);
  });

  it('is over then: thanks get their answer', () => {
    expect(saidBy(decided(after(), wrote('thanks'), { now: seconds(30 * MINUTES + 1) }))).toEqual([
      'Glad to help, Maria. Send *menu* whenever you need something.',
    ]);
  });

  it.each(['is it really gone?', '???', 'the second lamp broke too'])('%j asks once whether to go on with the same person', (text) => {
    const decision = decided(after(), wrote(text));
    expect(saidBy(decision)).toEqual(['Continue with Ana?']);
    expect(firstIds(decision)).toEqual(['resume_chat', 'support', 'main_menu']);
    expect(steps(decision)).toEqual(['attach-to-last-chat', 'send:bot']);
    expect(sendsOf(decision)[0]).toMatchObject({ notice: 'continue.ask', inLastChat: true });
    expect(saidBy(decided(after({ notices: ['continue.ask'] }), wrote(text)))).not.toContain('Continue with Ana?');
  });

  it.each<[string, string]>([
    ['a start word', 'can I talk to someone please?'],
    ['a word of the menu', 'menu'],
    ['an entry', 'what are your opening hours?'],
    ['a number', '2'],
    ['an end word', 'done'],
    ['a greeting', 'hello'],
    ['something short', 'xyzzy'],
  ])('never puts that question before %s', (_, text) => {
    expect(saidBy(decided(after(), wrote(text)))).not.toContain('Continue with Ana?');
  });

  it.each<[string, ConversationSnapshot, Parameters<typeof decided>[2]]>([
    ['nobody had the chat', after({ agent: null }), {}],
    ['half an hour is over', after(), { now: seconds(30 * MINUTES + 1) }],
    ['chat support is off', after(), { supportChatEnabled: false }],
    ['there was none', aSnapshot(), {}],
  ])('asks nothing where %s', (_, snapshot, situation) => {
    expect(saidBy(decided(snapshot, wrote('the second lamp broke too'), situation))[0]).toContain(texts['menu.unknown.1']);
  });

  it('takes a thumbs-up under the question for its Yes, and no other reaction', () => {
    const reacts = (emoji: string, key: 'continue.ask' | 'ended.contact') =>
      ({ ...sent('reaction'), reaction: { emoji, messageId: 'message-1', said: key } }) as ConversationEvent;
    for (const emoji of ['👍', '👍🏾']) expect(decided(after(), reacts(emoji, 'continue.ask')).state).toBe('CHAT_SUPPORT_ACTIVE');
    for (const event of [reacts('👎', 'continue.ask'), reacts('👍', 'ended.contact')]) {
      expect(steps(decided(after(), event))).toEqual(['attach-to-last-chat']);
    }
  });

  describe('the question is answered in words, too', () => {
    const asked = decided(after(), wrote('is it really gone?'));
    const open = after({ notices: ['continue.ask'] }, { context: asked.context });

    it.each(['Yes', 'yes please', 'Yeah!', 'YES 👍'])('%j goes on with the same person', (text) => {
      expect(decided(open, wrote(text)).effects).toEqual([expect.objectContaining({ do: 'open-chat', origin: 'resume' })]);
    });

    it('New request is a new chat, No the menu', () => {
      expect(decided(open, wrote('new request')).effects).toEqual([expect.objectContaining({ do: 'open-chat', origin: 'word' })]);
      expect(saidBy(decided(open, wrote('No')))).toEqual([expect.stringContaining(mainMenu.lead)]);
    });

    it('only as long as it is the last question', () => {
      const { context } = decided(open, wrote('xyzzy'));
      expect(saidBy(decided({ ...open, context }, wrote('Yes')))).not.toEqual([]);
      expect(steps(decided({ ...open, context }, wrote('Yes')))).not.toContain('open-chat');
      expect(steps(decided({ ...open, context: {} }, wrote('Yes')))).not.toContain('open-chat');
      expect(decided(open, wrote('Yes'), { now: seconds(30 * MINUTES + 1) }).effects).not.toContainEqual(
        expect.objectContaining({ origin: 'resume' }),
      );
    });
  });

  it.each(['Continue chat', 'continue chat.'])('%j in words is the button: its "chat" begins no new one', (text) => {
    for (const state of ['MAIN_MENU', 'SUBMENU', 'AWAITING_RATING'] as const) {
      const snapshot = after({ notices: ['rating.ask'] }, { state });
      expect(decided(snapshot, wrote(text)).effects).toEqual([expect.objectContaining({ do: 'open-chat', origin: 'resume' })]);
    }
    const late = decided(after(), wrote(text), { now: seconds(30 * MINUTES + 1) });
    expect(late.effects).toEqual([expect.objectContaining({ do: 'open-chat', origin: 'word' })]);
  });

  it('takes no file for a question', () => {
    expect(saidBy(decided(after(), sent('image', 'the second lamp broke too')))).not.toContain('Continue with Ana?');
  });
});

describe('who comes back', () => {
  const HOUR = 3_600;

  it.each([1, HOUR, 12 * HOUR])('within twelve hours is not welcomed anew (%i s)', (later) => {
    const decision = decided(aSnapshot({ lastWroteAt: NOON }), wrote('Hi'), { now: seconds(later) });
    expect(saidBy(decision)).toEqual([expect.stringContaining('Welcome back, Maria. What do you need?')]);
    expect(firstIds(decision)).toEqual(mainMenu.entries.map(({ id }) => id));
  });

  it('after more than twelve hours gets the welcome', () => {
    const decision = decided(aSnapshot({ lastWroteAt: NOON }), wrote('Hi'), { now: seconds(12 * HOUR + 1) });
    expect(saidBy(decision)).toEqual([expect.stringContaining('Hi Maria, this is Juniper Home.')]);
  });

  it('and asks for the menu gets the menu, without ceremony', () => {
    expect(saidBy(decided(aSnapshot(), wrote('menu')))).toEqual([expect.stringContaining(mainMenu.lead)]);
  });
});
