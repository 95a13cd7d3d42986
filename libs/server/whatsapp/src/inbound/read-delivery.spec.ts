import { describe, expect, it } from '@jest/globals';
import { signBody, verifySignature } from '@parley/whatsapp-protocol';
import fc from 'fast-check';
import { createSecretKey } from 'node:crypto';
import { readDelivery, type ReadingContext } from './read-delivery.js';

const OURS = '330145778120964';
const CONTEXT: ReadingContext = { phoneNumberId: OURS, dedupePepper: createSecretKey(Buffer.alloc(32, 7)), nowMs: 1_790_000_000_000 };
const RUNS = process.env['PARLEY_LONG'] === '1' ? 50_000 : 500;
/** `PARLEY_SEED` takes another. */
const SEED = fc.readConfigureGlobal().seed;

/** Code units as they come: NUL, lone surrogates, marks of direction. `JSON.stringify` escapes what is not well-formed, as Meta may. */
const oddText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom('\u0000', '\ud800', '\udc00', '\u202e', '\ufffe', 'a', '__proto__')).map((units) => units.join('')),
);
const anyJson = fc.oneof(fc.jsonValue({ maxDepth: 6 }), oddText, fc.dictionary(oddText, fc.jsonValue()));

/** Where a delivery of Meta's has something, anything may stand; the deeper the frame, the further the reader gets. */
const framed = fc.tuple(fc.nat({ max: 5 }), anyJson, anyJson, oddText).map(([frame, one, other, id]): unknown => {
  const metadata = { phone_number_id: OURS };
  const change = (value: unknown): unknown => ({
    object: 'whatsapp_business_account',
    entry: [{ changes: [{ field: 'messages', value }] }],
  });
  switch (frame) {
    case 0:
      return one;
    case 1:
      return { entry: one };
    case 2:
      return { entry: [one, { changes: other }, { changes: [one, other] }] };
    case 3:
      return change({ metadata: one, contacts: other, messages: [one], statuses: [other] });
    case 4:
      return change({ metadata, contacts: one, messages: [other, { id, from: one, timestamp: other }], statuses: one });
    default:
      return change({
        metadata,
        contacts: [one],
        messages: [{ id, from: id, type: one, text: other }],
        statuses: [{ id, status: id, timestamp: one }],
      });
  }
});

const nested = fc.nat({ max: 200_000 }).map((depth) => `{"entry":${'['.repeat(depth)}${']'.repeat(depth)}}`);
const body = fc.oneof(
  framed.map((value) => Buffer.from(JSON.stringify(value))),
  nested.map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
);

describe('a delivery, rightly signed', () => {
  it(`INV-19 is read or kept raw, whatever stands in it, and never ends in an error (seed ${SEED})`, () => {
    fc.assert(
      fc.property(body, (bytes) => {
        expect(verifySignature(['secret'], bytes, signBody('secret', bytes))).toBe(0);
        const { outcome, items } = readDelivery(bytes, CONTEXT);
        expect(['stored', 'unparseable']).toContain(outcome);
        if (outcome === 'unparseable') expect(items).toEqual([]);
        for (const item of items) {
          expect(item.dedupeKey).toHaveLength(32);
          // What is stored beside the bytes goes into columns of text, which take no NUL and no half of a pair.
          for (const text of [item.wamid, ...Object.values({ ...item.identity, ...item.identity?.successor })])
            if (typeof text === 'string') expect(isStorable(text)).toBe(true);
          if (item.kind === 'message' && item.state === 'pending') expect(item.identity).not.toBeNull();
        }
        // The same bytes are the same items: a repetition adds nothing.
        expect(readDelivery(bytes, CONTEXT).items.map(({ dedupeKey }) => dedupeKey.toString('hex'))).toEqual(
          items.map(({ dedupeKey }) => dedupeKey.toString('hex')),
        );
      }),
      { numRuns: RUNS },
    );
  });
});

function isStorable(text: string): boolean {
  return !text.includes('\u0000') && Buffer.from(text).toString() === text;
}
