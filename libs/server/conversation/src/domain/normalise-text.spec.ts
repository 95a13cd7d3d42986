import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normaliseText, wholeMessage } from './normalise-text.js';

describe('the forgiving copy of a text', () => {
  it.each([
    ['  CHAT   Support ', 'chat support'],
    ['¡Chát-Süpport!', 'chat support'],
    ['chat\n\tsupport', 'chat support'],
    ['\u202Echat\u202C support\u200F', 'chat support'],
    ['ｃｈａｔ', 'chat'],
    ['👍🏽', ''],
    ['1️⃣', '1'],
    ['٣', '3'],
    ['۴', '4'],
    ['२', '2'],
    ['૩ ௩ ೩ ๓ ߃', '3 3 3 3 3'],
    ['end_chat', 'end chat'],
    ['أُريدُ مُوَظَّفًا، مِنْ فَضْلِكَ', 'اريد موظفا من فضلك'],
    ['مســـاعدة', 'مساعده'],
    ['پشتیبانی', 'پشتيباني'],
    ['मेन्यू।', 'मेन्यू'],
    ['की', 'की'],
    ['ज़रूरत', 'जरूरत'],
    ['कहाँ है', 'कहां है'],
    ['', ''],
  ])('of %j is %j', (text, expected) => {
    expect(normaliseText(text)).toBe(expected);
  });

  it.each([
    ['café', 'cafe'],
    ['não', 'nao'],
    ['Straße', 'STRASSE'],
    ['GROẞ', 'gross'],
    ['İstanbul', 'istanbul'],
    ['ISPARTA', 'ısparta'],
    ['Łódź', 'lodz'],
    ['Tromsø', 'tromso'],
    ['Ærø', 'aero'],
    ['œuvre', 'oeuvre'],
    ['Đà Nẵng', 'da nang'],
    ['ξανθός', 'ΞΑΝΘΟΣ'],
    ['مُوَظَّف', 'موظف'],
    ['أرجع', 'ارجع'],
    ['إرجاع', 'ارجاع'],
    ['آخر', 'اخر'],
    ['ٱلدفع', 'الدفع'],
    ['فاتورة', 'فاتوره'],
    ['شكوى', 'شكوي'],
    ['بہت', 'بهت'],
    ['ज़रूरत', 'जरूरत'],
    ['क़ीमत', 'कीमत'],
    ['पढ़ाई', 'पढाई'],
  ])('of %j is that of %j', (text, other) => {
    expect(normaliseText(text)).toBe(normaliseText(other));
  });

  it('of a copy is the copy itself, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normaliseText(normaliseText(text))).toBe(normaliseText(text));
      }),
    );
  });

  it('takes no time for a letter under a pile of marks, which must be sorted by insertion', () => {
    const piles = ['\u0301', '\uFF9E', '\u0345', '\u0301\u0327'].map((mark) => `a${mark.repeat(32_000)}${'\u0316'.repeat(33_000)}`);
    const began = performance.now();
    for (const pile of piles) expect([normaliseText(pile), wholeMessage(pile)]).toEqual(['a', 'a']);
    // 8 s for each when nothing is cut.
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  it('keeps the vowels of Hindi: other vowels are other words', () => {
    expect(new Set(['का', 'की', 'कि', 'के', 'को', 'कू'].map(normaliseText)).size).toBe(6);
  });

  it('holds only letters with their vowel signs, digits and single spaces', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normaliseText(text)).toMatch(/^(?:[\p{L}\p{N}\p{M}]+(?: [\p{L}\p{N}\p{M}]+)*)?$/u);
      }),
    );
  });
});

describe('the strict copy of a text', () => {
  it.each([
    [' Done. ', 'done'],
    ['DONE!!!', 'done'],
    ['done …', 'done'],
    ['d\u00F3ne', 'done'],
    ['end_chat', 'end_chat'],
    ['done 👍', 'done 👍'],
    ['(done)', '(done'],
    ['#done', '#done'],
    ['end-chat', 'end-chat'],
    ['!!!', ''],
  ])('of %j is %j', (text, expected) => {
    expect(wholeMessage(text)).toBe(expected);
  });

  it('takes time in proportion to a hostile text', () => {
    // 60,000 marks and a letter: a pattern that backtracks needs minutes for it, this well under the 5 s of jest.
    expect(wholeMessage(`${'!'.repeat(60_000)}x`)).toHaveLength(60_001);
    expect(normaliseText(`${'!'.repeat(60_000)}x`)).toBe('x');
  });
});
