import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fill, MAX_SAID_NAME, sayable } from './wording.js';

describe('names in texts', () => {
  it.each([
    ['Hi{ name}, welcome', { name: 'Maria' }, 'Hi Maria, welcome'],
    ['Hi{ name}, welcome', { name: null }, 'Hi, welcome'],
    ['Thanks{, name}.', { name: 'Maria' }, 'Thanks, Maria.'],
    ['Thanks{, name}.', {}, 'Thanks.'],
    ['{agent} from {business}', { agent: 'Ana', business: 'Juniper' }, 'Ana from Juniper'],
    ['{agent}', { agent: '{business} $& $1', business: 'Juniper' }, '{business} $& $1'],
    ['{unknown} stays', {}, '{unknown} stays'],
    ['Hi{ name}', { name: ' \u202E\n' }, 'Hi'],
    ['Hi{ name}', { name: 'Ma\u0000ri\u202Ea\nLuz' }, 'Hi Ma ria Luz'],
  ])('fills %j with %j', (text, names, expected) => {
    expect(fill(text, names)).toBe(expected);
  });

  it('are one line, of bounded length and whole characters, whatever the customer is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const said = sayable(name);
        expect(said.length).toBeLessThanOrEqual(MAX_SAID_NAME);
        expect(said).not.toMatch(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });
});
