import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { searchTerms } from './search-terms.js';

describe('the words by which a text is found', () => {
  it.each([
    ['Refunds & Returns!', ['refund', 'return']],
    ['¿Dónde están mis pedidos?', ['donde', 'estan', 'mis', 'pedido']],
    ['Bus', ['bus']],
    ['lampunya', ['lampu']],
    ['طلباتي', ['طلبات']],
    ['الطلبات', ['طلب']],
    ['وبالتوصيل', ['وبالتوصيل']],
    ['التوصيل', ['توصيل']],
    ['डिलीवरी', ['डिलीवर']],
    ['रिफंड कैसे', ['रिफंड', 'कैस']],
    ['👍 !!!', []],
    ['', []],
  ])('of %j are %j', (text, terms) => {
    expect(searchTerms(text)).toEqual(terms);
  });

  it('are the same for the forms of one word', () => {
    for (const forms of [
      ['order', 'orders', 'Orders'],
      ['طلب', 'الطلب', 'طلبي', 'طلبك', 'بالطلب'],
      ['लौटाना', 'लौटाने', 'लौटानी'],
      ['pesanan', 'pesanannya'],
    ]) {
      expect(new Set(forms.flatMap(searchTerms)).size).toBe(1);
    }
  });

  it.each([
    ['a word of thousands of letters', 'x'.repeat(4_096)],
    ['one that is unfolded into more', '\u3316'.repeat(2_000)],
    ['a thousand words', 'lamp '.repeat(1_000)],
  ])('are bounded for %s', (_, text) => {
    const terms = searchTerms(text);
    expect(terms.length).toBeLessThanOrEqual(40);
    for (const term of terms) expect(term.length).toBeLessThanOrEqual(40);
  });

  it('are few, short of work, and never empty, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5_000 }), (text) => {
        const terms = searchTerms(text);
        expect(terms.length).toBeLessThanOrEqual(40);
        for (const term of terms) expect(term.length).toBeLessThanOrEqual(40);
        for (const term of terms) expect(term).toMatch(/^\S+$/);
      }),
    );
  });
});
