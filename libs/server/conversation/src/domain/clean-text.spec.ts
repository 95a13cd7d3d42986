import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cleanText } from './clean-text.js';

describe('clean text', () => {
  it.each([
    ['a\u0000b', 'ab'],
    ['\uD83D', '\uFFFD'],
    ['a\uDE00b', 'a\uFFFDb'],
    ['😀', '😀'],
    ['\uD83D\u0000\uDE00', '😀'],
    [' kept  as\nit is ', ' kept  as\nit is '],
  ])('of %j is %j', (text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  it('is well-formed and without NUL, for any sequence of code units', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)));
    fc.assert(
      fc.property(units, (parts) => {
        const clean = cleanText(parts.join(''));
        expect(clean).not.toContain('\u0000');
        expect(clean).not.toMatch(/\p{Cs}/u);
      }),
    );
  });
});
