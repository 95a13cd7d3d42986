import { describe, expect, it } from '@jest/globals';
import { LANGUAGES, type Language } from '@parley/vocabulary';
import { compilePlaybook } from '../playbook/compile-playbook.js';
import { SHIPPED_PLAYBOOK } from '../playbook/shipped-playbook.js';
import { ANA, aSituation, aSnapshot, decided, inChat, saidBy, steps, tapped, wrote } from '../rehearsal.test.js';

/**
 * What contract §3 says of the words of the bot, held to in each shipped language: with the words of that language and the English ones,
 * which count everywhere.
 */

/** A whole message in each that holds a start word in its middle. */
const SENTENCE: Readonly<Record<Language, (word: string) => string>> = {
  en: (word) => `Hello, I need ${word}, please!`,
  es: (word) => `Buenas, quiero ${word}, por favor.`,
  'pt-BR': (word) => `Oi, quero ${word}, por favor!`,
  fr: (word) => `Bonjour, je voudrais ${word}, s'il vous plaît.`,
  ar: (word) => `مرحبا، أريد ${word}، من فضلك!`,
  hi: (word) => `नमस्ते, मुझे ${word}, कृपया।`,
  id: (word) => `Halo, saya mau ${word}, tolong!`,
};

/** Sentences for an agent that hold an end word, or nearly are one. */
const FOR_THE_AGENT: Readonly<Record<Language, readonly string[]>> = {
  en: ['I am done with step 2', 'please close my account', 'done 👍'],
  es: ['quiero terminar el pedido', 'listo', 'no puedo salir de la página'],
  'pt-BR': ['quero encerrar minha conta', 'pronto', 'fim de semana'],
  fr: ['je veux terminer ma commande', "c'est bon", 'fin de semaine'],
  ar: ['أريد إنهاء الطلب', 'تمام', 'خروج المنتج من المخزن'],
  hi: ['ऑर्डर समाप्त करें अभी', 'ठीक है', 'चैट बंद मत करो'],
  id: ['saya mau keluar kota', 'selesai', 'tutup'],
};

/** The digits of each language's own script. */
const TWO: Readonly<Record<Language, readonly string[]>> = {
  en: ['2', '2.', '2️⃣', '２'],
  es: ['2', '2)'],
  'pt-BR': ['2'],
  fr: ['2'],
  ar: ['٢', '۲', '٢.'],
  hi: ['२', '२।'],
  id: ['2'],
};

const CASES = LANGUAGES.map((language) => [language] as const);

describe.each(CASES)('in %s', (language) => {
  const { catalogue } = compilePlaybook({ ...SHIPPED_PLAYBOOK, languages: LANGUAGES }, language);
  const situation = aSituation({ catalogue });
  const { start, end, menu } = catalogue.words;
  const active = inChat({ agent: ANA });

  it.each(start)('%s opens a chat: alone, shouted, in a sentence, in a line of its own, without its accents', (word) => {
    const bare = word.normalize('NFD').replace(/[\u0300-\u036F\u064B-\u0655]/g, '');
    const written = [word, word.toUpperCase(), `¡${word}!`, SENTENCE[language](word), `1\n${word}\n2`, `\u202B${word}\u202C`, bare];
    for (const text of written) {
      expect([text, decided(aSnapshot(), wrote(text), situation).state]).toEqual([text, 'CHAT_SUPPORT_ACTIVE']);
      expect([text, decided(aSnapshot({ state: 'INITIAL' }), wrote(text), situation).state]).toEqual([text, 'CHAT_SUPPORT_ACTIVE']);
    }
  });

  it.each(start)('%s opens none as a part of a longer word', (word) => {
    const longer = `x${word}x`;
    expect([longer, steps(decided(aSnapshot(), wrote(longer), situation))]).toEqual([longer, ['send:bot']]);
  });

  it.each(end)('%s ends a chat as the whole message, whatever its case, accents and closing punctuation', (word) => {
    for (const text of [word, `  ${word} `, word.toUpperCase(), `${word}.`, `${word}!!!`, `${word}…`, word.normalize('NFD')])
      expect([text, steps(decided(active, wrote(text), situation))]).toEqual([text, expect.arrayContaining(['end-chat'])]);
  });

  it.each(end)('%s in a sentence, in quotes or with an emoji is a message for the agent', (word) => {
    for (const text of [SENTENCE[language](word), `"${word}"`, `${word} 👍`, `${word} ${word}`])
      expect([text, steps(decided(active, wrote(text), situation))]).toEqual([text, []]);
  });

  it.each(end)('%s starts nothing outside a chat', (word) => {
    for (const text of [word, `${word}!`, `¡${word}!`, `"${word}"`, word.toUpperCase()]) {
      const decision = decided(aSnapshot(), wrote(text), situation);
      expect([text, decision.state, saidBy(decision)]).toEqual([
        text,
        'MAIN_MENU',
        [expect.stringContaining(catalogue.texts['menu.no-chat'])],
      ]);
    }
  });

  it.each(menu)('%s shows the menu outside a chat, and asks inside one', (word) => {
    for (const text of [word, word.toUpperCase(), `${word}.`]) {
      const outside = decided(aSnapshot({ state: 'SUBMENU', context: { menu: 'menu:faq' } }), wrote(text), situation);
      expect([text, outside.state, saidBy(outside)]).toEqual([text, 'MAIN_MENU', [expect.stringContaining(catalogue.mainMenu.lead)]]);
      const inside = decided(active, wrote(text), situation);
      expect([text, inside.state, saidBy(inside)]).toEqual([text, 'CHAT_SUPPORT_ACTIVE', [catalogue.texts['chat.menu-asks']]]);
    }
  });

  it('what is said to an agent by the way ends nothing', () => {
    for (const text of FOR_THE_AGENT[language]) expect([text, steps(decided(active, wrote(text), situation))]).toEqual([text, []]);
  });

  it('every choice is made by its tap, its number in the own script, its title and each of its words', () => {
    const second = catalogue.mainMenu.entries[1];
    if (second?.does.kind !== 'answer') throw new Error('the second choice is no answer');
    for (const number of TWO[language])
      expect([number, saidBy(decided(aSnapshot(), wrote(number), situation))]).toEqual([number, [second.does.text]]);
    for (const { id, title, words, isWayOut } of [...catalogue.menus.values()].flatMap(({ entries }) => entries)) {
      if (isWayOut) continue;
      const byTap = saidBy(decided(aSnapshot(), tapped(id), situation));
      for (const text of [title, ...words]) expect([text, saidBy(decided(aSnapshot(), wrote(text), situation))]).toEqual([text, byTap]);
    }
  });

  it('the fixed ids mean what they mean', () => {
    expect(decided(aSnapshot(), tapped('support'), situation).state).toBe('CHAT_SUPPORT_ACTIVE');
    expect(decided(aSnapshot({ state: 'SUBMENU', context: { menu: 'menu:faq' } }), tapped('main_menu'), situation).state).toBe('MAIN_MENU');
    expect(steps(decided(active, tapped('end_chat', 'chat-1'), situation))).toContain('end-chat');
    expect(steps(decided(active, tapped('stay', 'chat-1'), situation))).toEqual([]);
  });
});
