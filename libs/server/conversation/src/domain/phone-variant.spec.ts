import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { phoneVariant } from './phone-variant.js';

// Made up: these plans set no numbers aside for fiction.
describe('the other way to write a mobile number', () => {
  it.each([
    ['Brazil, with the nine', '+5511987650000', '+551187650000'],
    ['Brazil, without it', '+551187650000', '+5511987650000'],
    ['Brazil, an area that ends in nine', '+5519987650000', '+551987650000'],
    ['Mexico, with the one', '+5215512340000', '+525512340000'],
    ['Mexico, without it', '+525512340000', '+5215512340000'],
    ['Argentina, with the nine', '+5491150000000', '+541150000000'],
    ['Argentina, without it', '+541150000000', '+5491150000000'],
  ])('%s: %s is also %s', (_what, phone, variant) => {
    expect(phoneVariant(phone)).toBe(variant);
  });

  it.each([
    ['a landline in Brazil', '+551132340000'],
    ['a landline in Brazil that a nine would make nobody', '+5511932340000'],
    ['Brazil, an area nobody has', '+550187650000'],
    ['Brazil, too short', '+55118765000'],
    ['Brazil, too long', '+55119876500000'],
    ['Mexico, too short', '+52551234000'],
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
