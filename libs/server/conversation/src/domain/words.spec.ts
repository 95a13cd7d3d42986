import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aSnapshot, CATALOGUE, decided, inChat, saidBy, sent, steps, tapped, wrote } from './rehearsal.test.js';

const { words } = CATALOGUE;

describe('keyword configuration', () => {
  it('ships the start words of the contract', () => {
    expect(words.start).toEqual(['support', 'chat support', 'chat', 'help me', 'agent', 'human', 'talk to someone']);
  });

  it('ships the end words of the contract', () => {
    expect(words.end).toEqual(['end chat', 'end_chat', 'close', 'done', 'quit chat', 'exit']);
  });

  it('ships the menu words of the contract', () => {
    expect(words.menu).toEqual(['menu', 'main menu']);
  });

  it('takes other words as data', () => {
    const catalogue = { ...CATALOGUE, words: { ...words, start: ['atendente'], end: ['encerrar'] } };
    expect(decided(aSnapshot(), wrote('Quero um ATENDENTE, por favor'), { catalogue }).state).toBe('CHAT_SUPPORT_ACTIVE');
    expect(decided(aSnapshot(), wrote('support'), { catalogue }).state).toBe('MAIN_MENU');
    expect(decided(inChat(), wrote('Encerrar.'), { catalogue }).state).toBe('MAIN_MENU');
    expect(decided(inChat(), wrote('done'), { catalogue }).state).toBe('CHAT_SUPPORT_ACTIVE');
  });
});

describe('support intent extraction', () => {
  it.each([
    ...words.start,
    'SUPPORT',
    'Süpport!',
    'I need support with my order',
    'can I talk to someone?',
    'please help me!!',
    'is there a HUMAN here',
    '…agent…',
    'live-chat',
    'Chat 🙏',
    'ｃｈａｔ',
    'cha\u200Dt please',
    'I am done with the menu, get me a human',
  ])('opens a chat for %j', (text) => {
    const decision = decided(aSnapshot(), wrote(text));
    expect(decision.state).toBe('CHAT_SUPPORT_ACTIVE');
    expect(decision.effects[0]).toEqual({ do: 'open-chat', origin: 'word', agent: null });
  });

  it.each(['supported', 'chatty', 'reagent', 'humane', 'talk to', 'help', 'hello', 'supp ort', '12', '?'])(
    'opens no chat for %j',
    (text) => {
      expect(decided(aSnapshot(), wrote(text)).state).not.toBe('CHAT_SUPPORT_ACTIVE');
    },
  );

  it('finds a start word in the caption of a photo', () => {
    expect(decided(aSnapshot(), sent('image', 'Help me with this')).state).toBe('CHAT_SUPPORT_ACTIVE');
  });

  it('finds a start word at the end of a text longer than we may send', () => {
    expect(decided(aSnapshot(), wrote(`${'word '.repeat(2_000)}human`)).state).toBe('CHAT_SUPPORT_ACTIVE');
  });

  it('opens a chat by the button, whatever message carried it', () => {
    for (const chatId of [undefined, null, 'chat-0']) {
      expect(decided(aSnapshot({ state: 'SUBMENU' }), tapped('support', chatId)).effects[0]).toEqual({
        do: 'open-chat',
        origin: 'menu',
        agent: null,
      });
    }
  });

  it('finds every start word as a whole word anywhere, in any case, accents and punctuation ignored', () => {
    const filler = fc.constantFrom('please', 'my order', 'so', 'Über', '¿y', '12');
    const gap = fc.constantFrom(' ', ', ', ' - ', '\n', '… ', ' 🙏 ');
    const shape = fc.constantFrom(
      (text: string) => text,
      (text: string) => text.toUpperCase(),
      (text: string) => text.replace(/[aeiou]/g, (vowel) => `${vowel}\u0301`),
    );
    fc.assert(
      fc.property(fc.constantFrom(...words.start), filler, gap, gap, filler, shape, (word, before, gapBefore, gapAfter, after, change) => {
        const text = `${before}${gapBefore}${change(word)}${gapAfter}${after}`;
        expect(decided(aSnapshot(), wrote(text)).state).toBe('CHAT_SUPPORT_ACTIVE');
      }),
    );
  });
});

describe('end chat intent detection', () => {
  it.each([...words.end, 'DONE', 'Done.', 'done!!!', '  exit  ', 'Énd Chát', 'quit   chat', 'Close…', 'END_CHAT.', 'ｅｘｉｔ'])(
    'ends the chat for %j',
    (text) => {
      const decision = decided(inChat(), wrote(text));
      expect(decision.state).toBe('MAIN_MENU');
      expect(decision.effects).toContainEqual({ do: 'end-chat', by: 'contact', reason: null, undo: null });
    },
  );

  it.each([
    'I am done with step 2',
    'done 👍',
    'not done',
    'please close my account',
    'exit code 1',
    'the chat',
    'end',
    'finish',
    'end-chat',
    'done done',
    '(done)',
    '',
  ])('takes %j as a message for the agent', (text) => {
    expect(steps(decided(inChat({ agent: { id: 'agent-ana', name: 'Ana' } }), wrote(text)))).toEqual([]);
  });

  it('takes an end word under a photo as something to show the agent', () => {
    expect(decided(inChat(), sent('image', 'done')).state).toBe('CHAT_SUPPORT_ACTIVE');
  });

  it.each([...words.end, 'End chat!', '"end chat"', '¡quit chat!', 'end chat 👋', 'END-CHAT'])(
    'opens no chat and ends none for %j outside a chat, though a start word is in it',
    (text) => {
      const decision = decided(aSnapshot(), wrote(text));
      expect(decision.state).toBe('MAIN_MENU');
      expect(steps(decision)).toEqual(['send:bot']);
      expect(saidBy(decision)[0]).toContain(CATALOGUE.texts['menu.no-chat']);
    },
  );

  it('ends nothing for a sentence that holds an end word, whatever is around it', () => {
    const around = fc.string({ unit: fc.constantFrom('a', 'b', 'z', ' ', '1') }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.constantFrom(...words.end), around, fc.boolean(), (word, other, first) => {
        const text = first ? `${other} ${word}` : `${word} ${other}`;
        expect(decided(inChat(), wrote(text)).state).toBe('CHAT_SUPPORT_ACTIVE');
      }),
    );
  });
});
