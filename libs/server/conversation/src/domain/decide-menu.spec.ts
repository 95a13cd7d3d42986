import { describe, expect, it } from '@jest/globals';
import { findEntryById } from './find-entry.js';
import { aSnapshot, CATALOGUE, decided, idsOf, remembered, saidBy, sendsOf, sent, steps, tapped, wrote } from './rehearsal.test.js';

const { texts, mainMenu } = CATALOGUE;
const INITIAL = aSnapshot({ state: 'INITIAL' });
const AMONG_QUESTIONS = aSnapshot({ state: 'SUBMENU', context: { menu: 'menu:faq' } });

/** The text of an entry's answer. */
function answerOf(id: string): string {
  const does = findEntryById(CATALOGUE, id)?.entry.does;
  if (does?.kind !== 'answer') throw new Error(`${id} has no answer`);
  return does.text;
}

describe('the first message of a customer', () => {
  it.each([
    wrote('hi'),
    wrote('1'),
    wrote('xyzzy'),
    wrote('menu'),
    wrote('done'),
    wrote('thanks'),
    wrote('👋'),
    sent('image'),
    sent('sticker'),
  ])('is answered with the welcome and the main menu in one message (%j)', (event) => {
    const decision = decided(INITIAL, event);
    expect(decision.state).toBe('MAIN_MENU');
    expect(saidBy(decision)).toEqual([expect.stringContaining('Hi Maria, this is Juniper Home.')]);
    expect(sendsOf(decision).flatMap(({ content }) => idsOf(content))).toContain('support');
  });

  it('opens a chat at once when it asks for one', () => {
    expect(decided(INITIAL, wrote('hello, I need help: support please')).state).toBe('CHAT_SUPPORT_ACTIVE');
  });

  it('is answered when it asks a question we know', () => {
    const decision = decided(INITIAL, wrote('What are your opening hours?'));
    expect(saidBy(decision)).toEqual([answerOf('menu:hours')]);
    expect(decision.state).toBe('MAIN_MENU');
  });

  it.each(['reaction', 'system'] as const)('that is only a %s is left alone, and the welcome still to come', (type) => {
    expect(decided(INITIAL, sent(type))).toEqual({ state: 'INITIAL', context: {}, effects: [] });
  });
});

describe('choices of the main menu', () => {
  it.each([
    ['a tap', tapped('menu:hours')],
    ['its number', wrote('2')],
    ['its number with a dot', wrote(' 2. ')],
    ['its number as emoji', wrote('2️⃣')],
    ['its number in another script', wrote('٢')],
    ['its title', wrote('opening HOURS!')],
    ['one of its words', wrote('are you open?')],
    ['its words in a sentence', wrote('tell me your closing time please')],
  ])('are made by %s', (_, event) => {
    const decision = decided(aSnapshot(), event);
    expect(saidBy(decision)).toEqual([answerOf('menu:hours')]);
    expect(decision.state).toBe('MAIN_MENU');
  });

  it('take the longest phrase of several', () => {
    for (const place of [aSnapshot(), AMONG_QUESTIONS]) {
      expect(saidBy(decided(place, wrote('I want to cancel my order')))).toEqual([answerOf('menu:change')]);
      expect(saidBy(decided(place, wrote('where is my order, is delivery late?')))).toEqual([answerOf('menu:orders')]);
    }
  });

  it('open the list of questions, whose numbers then count', () => {
    expect(decided(aSnapshot(), wrote('3')).state).toBe('SUBMENU');
    expect(saidBy(decided(AMONG_QUESTIONS, wrote('2')))).toEqual([answerOf('menu:returns')]);
  });

  it('answer a question known by its words without changing what numbers mean', () => {
    expect(decided(aSnapshot(), wrote('refund')).state).toBe('MAIN_MENU');
    expect(decided(AMONG_QUESTIONS, wrote('opening hours')).state).toBe('SUBMENU');
  });

  it('open the chat by number too', () => {
    expect(decided(aSnapshot(), wrote('7')).effects[0]).toMatchObject({ do: 'open-chat' });
  });

  it.each(['0', '8', '99', '12345678901'])('do not include %s', (number) => {
    expect(remembered(decided(aSnapshot(), wrote(number)))).toEqual({ misunderstood: 1 });
  });
});

describe('a menu that was published away while somebody looked at it', () => {
  const gone = aSnapshot({ state: 'SUBMENU', context: { menu: 'menu:gone' } });

  it.each([wrote('2'), wrote('٢'), wrote('99'), tapped('menu:gone-too')])(
    'explains itself: %j chooses nothing of another menu',
    (event) => {
      const decision = decided(gone, event);
      expect(decision).toMatchObject({ state: 'MAIN_MENU', context: {} });
      expect(saidBy(decision)).toEqual([expect.stringContaining(texts['menu.stale'])]);
    },
  );

  it('leaves words what they are', () => {
    expect(saidBy(decided(gone, wrote('opening hours')))).toEqual([answerOf('menu:hours')]);
    expect(decided(gone, wrote('human')).state).toBe('CHAT_SUPPORT_ACTIVE');
  });
});

describe('the way back to the main menu', () => {
  it.each([wrote('menu'), wrote('Main Menu!'), wrote('7'), tapped('main_menu'), tapped('main_menu', 'chat-0'), wrote('🙂')])(
    'is one message (%j)',
    (event) => {
      const decision = decided(AMONG_QUESTIONS, event);
      expect(decision.state).toBe('MAIN_MENU');
      expect(saidBy(decision)).toEqual([expect.stringContaining(mainMenu.lead)]);
    },
  );

  it.each([tapped('end_chat', 'chat-0'), tapped('end_chat'), tapped('stay', null), tapped('menu:gone'), tapped('rating:5', 'chat-0')])(
    'explains a button that is no longer open (%j)',
    (event) => {
      const decision = decided(aSnapshot(), event);
      expect(steps(decision)).toEqual(['send:bot']);
      expect(saidBy(decision)).toEqual([expect.stringContaining(texts['menu.stale'])]);
    },
  );

  it('is the one they were in under a button that is no longer open: a number goes on meaning what they saw', () => {
    const decision = decided(AMONG_QUESTIONS, tapped('end_chat', 'chat-0'));
    expect(decision).toMatchObject({ state: 'SUBMENU', context: AMONG_QUESTIONS.context });
    expect(saidBy(decision)).toEqual([expect.stringContaining(texts['menu.stale'])]);
    expect(sendsOf(decision).flatMap(({ content }) => idsOf(content))).toContain('menu:delivery');
  });

  it('is not forced on somebody who says thanks', () => {
    expect(saidBy(decided(AMONG_QUESTIONS, wrote('Thank you!')))).toEqual([
      'Glad to help, Maria. Send *menu* whenever you need something.',
    ]);
  });
});

describe('what the bot does not understand', () => {
  it('gets the choices again at first, and the way to a person from the second time on', () => {
    const first = decided(aSnapshot(), wrote('xyzzy'));
    expect(saidBy(first)).toEqual([expect.stringContaining(texts['menu.unknown.1'])]);
    const second = decided(aSnapshot({ context: first.context }), wrote('plugh'));
    expect(saidBy(second)).toEqual([texts['menu.unknown.2']]);
    expect(sendsOf(second).flatMap(({ content }) => idsOf(content))).toEqual(['support', 'main_menu']);
    const third = decided(aSnapshot({ context: second.context }), wrote('plover'));
    expect(saidBy(third)).toEqual(saidBy(second));
  });

  it('shows the questions again to somebody who is among the questions', () => {
    const decision = decided(AMONG_QUESTIONS, wrote('xyzzy'));
    expect(decision.state).toBe('SUBMENU');
    expect(sendsOf(decision).flatMap(({ content }) => idsOf(content))).toContain('menu:returns');
  });

  it('is forgotten with the next thing it understands', () => {
    expect(remembered(decided(aSnapshot({ context: { misunderstood: 2 } }), wrote('opening hours')))).toEqual({});
  });

  it.each([
    ['image', 'media.bot'],
    ['document', 'media.bot'],
    ['location', 'media.bot'],
    ['audio', 'voice.bot'],
    ['unsupported', 'media.unsupported'],
  ] as const)('%s is answered with %s, once until something is written', (type, key) => {
    const first = decided(aSnapshot(), sent(type));
    expect(saidBy(first)).toEqual([texts[key]]);
    const again = aSnapshot({ context: first.context });
    expect(steps(decided(again, sent(type)))).toEqual([]);
    const written = decided(again, wrote('opening hours'));
    expect(saidBy(decided(aSnapshot({ context: written.context }), sent(type)))).toEqual([texts[key]]);
  });

  it('answers the caption of a photo when it understands it', () => {
    expect(saidBy(decided(aSnapshot(), sent('image', 'refund?')))).toEqual([answerOf('menu:returns')]);
  });
});

describe('with chat support off', () => {
  const off = { supportChatEnabled: false };

  it.each([wrote('support'), wrote('I want a human'), tapped('support')])(
    'a wish for a chat gets a polite line and the menu (%j)',
    (event) => {
      for (const place of [INITIAL, aSnapshot(), AMONG_QUESTIONS]) {
        const decision = decided(place, event, off);
        expect(decision.state).toBe('MAIN_MENU');
        expect(saidBy(decision)).toEqual([expect.stringContaining(texts['support.off'])]);
      }
    },
  );

  it('no message offers a chat', () => {
    const events = [
      wrote('hi'),
      wrote('xyzzy'),
      wrote('refund'),
      wrote('faq'),
      wrote('support'),
      sent('image'),
      sent('audio'),
      tapped('gone'),
    ];
    for (const context of [{}, { misunderstood: 1 }]) {
      for (const event of events) {
        const decision = decided(aSnapshot({ context }), event, off);
        expect(sendsOf(decision).flatMap(({ content }) => idsOf(content))).not.toContain('support');
        expect(steps(decision)).toEqual(['send:bot']);
      }
    }
  });
});

describe('outside the service window', () => {
  const closed = { windowExpiresAt: new Date('2026-11-22T12:00:00.000Z') };

  it('the bot is silent and the welcome is still to come', () => {
    expect(decided(aSnapshot({ state: 'INITIAL', ...closed }), wrote('hi'))).toEqual({ state: 'INITIAL', context: {}, effects: [] });
    expect(decided(aSnapshot(closed), wrote('faq'))).toEqual({ state: 'MAIN_MENU', context: {}, effects: [] });
  });

  it('a chat asked for is opened all the same, without a word', () => {
    const decision = decided(aSnapshot(closed), wrote('support'));
    expect(decision.state).toBe('CHAT_SUPPORT_ACTIVE');
    expect(steps(decision)).toEqual(['open-chat']);
  });
});
