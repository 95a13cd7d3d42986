import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskItem } from './mask-item.js';

describe('a masked item', () => {
  it('keeps the shape and the names Meta documents, and no value', () => {
    const item = {
      from: '447700900123',
      timestamp: 1795305600,
      text: { body: 'secret' },
      context: { forwarded: true, id: null },
      contacts: [{ name: { first_name: 'Zoë' } }],
      'Grandma Ivy': 'x',
      'Grandpa Joe': 1,
    };
    expect(maskItem(item)).toEqual({
      from: 'string(12)',
      timestamp: 'number(10)',
      text: { body: 'string(6)' },
      context: { forwarded: true, id: null },
      contacts: [{ name: { first_name: 'string(3)' } }],
      'key(11)#6': 'string(1)',
      'key(11)#7': 'number(1)',
    });
    expect(maskItem(undefined)).toBeNull();
  });

  it('lets no text through, wherever it stands: key, value or list', () => {
    const canary = 'canary-zebra';
    const tainted = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        fc.constant(canary),
        fc.integer({ min: 447700900000, max: 447700900999 }),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('text', 'body', canary, '__proto__', `${canary} 2`), tie('node')),
      ),
    })).node;
    fc.assert(
      fc.property(tainted, (item) => {
        const shown = JSON.stringify(maskItem(JSON.parse(JSON.stringify(item)) as unknown));
        expect(shown).not.toContain('zebra');
        expect(shown).not.toContain('4477009');
        expect(shown).not.toContain('__proto__');
      }),
    );
  });

  it('stays short however deep and wide the item is', () => {
    const wide = { text: Array.from({ length: 100_000 }, () => 'x') };
    expect(JSON.stringify(maskItem(wide)).length).toBeLessThan(50_000);
    const deep: unknown = JSON.parse('['.repeat(5_000) + ']'.repeat(5_000));
    expect(JSON.stringify(maskItem(deep)).length).toBeLessThan(100);
    expect(maskItem({ text: Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`k${index}`, 1])) })).toMatchObject({
      text: { '…': expect.stringMatching(/^more\(\d+\)$/) },
    });
  });
});
