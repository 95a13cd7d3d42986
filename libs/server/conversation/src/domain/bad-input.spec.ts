import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contentFaults } from './content-faults.js';
import type { ConversationSnapshot } from './model.js';
import {
  aContact,
  ANA,
  anEndedChat,
  aSnapshot,
  CATALOGUE,
  decided,
  inChat,
  inUndo,
  saidBy,
  sendsOf,
  sent,
  steps,
  tapped,
  wrote,
} from './rehearsal.test.js';

const { texts } = CATALOGUE;

/** Everywhere a customer can stand. */
const PLACES: readonly (readonly [string, ConversationSnapshot])[] = [
  ['at the beginning', aSnapshot({ state: 'INITIAL' })],
  ['in the menu', aSnapshot()],
  ['in a submenu', aSnapshot({ state: 'SUBMENU', context: { menu: 'menu:faq' } })],
  ['in a submenu that is gone', aSnapshot({ state: 'SUBMENU', context: { menu: 'menu:gone' } })],
  ['waiting', inChat()],
  ['in a chat', inChat({ agent: ANA })],
  ['while an end can be undone', inUndo()],
  ['after a chat', aSnapshot({ lastChat: anEndedChat() })],
  ['asked how it was', aSnapshot({ state: 'AWAITING_RATING', lastChat: anEndedChat({ notices: ['rating.ask'] }) })],
  ['asked what went wrong', aSnapshot({ state: 'AWAITING_RATING', context: { commentAsked: true }, lastChat: anEndedChat({ rating: 1 }) })],
];

/** Ids no button of ours ever carried. */
const FORGED = [
  '',
  ' ',
  'gone',
  'x'.repeat(201),
  'x'.repeat(70_000),
  'support\u0000',
  'SUPPORT',
  ' support',
  '__proto__',
  'constructor',
  'toString',
]
  .concat([
    'hasOwnProperty',
    'rate:',
    'rate:0',
    'rate:6',
    'rate:99999999999999999999',
    'menu:',
    'menu:__proto__',
    'language:xx',
    'article:gone',
  ])
  .concat(['\uD800', '\u202Etroppus', '{"id":"support"}', "'; drop table chat; --", 'end_chat\n', 'queue:', 'form:']);
const CHATS = [undefined, null, 'chat-0', 'chat-1', '', '__proto__'] as const;

describe.each(PLACES)('%s', (_, snapshot) => {
  it.each(FORGED)('a forged id opens nothing, ends nothing and rates nothing (%j)', (id) => {
    for (const chatId of CHATS) {
      const decision = decided(snapshot, tapped(id, chatId, 'A title'));
      for (const effect of ['open-chat', 'end-chat', 'rate-chat', 'set-opt-out']) expect(steps(decision)).not.toContain(effect);
      for (const { content } of sendsOf(decision)) expect([...contentFaults(content)]).toEqual([]);
    }
  });

  it.each([
    ['empty', ''],
    ['blank', ' \n\t\u00A0'],
    ['NUL', '\u0000'],
    ['65,536 characters', 'a '.repeat(32_768)],
    ['more than WhatsApp lets anybody type', '?'.repeat(200_000)],
    ['a lone surrogate', '\uD83D'],
    ['turned around', '\u202Enod\u202C \u2066x'],
    ['invisible', '\u200B\u200D\uFEFF'],
    ['many marks', `e${'\u0301'.repeat(5_000)}`],
    ['braces of our texts', '{name} {agent}'],
  ])('a text that is %s is answered with what WhatsApp takes, or not at all', (__, text) => {
    for (const { content } of sendsOf(decided(snapshot, wrote(text)))) expect([...contentFaults(content)]).toEqual([]);
  });

  it('any text, kind or id is decided about, and every answer is one WhatsApp takes', () => {
    const kind = fc.constantFrom(
      'image',
      'document',
      'audio',
      'sticker',
      'reaction',
      'location',
      'unsupported',
      'system',
      'edit',
      'revoke',
    );
    const event = fc.oneof(
      fc.string({ unit: 'binary' }).map(wrote),
      fc.tuple(fc.string({ unit: 'binary' }), fc.constantFrom(...CHATS)).map(([id, chatId]) => tapped(id, chatId)),
      fc.tuple(kind, fc.option(fc.string({ unit: 'binary' }))).map(([type, caption]) => sent(type, caption)),
    );
    fc.assert(
      fc.property(event, fc.boolean(), (one, supportChatEnabled) => {
        for (const { content } of sendsOf(decided(snapshot, one, { supportChatEnabled }))) expect([...contentFaults(content)]).toEqual([]);
      }),
    );
  });
});

describe('a hostile name', () => {
  it.each(['\u202Emoc.kcatta\u202C', 'A\u2066B\u2069', 'two\nlines', '\u0000', 'W'.repeat(70_000), '{agent}', '🙂'.repeat(500), '\uD800'])(
    'turns no sentence around and breaks no limit (%j)',
    (name) => {
      const snapshot = aSnapshot({ state: 'INITIAL', contact: aContact({ name }) });
      const [said] = saidBy(decided(snapshot, wrote('hi')));
      expect(said).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\u0000]/);
      for (const { content } of sendsOf(decided(snapshot, wrote('hi')))) expect([...contentFaults(content)]).toEqual([]);
    },
  );
});

describe('a flood', () => {
  const flooding = (flood: 'begins' | 'goes-on', text = 'opening hours') => ({ ...wrote(text), flood }) as ReturnType<typeof wrote>;

  it('is answered once, and what would only be said is not', () => {
    expect(saidBy(decided(aSnapshot(), flooding('begins')))).toEqual([texts['flood.slow']]);
    expect(decided(aSnapshot(), flooding('goes-on'))).toEqual({ state: 'MAIN_MENU', context: {}, effects: [] });
  });

  it('still opens and ends chats, opts out, and is shown to the agent', () => {
    expect(steps(decided(aSnapshot(), flooding('goes-on', 'support')))).toContain('open-chat');
    expect(steps(decided(inChat(), flooding('goes-on', 'done')))).toContain('end-chat');
    expect(steps(decided(aSnapshot(), flooding('goes-on', 'stop')))).toContain('set-opt-out');
    expect(steps(decided(inChat({ agent: ANA }), flooding('goes-on', 'and another thing')))).toEqual([]);
  });
});
