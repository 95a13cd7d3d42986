import { describe, expect, it } from '@jest/globals';
import { MESSAGE_TYPES } from '@parley/vocabulary';
import fc from 'fast-check';
import { MAX_PREVIEW, previewOf } from './preview.js';

describe('preview of a message', () => {
  it.each([
    [{ type: 'text', text: ' Hello\n\nthere ' }, 'Hello there'],
    [{ type: 'image', text: null }, 'Photo'],
    [{ type: 'image', text: 'my lamp' }, 'Photo: my lamp'],
    [{ type: 'document', text: null, content: { media: { filename: 'invoice.pdf' } } }, 'Document: invoice.pdf'],
    [{ type: 'audio', text: null, content: { media: { voice: true } } }, 'Voice message'],
    [{ type: 'audio', text: null }, 'Audio'],
    [{ type: 'reaction', text: '👍' }, 'Reaction: 👍'],
    [{ type: 'reaction', text: null }, 'Reaction'],
    [{ type: 'document', text: null, content: { media: { filename: 7 } } }, 'Document'],
    [{ type: 'document', text: null, content: { media: 'x' } }, 'Document'],
    [{ type: 'order', text: null }, 'Order'],
    [{ type: 'edit', text: 'new words' }, 'Edited message: new words'],
    [{ type: 'revoke', text: null }, 'Message deleted by customer'],
    [{ type: 'interactive', text: null }, 'Answer'],
    [{ type: 'unsupported', text: null, content: {} }, 'Unsupported message'],
    [{ type: 'text', text: null }, ''],
    [{ type: 'text', text: '\u202Eevil\u202C' }, 'evil'],
  ] as const)('%j is %j', (message, expected) => {
    expect(previewOf(message)).toBe(expected);
  });

  it('is one line of at most 80 characters with no half of a character, for any message', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MESSAGE_TYPES), fc.string({ unit: 'binary', maxLength: 900 }), (type, text) => {
        const preview = previewOf({ type, text });
        expect(Array.from(preview).length).toBeLessThanOrEqual(MAX_PREVIEW);
        expect(preview).not.toMatch(/[\n\r\p{Cs}]/u);
      }),
    );
  });

  it('marks that it was cut', () => {
    expect(previewOf({ type: 'text', text: '😀'.repeat(81) })).toBe(`${'😀'.repeat(79)}…`);
  });
});
