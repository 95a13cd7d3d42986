import { describe, expect, it } from '@jest/globals';
import type { MessageType } from '@parley/vocabulary';
import { isCourtesy, isQuestionOrSentence } from './read-courtesy.js';

const LIST = ['thanks', 'thank you', 'thank you very much', 'ok', 'okay', 'great', 'bye'];
const says = (text: string | null, messageType: MessageType = 'text') => isCourtesy(LIST, { messageType, text }, 'Ana Lima');

describe('a courtesy', () => {
  it.each([
    'Thanks',
    'THANK YOU!!',
    'ok',
    'Ok, thanks 🙏',
    'great thank you very much bye',
    'Thanks Ana',
    'Thank you, Ana Lima!',
    'ana, thanks',
    '👍',
    '❤️❤️',
    '...',
    '!',
    'ｔｈａｎｋｓ',
  ])('is %j', (text) => {
    expect(says(text)).toBe(true);
  });

  it.each(['sticker', 'reaction'] as const)('is a %s', (type) => {
    expect(says(null, type)).toBe(true);
  });

  it.each([
    'ok?',
    '?',
    'ok؟',
    'thanks but it is still broken',
    'thanks for nothing',
    'Ana',
    'Ana Lima',
    'thanks Ben',
    'thankses',
    'ok 5',
    'no',
    '',
    '   ',
    'ok '.repeat(400),
  ])('is not %j', (text) => {
    expect(says(text)).toBe(false);
  });

  it.each(['image', 'audio', 'location', 'interactive', 'system', 'unsupported'] as const)('is no %s, whatever stands under it', (type) => {
    expect(says('thanks', type)).toBe(false);
  });
});

describe('a question or a sentence', () => {
  it.each(['why?', '?', '¿cuándo', 'متى؟', 'なぜ？', 'it is still broken', 'मेरा ऑर्डर कहाँ है', 'one two three four'])('is %j', (text) => {
    expect(isQuestionOrSentence(text)).toBe(true);
  });

  it.each(['', 'no', 'one two three', '5', '. . . .', 'not yet'])('is not %j', (text) => {
    expect(isQuestionOrSentence(text)).toBe(false);
  });
});
