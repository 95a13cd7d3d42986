import { describe, expect, it } from '@jest/globals';
import type { MenuNode } from './document.js';
import { SHIPPED_PLAYBOOK } from './shipped-playbook.js';
import { answer, field, form, playbook, submenu, SUPPORT, ten, texts, told } from './small-playbook.test.js';

describe('the shipped playbook', () => {
  it('has no fault in any language', () => {
    expect(told(JSON.parse(JSON.stringify(SHIPPED_PLAYBOOK)))).toEqual([]);
    expect(told({ ...SHIPPED_PLAYBOOK, languages: ['en', 'es', 'pt-BR', 'fr', 'ar', 'hi', 'id'] })).toEqual([]);
  });
});

describe('the shape of a document', () => {
  it.each([
    ['no object', [], ': This must be an object.'],
    ['an unknown field', playbook([], { colour: 'red' }), '/colour: There is no such field.'],
    ['a name of every object', JSON.parse('{"constructor": 1}'), '/constructor: There is no such field.'],
    ['a missing field', { ...playbook([]), menu: undefined }, '/menu: This must be an object.'],
    ['another format', playbook([], { format: 2 }), '/format: This must be one of: 1.'],
    [
      'an unknown language',
      playbook([], { languages: ['en', 'tlh'] }),
      '/languages/1: This must be one of: en, es, pt-BR, fr, ar, hi, id.',
    ],
    [
      'an unknown kind',
      playbook([answer(1, { kind: 'game' })]),
      '/menu/entries/0/kind: This must be one of: answer, submenu, link, support, main-menu, form.',
    ],
    ['an unknown text', playbook([], texts({ 'menu.gone': 'x' })), '/overrides/en/texts/menu.gone: There is no such field.'],
    [
      'NUL',
      playbook([answer(1, { text: { en: 'a\u0000' } })]),
      '/menu/entries/0/text/en: This text contains a character that cannot be stored (NUL or half a surrogate pair).',
    ],
    [
      'half a pair',
      playbook([answer(1, { text: { en: '\ud83d' } })]),
      '/menu/entries/0/text/en: This text contains a character that cannot be stored (NUL or half a surrogate pair).',
    ],
    ['a blank title', playbook([answer(1, { title: { en: ' ' } })]), '/menu/entries/0/title/en: This text is empty.'],
    [
      'a title too long',
      playbook([answer(1, { title: { es: 'x'.repeat(21) } })]),
      '/menu/entries/0/title/es: This text has 21 characters; at most 20 are possible.',
    ],
    ['a title of two lines', playbook([answer(1, { title: { en: 'One\nTwo' } })]), '/menu/entries/0/title/en: This must be one line.'],
    [
      'a label of two lines',
      playbook([], { overrides: { en: { titles: { stay: 'A\u2028B' } } } }),
      '/overrides/en/titles/stay: This must be one line.',
    ],
    [
      'a description too long',
      playbook([answer(1, { description: { en: 'x'.repeat(73) } })]),
      '/menu/entries/0/description/en: This text has 73 characters; at most 72 are possible.',
    ],
    [
      'an answer too long',
      playbook([answer(1, { text: { en: 'x'.repeat(1_025) } })]),
      '/menu/entries/0/text/en: This text has 1,025 characters; at most 1,024 are possible.',
    ],
    ['eleven entries', playbook(ten), '/menu/entries: This list has 11 items; at most 10 are possible.'],
    ['no entry', playbook([submenu('x')]), '/menu/entries/0/entries: This list has 0 items; at least 1 are needed.'],
    [
      'an id of another kind',
      playbook([answer(1, { id: 'orders' })]),
      '/menu/entries/0/id: An id is menu: and small letters, digits and single dashes (or support, main_menu).',
    ],
    [
      'an id of a chat',
      playbook([answer(1, { id: 'end_chat' })]),
      '/menu/entries/0/id: An id is menu: and small letters, digits and single dashes (or support, main_menu).',
    ],
    [
      'a sixth level',
      playbook([submenu('b', submenu('c', submenu('d', submenu('e', submenu('f', answer(1))))))]),
      '/menu/entries/0/entries/0/entries/0/entries/0/entries/0: Menus lie at most 5 levels deep.',
    ],
    [
      'an address that is none',
      playbook([
        {
          kind: 'link',
          id: 'menu:l',
          title: { en: 'Link' },
          text: { en: 'Here' },
          button: { en: 'Open' },
          url: { en: 'javascript:alert(1)' },
        },
      ]),
      '/menu/entries/0/url/en: This must be an address that begins with https://.',
    ],
    [
      'eleven questions',
      playbook([form(...Array.from({ length: 11 }, (_, index) => field({ key: `k${String(index)}` })))]),
      '/menu/entries/0/fields: This list has 11 items; at most 10 are possible.',
    ],
    ['a team by name', playbook([{ ...SUPPORT, id: 'menu:returns', team: 'Returns' }]), '/menu/entries/0/team: A team is named by its id.'],
  ])('is missed by %s', (_, document, fault) => {
    expect(told(document)).toContain(fault);
  });

  it('is told that it has too many choices before they are put together in every language', () => {
    let count = 0;
    const wide = (level: number, id: string): MenuNode =>
      submenu(
        id,
        ...Array.from({ length: 7 }, (_, index) => (level < 4 ? wide(level + 1, `${id}-${String(index)}`) : answer((count += 1)))),
      );
    const faults = told(playbook([wide(2, 'a'), wide(2, 'b')], { languages: ['en', 'es', 'fr', 'ar', 'hi', 'id'] }));
    expect(faults.filter((fault) => fault.startsWith('/menu: There are'))).toEqual([
      '/menu: There are 801 choices in all; at most 300 are possible.',
    ]);
    expect(faults.filter((fault) => fault.includes(': In '))).toEqual([]);
  });

  it('is told by a hundred faults at most', () => {
    const entries = Array.from({ length: 10 }, (_, index) => submenu(`s${String(index)}`, ...ten.map((node) => ({ ...node, colour: 1 }))));
    expect(told(playbook(entries.slice(0, 9), { menu: { lead: { en: 'x' }, entries } }))).toHaveLength(100);
  });
});

describe('what a document means', () => {
  it.each([
    [
      'a default language that is not offered',
      playbook([], { defaultLanguage: 'es' }),
      '/defaultLanguage: The default language must be one of the languages.',
    ],
    [
      'words missing in the default language',
      playbook([answer(1, { text: { es: 'Sí' } })]),
      '/menu/entries/0/text/en: The words in English, the default language, are missing.',
    ],
    [
      'no way to a person',
      { ...playbook([]), menu: { lead: { en: 'Hi there' }, entries: [answer(1)] } },
      '/menu/entries: The main menu needs a way to a person: an entry of the kind support with the id support.',
    ],
    [
      'an id twice in the tree',
      playbook([answer(1), submenu('x', answer(1))]),
      '/menu/entries/1/entries/0/id: The id menu:a1 belongs to another entry already.',
    ],
    ['a fixed id twice in a menu', playbook([SUPPORT]), '/menu/entries/1: The id support is there twice.'],
    [
      'a fixed id with another meaning',
      playbook([answer(1, { id: 'main_menu' })]),
      '/menu/entries/0/id: The id main_menu belongs to an entry of the kind main-menu, and never means anything else.',
    ],
    [
      'too many beside the ways out',
      playbook([submenu('x', ...ten.slice(0, 9))]),
      '/menu/entries/0/entries: This menu has 9 entries; 8 are possible, because WhatsApp shows 10 and the ways back and to a person are added.',
    ],
    [
      'too many below the second level',
      playbook([submenu('x', submenu('y', ...ten.slice(0, 8)))]),
      '/menu/entries/0/entries/0/entries: This menu has 8 entries; 7 are possible, because WhatsApp shows 10 and the ways back and to a person are added.',
    ],
    [
      'a word that opens a chat',
      playbook([answer(1, { words: { en: ['order', 'order support'] } })]),
      '/menu/entries/0/words/en/1: "order support" contains a word that opens a chat.',
    ],
    [
      'a title that ends chats',
      playbook([answer(1, { title: { en: 'Close' } })]),
      '/menu/entries/0/title/en: "Close" is a word that ends a chat.',
    ],
    [
      'a choice that opens a chat',
      playbook([form(field({ type: 'choice', choices: [{ value: 'a', title: { en: 'A human' } }] }))]),
      '/menu/entries/0/fields/0/choices/0/title/en: "A human" contains a word that opens a chat.',
    ],
    [
      'two equal titles',
      playbook([answer(1), answer(2, { title: { en: 'Answer 1' } })]),
      '/menu/entries: In English the menu has two equal titles.',
    ],
    [
      'two titles that are equal in Spanish only',
      playbook([answer(1, { title: { en: 'One', es: 'Igual' } }), answer(2, { title: { en: 'Two', es: 'Igual' } })], {
        languages: ['en', 'es'],
      }),
      '/menu/entries: In Español the menu has two equal titles.',
    ],
    [
      'a menu too long with its choices',
      playbook([answer(1), answer(2), answer(3)], {
        menu: { lead: { en: 'x'.repeat(1_000) }, entries: [answer(1), answer(2), answer(3), SUPPORT] },
      }),
      '/menu/entries: In English the menu has a text of 1087 characters.',
    ],
    [
      'a text too long for the menu under it',
      playbook([answer(1), answer(2), answer(3)], texts({ 'menu.stale': 'x'.repeat(1_000) })),
      '/menu/entries: In English the menu under the text menu.stale has a text of 1087 characters.',
    ],
    [
      'a name that is none',
      playbook([], texts({ 'queue.ack': 'Dear {customer}' })),
      '/overrides/en/texts/queue.ack: In English queue.ack names something in braces that it cannot fill in.',
    ],
    [
      'two questions under one key',
      playbook([form(field({}), field({}))]),
      '/menu/entries/0/fields/1: Another question keeps its answer under k already.',
    ],
    [
      'a text kept as the name',
      playbook([form(field({ key: 'name' }))]),
      '/menu/entries/0/fields/0/key: Only a question of the type name is kept under name.',
    ],
    [
      'a least above the greatest',
      playbook([form(field({ type: 'number', min: 2, max: 1 }))]),
      '/menu/entries/0/fields/0/min: The least possible number is greater than the greatest.',
    ],
    [
      'a day there is not',
      playbook([form(field({ type: 'date', from: '2027-02-30' }))]),
      '/menu/entries/0/fields/0/from: There is no day 2027-02-30.',
    ],
    [
      'a question too long with what may stand above it',
      playbook([form(field({ ask: { en: 'x'.repeat(1_000) } }))]),
      expect.stringMatching(
        /^\/menu\/entries\/0\/fields\/0\/ask: In English the question under the text form\.wrong\.\w+ has a text of 1\d+ characters\.$/,
      ),
    ],
    [
      'a rule that leads nowhere',
      playbook([], { rules: [{ id: 'rule:x', words: { en: ['lamp'] }, match: 'part', does: { kind: 'entry', id: 'menu:gone' } }] }),
      '/rules/0/does/id: No entry of the menu has the id menu:gone.',
    ],
    [
      'the same label on two buttons of the bot',
      playbook([], { overrides: { en: { titles: { stay: 'End Chat' } } } }),
      '/overrides/en/titles/stay: In English this title is the same as endChat: "End Chat".',
    ],
  ])('is missed by %s', (_, document, fault) => {
    expect(told(document)).toEqual(expect.arrayContaining([fault]));
  });
});
