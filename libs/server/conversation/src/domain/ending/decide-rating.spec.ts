import { describe, expect, it } from '@jest/globals';
import {
  aContact,
  agentEnded,
  ANA,
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
import type { ConversationEvent, ConversationSnapshot, Decision } from '../model.js';
import { DEFAULT_SETTINGS } from '../settings.js';

const { texts, mainMenu } = CATALOGUE;
const RATINGS = ['rate:5', 'rate:4', 'rate:3', 'rate:2', 'rate:1', 'main_menu'];
const ANSWERED = inChat({ agent: ANA, firstReplyAt: NOON });
const HOURS = 3_600;

const asked = (overrides: Partial<ConversationSnapshot> = {}): ConversationSnapshot =>
  aSnapshot({ state: 'AWAITING_RATING', lastChat: anEndedChat({ notices: ['rating.ask'] }), ...overrides });
const askedWhatWentWrong = (overrides: Partial<ConversationSnapshot> = {}): ConversationSnapshot =>
  asked({ context: { commentAsked: true }, lastChat: anEndedChat({ notices: ['rating.ask'], rating: 1 }), ...overrides });
const ratings = (decision: Decision) =>
  decision.effects.flatMap((effect) => (effect.do === 'rate-chat' ? [{ stars: effect.stars, comment: effect.comment }] : []));
const lastIds = (decision: Decision) => idsOf(sendsOf(decision).at(-1)?.content ?? { type: 'text', text: '' });
const showsMainMenu = (decision: Decision, lead: string = mainMenu.lead): void => {
  expect(decision.state).toBe('MAIN_MENU');
  expect(saidBy(decision)).toEqual([expect.stringContaining(lead)]);
  expect(lastIds(decision)).toEqual(expect.arrayContaining(['menu:orders', 'menu:hours', 'menu:faq']));
};

describe('the question how our help was', () => {
  it.each<[string, ConversationSnapshot, ConversationEvent]>([
    ['the customer ends it', ANSWERED, wrote('done')],
    ['the customer taps End Chat', ANSWERED, tapped('end_chat', 'chat-1')],
    ['the agent ends it', ANSWERED, agentEnded()],
    ['the time to undo is over', inUndo({ ended: anEndedChat() }), { type: 'timer-due', kind: 'undo-expired', chatId: 'chat-1' }],
  ])('follows the closing message where a person had answered: %s', (_, snapshot, event) => {
    const decision = decided(snapshot, event, { now: seconds(10) });
    expect(decision.state).toBe('AWAITING_RATING');
    expect(saidBy(decision)).toEqual([expect.stringContaining('ended'), expect.stringContaining(texts['rating.ask'])]);
    expect(lastIds(decision)).toEqual(RATINGS);
    // Before the end, so that it belongs to the chat it is about.
    const order = steps(decision);
    expect(order.lastIndexOf('send:bot')).toBeLessThan(order.findIndex((step) => step === 'end-chat' || step === 'settle-end'));
  });

  it('shows every row in its text too, for phones that open no lists', () => {
    const [, question] = saidBy(decided(ANSWERED, wrote('done')));
    expect(question).toBe(`${texts['rating.ask']}\n\n5 Excellent\n4 Good\n3 OK\n2 Poor\n1 Very poor`);
  });

  it.each<[string, ConversationSnapshot, Parameters<typeof decided>[2]]>([
    ['nobody had answered', inChat({ agent: ANA }), {}],
    ['nobody had it', inChat(), {}],
    ['the setting says so', ANSWERED, { settings: { ...DEFAULT_SETTINGS, 'rating.enabled': false } }],
    ['they want no messages from us', { ...ANSWERED, contact: aContact({ optedOutAt: seconds(-60) }) }, {}],
  ])('is not asked where %s: the main menu follows as ever', (_, snapshot, situation) => {
    const decision = decided(snapshot, wrote('done'), situation);
    expect(decision.state).toBe('MAIN_MENU');
    expect(lastIds(decision)).toEqual(mainMenu.entries.map(({ id }) => id));
    expect(steps(decision)).toEqual(['send:bot', 'end-chat', 'cancel-queued-agent-messages', 'send:bot']);
  });

  it('is not asked outside the window, nor by the switch', () => {
    expect(decided(ANSWERED, agentEnded(), { now: seconds(25 * HOURS) })).toMatchObject({ state: 'MAIN_MENU' });
    expect(decided(ANSWERED, { type: 'support-switched-off' }).state).toBe('MAIN_MENU');
    expect(decided(ANSWERED, wrote('done'), { supportChatEnabled: false }).state).toBe('MAIN_MENU');
  });

  it('waits with the closing message while the end can be undone', () => {
    expect(decided(ANSWERED, agentEnded({ undoSeconds: 10 }))).toMatchObject({ state: 'MAIN_MENU', effects: [{ do: 'end-chat' }] });
  });
});

describe('a rating', () => {
  it.each<[string, ConversationEvent, number]>([
    ['a row', tapped('rate:5', 'chat-1'), 5],
    ['a row of a message nobody knows', tapped('rate:4'), 4],
    ['a digit', wrote('3'), 3],
    ['a digit of another script', wrote('٤'), 4],
    ['a score', wrote('4/5'), 4],
    ['stars', wrote('⭐⭐⭐⭐'), 4],
    ['a number in words', wrote('Five stars!'), 5],
    ['a word', wrote('Excellent!'), 5],
    ['a row as it is called', wrote('4 Good'), 4],
    ['the word of a row, courtesy or not', wrote('ok'), 3],
  ])('is %s', (_, event, stars) => {
    const decision = decided(asked(), event);
    expect(ratings(decision)).toEqual([{ stars, comment: null }]);
    expect(steps(decision)).toEqual(['rate-chat', 'attach-to-last-chat', 'send:bot']);
    showsMainMenu(decision, texts['rating.thanks']);
  });

  it.each([1, 2])('of %i asks once what went wrong', (stars) => {
    const decision = decided(asked(), wrote(String(stars)));
    expect(decision).toMatchObject({ state: 'AWAITING_RATING', context: { commentAsked: true } });
    expect(ratings(decision)).toEqual([{ stars, comment: null }]);
    expect(saidBy(decision)).toEqual([texts['rating.low']]);
    expect(lastIds(decision)).toEqual(['rate:skip', 'support']);
  });

  it('asks nothing more while chat support is off: the menu is where everybody is (INV-27)', () => {
    showsMainMenu(decided(asked(), wrote('1'), { supportChatEnabled: false }), texts['rating.thanks']);
    expect(decided(asked(), wrote('thanks'), { supportChatEnabled: false })).toMatchObject({ state: 'MAIN_MENU' });
    expect(decided(asked(), sent('reaction'), { supportChatEnabled: false })).toMatchObject({ state: 'MAIN_MENU' });
  });

  it('is never a number of the menu, and a number of the menu no rating', () => {
    for (const number of ['1', '2', '3', '4', '5']) expect(ratings(decided(asked(), wrote(number)))).toHaveLength(1);
    for (const number of ['0', '6', '7', '10', '42']) showsMainMenu(decided(asked(), wrote(number)));
  });

  it('never opens a chat', () => {
    for (const event of [wrote('1'), wrote('excellent'), tapped('rate:1', 'chat-1'), wrote('👍'), sent('sticker')]) {
      expect(steps(decided(asked(), event))).not.toContain('open-chat');
    }
  });

  it.each(['👍', '⭐', 'Thanks!', 'thank you Ana', 'bye'])('is not %j, which is a goodbye: no answer, and the question stays', (text) => {
    expect(decided(asked(), wrote(text))).toEqual({ state: 'AWAITING_RATING', context: {}, effects: [{ do: 'attach-to-last-chat' }] });
  });

  it.each(['sticker', 'reaction'] as const)('is not a %s', (type) => {
    expect(decided(asked(), sent(type))).toEqual({ state: 'AWAITING_RATING', context: {}, effects: [{ do: 'attach-to-last-chat' }] });
  });
});

describe('what is no message of theirs', () => {
  it.each(['edit', 'revoke', 'system'] as const)('leaves the question where it is (%s)', (type) => {
    for (const snapshot of [asked(), askedWhatWentWrong()]) {
      expect(decided(snapshot, sent(type))).toEqual({ state: 'AWAITING_RATING', context: snapshot.context, effects: [] });
    }
  });
});

describe('instead of a rating', () => {
  it.each<[string, ConversationEvent]>([
    ['the row out', tapped('main_menu', 'chat-1')],
    ['menu', wrote('menu')],
    ['another text', wrote('xyzzy')],
    ['a sentence', wrote('the second lamp flickers as well')],
    ['a question', wrote('and now?')],
  ])('%s gets the main menu', (_, event) => {
    showsMainMenu(decided(asked(), event));
  });

  it('a greeting gets it with a welcome back, an end word with an explanation', () => {
    showsMainMenu(decided(asked(), wrote('hi')), 'Welcome back, Maria.');
    showsMainMenu(decided(asked(), wrote('done')), texts['menu.no-chat']);
  });

  it('a start word or a tap on Chat Support opens a chat', () => {
    expect(decided(asked(), wrote('I need support again')).effects[0]).toMatchObject({ do: 'open-chat' });
    expect(decided(asked(), tapped('support', null)).effects[0]).toMatchObject({ do: 'open-chat' });
  });

  it('what the menu knows is answered', () => {
    expect(saidBy(decided(asked(), wrote('What are your opening hours?')))[0]).toContain('Our shop is open');
  });

  it('a file is answered as in the menu', () => {
    expect(saidBy(decided(asked(), sent('image')))).toEqual([texts['media.bot']]);
  });

  it('after a day nothing is a rating any more', () => {
    const now = seconds(24 * HOURS + 1);
    const late = asked({ windowExpiresAt: seconds(48 * HOURS) });
    for (const text of ['5', '٥', '⭐⭐⭐', '2/5']) {
      // Never what the menu has under that number.
      const decision = decided(late, wrote(text), { now });
      expect(ratings(decision)).toEqual([]);
      showsMainMenu(decision, texts['rating.closed']);
    }
    showsMainMenu(decided(late, wrote('excellent'), { now }));
    expect(saidBy(decided(late, wrote('ok'), { now }))).toEqual([expect.stringContaining('Glad to help')]);
    showsMainMenu(decided(late, tapped('rate:5', 'chat-1'), { now }), texts['rating.closed']);
  });
});

describe('what went wrong', () => {
  it('is the next thing they write, whatever words it holds', () => {
    for (const text of ['I asked for support and the agent was rude', 'Nobody could help me with my order, delivery is late', 'Why?']) {
      const decision = decided(askedWhatWentWrong(), wrote(text));
      expect(ratings(decision)).toEqual([{ stars: null, comment: text }]);
      showsMainMenu(decision, texts['rating.thanks']);
    }
  });

  it.each([tapped('rate:skip', 'chat-1'), ...['exit', 'thanks', 'skip', 'Skip this.'].map(wrote)])('may be left out (%j)', (event) => {
    const decision = decided(askedWhatWentWrong(), event);
    expect(ratings(decision)).toEqual([]);
    showsMainMenu(decision, texts['rating.thanks']);
  });

  it('gives way to Continue chat in words', () => {
    expect(decided(askedWhatWentWrong(), wrote('Continue chat')).effects).toEqual([
      expect.objectContaining({ do: 'open-chat', origin: 'resume' }),
    ]);
  });

  it('gives way to a person who is asked for, and to the menu', () => {
    for (const event of [tapped('support', 'chat-1'), wrote('support'), wrote('Agent!')]) {
      expect(decided(askedWhatWentWrong(), event).effects[0]).toMatchObject({ do: 'open-chat' });
    }
    showsMainMenu(decided(askedWhatWentWrong(), wrote('menu')));
    showsMainMenu(decided(askedWhatWentWrong(), tapped('main_menu', 'chat-1')));
  });

  it('may be a correction of the stars', () => {
    for (const event of [wrote('5'), wrote('5/5'), tapped('rate:5', 'chat-1')]) {
      expect(ratings(decided(askedWhatWentWrong(), event))).toEqual([{ stars: 5, comment: null }]);
    }
    expect(ratings(decided(askedWhatWentWrong(), wrote('poor')))).toEqual([{ stars: null, comment: 'poor' }]);
  });

  it('may be a voice message, which belongs to the chat', () => {
    const decision = decided(askedWhatWentWrong(), sent('audio'));
    expect(steps(decision)).toEqual(['attach-to-last-chat', 'send:bot']);
    expect(ratings(decided(askedWhatWentWrong(), sent('image', 'This is how it came')))).toEqual([
      { stars: null, comment: 'This is how it came' },
    ]);
  });

  it('is kept within bounds and clean', () => {
    const [rating] = ratings(decided(askedWhatWentWrong(), wrote(`bad\u0000 \uD800${'🙁'.repeat(30_000)}`)));
    // 4,096 would split the last face.
    expect(rating?.comment).toHaveLength(4_095);
    expect(rating?.comment?.startsWith('bad \uFFFD🙁')).toBe(true);
    expect(rating?.comment).not.toMatch(/\p{Cs}/u);
    expect(ratings(decided(askedWhatWentWrong(), wrote('\u0000 ')))).toEqual([]);
  });

  it('ends with the day, too', () => {
    const late = askedWhatWentWrong({ windowExpiresAt: seconds(48 * HOURS) });
    expect(ratings(decided(late, wrote('it broke again'), { now: seconds(24 * HOURS + 1) }))).toEqual([]);
  });
});

describe('a tap on a list of stars that comes late', () => {
  const inMenu = (chat: Parameters<typeof anEndedChat>[0], overrides: Partial<ConversationSnapshot> = {}) =>
    aSnapshot({ lastChat: anEndedChat({ notices: ['rating.ask'], ...chat }), ...overrides });

  it.each(['MAIN_MENU', 'SUBMENU'] as const)('counts for its own chat as long as that was the last and is not rated (%s)', (state) => {
    const decision = decided(inMenu({}, { state }), tapped('rate:4', 'chat-1'));
    expect(ratings(decision)).toEqual([{ stars: 4, comment: null }]);
    expect(ratings(decided(inMenu({}, { state }), tapped('rate:1', 'chat-1')))).toEqual([{ stars: 1, comment: null }]);
  });

  it.each<[string, ConversationSnapshot, ConversationEvent]>([
    ['of an earlier chat', inMenu({}), tapped('rate:4', 'chat-0')],
    ['of no chat', inMenu({}), tapped('rate:4', null)],
    ['of a chat that is rated', inMenu({ rating: 5 }), tapped('rate:1', 'chat-1')],
    ['nobody was asked for', inMenu({ notices: [] }), tapped('rate:4', 'chat-1')],
    ['with no rating at all', inMenu({}), tapped('rate:6', 'chat-1')],
    ['after no chat', aSnapshot(), tapped('rate:5')],
    ['to skip a comment', inMenu({ rating: 1 }), tapped('rate:skip', 'chat-1')],
  ])('%s explains itself', (_, snapshot, event) => {
    const decision = decided(snapshot, event);
    expect(ratings(decision)).toEqual([]);
    showsMainMenu(decision, texts['rating.closed']);
  });

  it.each(['rate:5', 'rate:1', 'rate:skip'])('%s of an earlier chat changes nothing while another chat is asked about', (row) => {
    for (const chatId of ['chat-0', null]) {
      for (const snapshot of [asked(), askedWhatWentWrong()]) {
        const decision = decided(snapshot, tapped(row, chatId));
        expect(decision).toMatchObject({ state: 'AWAITING_RATING', context: snapshot.context });
        expect(saidBy(decision)).toEqual([texts['ended.button']]);
        expect(steps(decision)).toEqual(['send:bot']);
      }
    }
  });

  it('changes nothing in an open chat', () => {
    for (const [chatId, said] of [
      ['chat-0', [texts['chat.stale']]],
      [undefined, []],
    ] as const) {
      const decision = decided(inChat(), tapped('rate:5', chatId));
      expect(ratings(decision)).toEqual([]);
      expect(saidBy(decision)).toEqual(said);
    }
  });
});
