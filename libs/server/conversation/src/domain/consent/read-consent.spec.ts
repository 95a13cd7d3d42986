import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EVERYWHERE, readConsent, type ConsentWords } from './read-consent.js';

const WORDS: ConsentWords = { optOut: ['opt out', 'sair', 'إيقاف', 'arrêt'], optIn: ['opt in', 'voltar'] };

describe('a word of consent', () => {
  it.each(['STOP', 'stop', 'Stop.', ' stop! ', 'ｓｔｏｐ', 'Unsubscribe', 'Opt  out', 'SAIR', 'إيقاف', 'Arret', 's\u200Dtop'])(
    '%j opts out',
    (text) => {
      expect(readConsent(WORDS, text, false)).toBe('opt-out');
      expect(readConsent(WORDS, text, true)).toBe('opt-out');
    },
  );

  it.each([
    'stop sending the wrong size',
    'please stop',
    'non stop',
    'stop 👍',
    '"stop" it said',
    'stops',
    'bus stop',
    'opt out?'.replace('?', ' now'),
    '',
    ' ',
    '👎',
    'stop\nthis',
  ])('%j does not', (text) => {
    expect(readConsent(WORDS, text, false)).toBeNull();
  });

  it.each(['START', 'start!', 'unstop', 'Voltar', 'opt in'])('%j opts in whoever has opted out, and nobody else', (text) => {
    expect(readConsent(WORDS, text, true)).toBe('opt-in');
    expect(readConsent(WORDS, text, false)).toBeNull();
  });

  it.each(['start my order', 'where do I start'])('%j opts nobody in', (text) => {
    expect(readConsent(WORDS, text, true)).toBeNull();
  });

  it('is nothing that stands inside a longer text', () => {
    const word = fc.constantFrom(...WORDS.optOut, ...WORDS.optIn, ...EVERYWHERE.optOut, ...EVERYWHERE.optIn);
    const more = fc.constantFrom('please', 'size 4', 'sending', 'não', '我');
    fc.assert(
      fc.property(word, more, fc.boolean(), fc.boolean(), (said, rest, before, optedOut) => {
        expect(readConsent(WORDS, before ? `${rest} ${said}` : `${said} ${rest}`, optedOut)).toBeNull();
      }),
    );
  });
});
