import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findCanaries } from './canaries.js';

const PHONE = '+447700900123';
const TEXT = 'My parcel “X” never came\n';

const innocent =
  '{"level":30,"time":"2026-11-22T22:30:00.447Z","event":"listening","ms":447700,"id":"019abcde-4477-7009-8001-23aa00bb11cc"}';

describe('a canary', () => {
  it.each([
    ['as it is', `to ${PHONE} sent`],
    ['without +', '"to":"447700900123"'],
    ['spaced', 'call +44 7700 900 123'],
    ['with dots and brackets', '(44) 7700.900-123'],
    ['URL-encoded', '/conversations/%2B447700900123/messages'],
    ['with an encoded space', '44%207700%20900123'],
    ['percent-encoded to the last digit', [...'447700900123'].map((digit) => `%3${digit}`).join('')],
    ['as a buffer', `<Buffer ${[...'447700900123'].map((digit) => `3${digit}`).join(' ')}>`],
  ])('phone number is found %s', (_form, output) => {
    expect(findCanaries(`${innocent}\n${output}\n${innocent}`, [PHONE])).toHaveLength(1);
  });

  it.each([
    ['as it is', TEXT],
    ['in JSON', JSON.stringify({ text: TEXT })],
    ['in an address', `?search=${encodeURIComponent(TEXT)}`],
    ['in another case', TEXT.toUpperCase()],
  ])('text is found %s', (_form, output) => {
    expect(findCanaries(output, [TEXT])).toHaveLength(1);
  });

  it('is found inside base64, wherever it falls', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 12 }),
        fc.uint8Array({ maxLength: 12 }),
        fc.constantFrom('base64', 'base64url'),
        (before, after, encoding) => {
          const wamid = `wamid.${Buffer.concat([before, Buffer.from('447700900123'), after]).toString(encoding)}`;
          expect(findCanaries(`{"id":"${wamid}"}`, [PHONE])).toHaveLength(1);
        },
      ),
    );
  });

  it('is not seen where there is none', () => {
    expect(findCanaries(innocent, [PHONE, TEXT, 'journey-app-secret'])).toEqual([]);
  });

  it('says where it was, in a line', () => {
    const [finding = ''] = findCanaries(`${'x'.repeat(5000)}\n journey-app-secret ${'y'.repeat(5000)}`, ['journey-app-secret']);
    expect(finding).toContain('journey-app-secret');
    expect(finding).not.toContain('\n');
    expect(finding.length).toBeLessThan(250);
  });

  it('must be long enough to prove something', () => {
    expect(() => findCanaries('menu', ['menu'])).toThrow('proves nothing');
  });
});
