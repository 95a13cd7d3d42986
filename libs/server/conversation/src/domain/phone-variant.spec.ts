import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { phoneVariant } from './phone-variant.js';

// Made up: these plans set no numbers aside for fiction.
describe('the other way to write a mobile number', () => {
  it.each([
    ['Brazil, with the nine', '+5511990000000', '+551190000000'],
    ['Brazil, without it', '+551190000000', '+5511990000000'],
    ['Brazil, an area that ends in nine', '+5519990000000', '+551990000000'],
    ['Mexico, with the one', '+5215510000000', '+525510000000'],
    ['Mexico, without it', '+525510000000', '+5215510000000'],
    ['Argentina, with the nine', '+5491150000000', '+541150000000'],
    ['Argentina, without it', '+541150000000', '+5491150000000'],
  ])('%s: %s is also %s', (_what, phone, variant) => {
    expect(phoneVariant(phone)).toBe(variant);
  });

  it.each([
    ['a landline in Brazil', '+551130000000'],
    ['a landline in Brazil that a nine would make nobody', '+5511930000000'],
    ['Brazil, an area nobody has', '+550190000000'],
    ['Brazil, too short', '+55119000000'],
    ['Brazil, too long', '+55119900000000'],
    ['Mexico, too short', '+52551000000'],
    ['Argentina, too long', '+54911500000000'],
    ['a number of the United Kingdom', '+447700900123'],
    ['a number that only begins alike', '+5411'],
    ['no number at all', 'jo'],
  ])('%s has none: %s', (_what, phone) => {
    expect(phoneVariant(phone)).toBeNull();
  });

  it('leads back: of two forms each is the other of the other', () => {
    const national = fc.stringMatching(/^[1-9]\d{9,10}$/);
    fc.assert(
      fc.property(fc.constantFrom('+55', '+52', '+521', '+54', '+549'), national, (country, digits) => {
        const phone = country + digits;
        const variant = phoneVariant(phone);
        if (variant === null) return;
        expect(variant).not.toBe(phone);
        expect(phoneVariant(variant)).toBe(phone);
      }),
    );
  });
});
