import { describe, expect, it } from '@jest/globals';
import { MAX_INTERACTIVE_BODY } from '@parley/vocabulary';
import fc from 'fast-check';
import { assertCatalogueSound, contentFaults } from './catalogue-soundness.js';
import type { Catalogue, MenuEntry } from './catalogue.js';
import { TEXT_KEYS } from './texts.js';
import { defaultCatalogue } from './default-catalogue.js';
import { menuContent, offeredEntries } from './menu-content.js';
import {
  AN_EMPTY_QUEUE,
  ANA,
  aSituation,
  aSnapshot,
  CATALOGUE,
  decided,
  idsOf,
  inChat,
  inUndo,
  sendsOf,
  tapped,
  wrote,
} from './rehearsal.test.js';
import { aContact, agentEnded, agentWrote, sent } from './rehearsal.test.js';
import { say } from './wording.js';

const { main, faq } = CATALOGUE.menus;

function withEntry(change: Partial<MenuEntry>): Catalogue {
  const entries = main.entries.map((entry, index) => (index === 0 ? { ...entry, ...change } : entry));
  return { ...CATALOGUE, menus: { ...CATALOGUE.menus, main: { ...main, entries } } };
}

describe('chat support buttons configured', () => {
  it('offers "Chat Support" under the id `support` in the main menu', () => {
    const content = menuContent(CATALOGUE, main, true);
    expect(content).toMatchObject({ type: 'list', rows: expect.arrayContaining([expect.objectContaining({ id: 'support' })]) });
    expect(main.entries.find((entry) => entry.id === 'support')?.title).toBe('Chat Support');
  });

  it('offers a way to a person in every menu and under every answer of the bot', () => {
    expect(idsOf(menuContent(CATALOGUE, faq, true))).toContain('support');
    for (const { id, does } of [...main.entries, ...faq.entries]) {
      if (does.kind !== 'answer') continue;
      const [answer] = sendsOf(decided(aSnapshot(), tapped(id)));
      expect(answer && idsOf(answer.content)).toEqual(expect.arrayContaining(['support', 'main_menu']));
    }
  });

  it('puts the End Chat button under welcome, acknowledgement and the first reply of an agent', () => {
    const welcome = sendsOf(decided(inChat(), { type: 'queue-joined', facts: AN_EMPTY_QUEUE }));
    const acknowledgement = sendsOf(decided(inChat(), wrote('My lamp broke')));
    const reply = sendsOf(decided(inChat({ agent: ANA }), agentWrote(ANA, 'Hello')));
    for (const message of [welcome.at(-1), acknowledgement.at(-1), reply.at(-1)]) {
      expect(message?.content).toMatchObject({ type: 'buttons', buttons: [{ id: 'end_chat', title: 'End Chat' }] });
    }
  });

  it('asks with `end_chat` and `stay` before it leaves a chat for the menu', () => {
    const [question] = sendsOf(decided(inChat(), wrote('menu')));
    expect(question && idsOf(question.content)).toEqual(['end_chat', 'stay']);
  });

  it('offers no chat while chat support is off', () => {
    for (const menu of [main, faq]) expect(idsOf(menuContent(CATALOGUE, menu, false))).not.toContain('support');
  });
});

describe('a menu as a message', () => {
  it('is a list above three entries, with the number of every choice in its text', () => {
    const content = menuContent(CATALOGUE, main, true);
    expect(content.type).toBe('list');
    offeredEntries(main, true).forEach((entry, index) => expect(content.text).toContain(`${String(index + 1)}. ${entry.title}`));
  });

  it('is buttons up to three entries', () => {
    expect(menuContent(CATALOGUE, main, false)).toMatchObject({ type: 'buttons', text: main.lead });
  });
});

describe('soundness of a catalogue', () => {
  it('is found in the shipped one, whatever the business is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (business) => {
        expect(() => assertCatalogueSound(defaultCatalogue(business))).not.toThrow();
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['a title too long for a button', withEntry({ title: 'Where is my order now' }), 'the title "Where is my order now"'],
    ['a description too long', withEntry({ description: 'x'.repeat(73) }), 'the description'],
    ['a fixed id with another meaning', withEntry({ id: 'end_chat' }), 'the id end_chat'],
    ['an id without prefix', withEntry({ id: 'orders' }), 'the id orders'],
    ['an id twice', withEntry({ id: 'menu:hours' }), 'two equal ids'],
    ['a word that opens a chat', withEntry({ words: ['order support'] }), '"order support" of menu:orders is a word for something else'],
    ['an answer too long', withEntry({ does: { kind: 'answer', text: 'x'.repeat(1_025) } }), 'menu:orders: a text of 1025 characters'],
    ['an empty text', { ...CATALOGUE, texts: { ...CATALOGUE.texts, 'queue.ack': ' ' } }, 'queue.ack: an empty text'],
    ['no end words', { ...CATALOGUE, words: { ...CATALOGUE.words, end: [] } }, 'no words in end'],
    [
      'too many rows',
      { ...CATALOGUE, menus: { ...CATALOGUE.menus, main: { ...main, entries: [...main.entries, ...faq.entries] } } },
      '11 rows',
    ],
  ])('is missed by %s', (_, catalogue, fault) => {
    expect(() => assertCatalogueSound(catalogue)).toThrow(fault);
  });
});

describe('every message of the bot', () => {
  const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constant('W'.repeat(500)), fc.constant('{agent}{name}'));
  const event = fc.oneof(
    fc.constantFrom('hi', 'menu', 'support', 'done', '1', '2', '3', '4', 'faq', 'returns', 'xyzzy', 'thanks', '👍').map(wrote),
    fc.constantFrom('support', 'end_chat', 'stay', 'main_menu', 'menu:faq', 'faq:returns', 'gone').map((id) => tapped(id)),
    fc.constantFrom('image' as const, 'audio' as const, 'unsupported' as const, 'sticker' as const).map((type) => sent(type)),
    fc.constant(agentEnded()),
  );

  it('stays within what WhatsApp takes, for any names', () => {
    fc.assert(
      fc.property(name, name, name, event, fc.boolean(), (contactName, agentName, business, what, enabled) => {
        const agent = { id: 'agent-x', name: agentName };
        const situation = aSituation({ catalogue: defaultCatalogue(business), supportChatEnabled: enabled });
        const places = [
          aSnapshot({ state: 'INITIAL', contact: aContact({ name: contactName }) }),
          aSnapshot({ contact: aContact({ name: contactName }), context: { misunderstood: 1 } }),
          aSnapshot({ state: 'SUBMENU', contact: aContact({ name: contactName }) }),
          { ...inUndo(), contact: aContact({ name: contactName }) },
          inChat({}, { contact: aContact({ name: contactName }) }),
          inChat({ agent }, { contact: aContact({ name: contactName }) }),
        ];
        const decisions = places.flatMap((place) => (what.type === 'agent-ended' && !place.chat ? [] : [decided(place, what, situation)]));
        if (enabled) {
          decisions.push(
            decided(aSnapshot({ contact: aContact({ name: contactName }) }), { type: 'agent-started', agent, message: null }, situation),
          );
          decisions.push(decided(inChat(), agentWrote(agent, 'x'.repeat(1_500)), situation));
        }
        const faults = decisions.flatMap(sendsOf).flatMap(({ author, content }) => (author === 'bot' ? [...contentFaults(content)] : []));
        expect(faults).toEqual([]);
      }),
    );
  });

  it('leaves no placeholder unfilled', () => {
    for (const key of TEXT_KEYS) {
      const text = say(CATALOGUE, key, { name: null, agent: 'Ana' });
      expect(text).not.toMatch(/[{}]/);
      expect(text.length).toBeLessThanOrEqual(MAX_INTERACTIVE_BODY);
    }
  });
});
