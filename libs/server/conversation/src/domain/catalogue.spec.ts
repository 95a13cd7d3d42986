import { describe, expect, it } from '@jest/globals';
import { MAX_INTERACTIVE_BODY } from '@parley/vocabulary';
import fc from 'fast-check';
import { contentFaults } from './content-faults.js';
import { TEXT_KEYS } from './texts.js';
import { menuContent, offeredEntries } from './menu-content.js';
import type { FilledForm } from './menu/form.js';
import {
  AN_EMPTY_QUEUE,
  ANA,
  aSituation,
  aSnapshot,
  CATALOGUE,
  catalogueOf,
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

const main = CATALOGUE.mainMenu;
const menus = [...CATALOGUE.menus.values()];

/** At the first question of the shipped form, at its choice, and before it is sent. */
const FORMS: readonly FilledForm[] = [
  { id: 'menu:problem', answers: {} },
  { id: 'menu:problem', answers: { order_number: 'W'.repeat(40) } },
  { id: 'menu:problem', answers: { order_number: 'W'.repeat(40), problem: 'damaged', email: 'maria@example.com' } },
];

describe('chat support buttons configured', () => {
  it('offers "Chat Support" under the id `support` in the main menu', () => {
    const content = menuContent(CATALOGUE, main, true);
    expect(content).toMatchObject({ type: 'list', rows: expect.arrayContaining([expect.objectContaining({ id: 'support' })]) });
    expect(main.entries.find((entry) => entry.id === 'support')?.title).toBe('Chat Support');
  });

  it('offers a way to a person in every menu and under every answer of the bot', () => {
    for (const menu of menus) expect(idsOf(menuContent(CATALOGUE, menu, true))).toContain('support');
    for (const { id, does } of menus.flatMap(({ entries }) => entries)) {
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
      expect(message?.content.type === 'buttons' && message.content.buttons).toContainEqual({ id: 'end_chat', title: 'End Chat' });
    }
  });

  it('asks with `end_chat` and `stay` before it leaves a chat for the menu', () => {
    const [question] = sendsOf(decided(inChat(), wrote('menu')));
    expect(question && idsOf(question.content)).toEqual(['end_chat', 'stay']);
  });

  it('offers no chat while chat support is off', () => {
    for (const menu of menus) expect(idsOf(menuContent(CATALOGUE, menu, false))).not.toContain('support');
  });
});

describe('a menu as a message', () => {
  it('is a list above three entries, with the number of every choice in its text', () => {
    const content = menuContent(CATALOGUE, main, true);
    expect(content.type).toBe('list');
    offeredEntries(main, true).forEach((entry, index) => expect(content.text).toContain(`${String(index + 1)}. ${entry.title}`));
  });

  it('is buttons up to three entries', () => {
    const small = { ...main, entries: main.entries.slice(0, 3) };
    expect(menuContent(CATALOGUE, small, true)).toMatchObject({ type: 'buttons', text: main.lead });
  });
});

describe('every message of the bot', () => {
  const name = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constant('W'.repeat(500)), fc.constant('{agent}{name}'));
  const event = fc.oneof(
    fc.constantFrom('hi', 'menu', 'support', 'done', '1', '2', '3', '4', 'faq', 'returns', 'xyzzy', 'thanks', '👍').map(wrote),
    fc
      .constantFrom(
        'support',
        'end_chat',
        'stay',
        'main_menu',
        'menu:faq',
        'menu:returns',
        'menu:problem',
        'form:problem:problem:damaged',
        'gone',
      )
      .map((id) => tapped(id)),
    fc.constantFrom('image' as const, 'audio' as const, 'unsupported' as const, 'sticker' as const).map((type) => sent(type)),
    fc.constant(agentEnded()),
  );

  it('stays within what WhatsApp takes, for any names', () => {
    fc.assert(
      fc.property(name, name, name, event, fc.boolean(), (contactName, agentName, business, what, enabled) => {
        const agent = { id: 'agent-x', name: agentName };
        const situation = aSituation({ catalogue: catalogueOf(business), supportChatEnabled: enabled });
        const places = [
          aSnapshot({ state: 'INITIAL', contact: aContact({ name: contactName }) }),
          aSnapshot({ contact: aContact({ name: contactName }), context: { misunderstood: 1 } }),
          aSnapshot({ state: 'SUBMENU', context: { menu: 'menu:faq' }, contact: aContact({ name: contactName }) }),
          ...FORMS.map((form) => aSnapshot({ state: 'FORM', context: { form }, contact: aContact({ name: contactName }) })),
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
