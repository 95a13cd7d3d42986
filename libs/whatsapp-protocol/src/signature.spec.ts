import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { signBody, verifySignature } from './signature.js';

const SECRET = 'test-app-secret';
const BODY = Buffer.from('{"object":"whatsapp_business_account","entry":[]}');
const SIGNATURE = 'sha256=c84a394cc475525991e78ff16e430b02e47f953877d2af0ade26956ce6f384dc';

describe('signBody', () => {
  // Digests by `openssl dgst -sha256 -hmac`, so that a mistake of ours cannot confirm itself.
  it.each([
    [BODY.toString(), SIGNATURE],
    ['{"object": "whatsapp_business_account", "entry": []}', 'sha256=64702efd907cd8ed6665ff0320eef04a4d90a8acfdffbb2cea57336d63f9ddec'],
    ['{"t":"\\u00e4 \\ud83d\\udd27"}', 'sha256=dfd542f1146d9e3db05076e79c5b2450bfd41001e1290adfb72ecf40141e3ee3'],
    ['{"t":"ä 🔧"}', 'sha256=f499929f7ad09915d8953f408ca2804ee2a4fa5c0cab29e72ea89afee043e234'],
  ])('signs the bytes of %s as they are', (body, signature) => {
    expect(signBody(SECRET, Buffer.from(body))).toBe(signature);
  });
});

describe('INV-30 verifySignature', () => {
  it('accepts the current secret and, while one is rotated, the previous one', () => {
    expect(verifySignature([SECRET], BODY, SIGNATURE)).toBe(0);
    expect(verifySignature(['new-secret', SECRET], BODY, SIGNATURE)).toBe(1);
    expect(verifySignature(['new-secret'], BODY, SIGNATURE)).toBe(-1);
  });

  it('refuses everything when there is no secret', () => {
    expect(verifySignature([], BODY, SIGNATURE)).toBe(-1);
    expect(verifySignature([''], BODY, signBody('', BODY))).toBe(-1);
  });

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['the prefix alone', 'sha256='],
    ['no prefix', SIGNATURE.slice(7)],
    ['sha1', `sha1=${'a'.repeat(40)}`],
    ['upper case digits', SIGNATURE.toUpperCase()],
    ['upper case hexadecimal', `sha256=${SIGNATURE.slice(7).toUpperCase()}`],
    ['a blank behind', `${SIGNATURE} `],
    ['a line break behind', `${SIGNATURE}\n`],
    ['a digit too many', `${SIGNATURE}0`],
    ['two headers, as Node joins them', `${SIGNATURE}, ${SIGNATURE}`],
    ['two headers, as a list', [SIGNATURE, SIGNATURE]],
    ['another secret', signBody('other', BODY)],
  ])('refuses %s', (_name, header) => {
    expect(verifySignature([SECRET], BODY, header)).toBe(-1);
  });

  it('refuses every proper prefix of a right signature', () => {
    for (let length = 0; length < SIGNATURE.length; length += 1) {
      expect(verifySignature([SECRET], BODY, SIGNATURE.slice(0, length))).toBe(-1);
    }
  });

  it('refuses a body in which any one bit was turned', () => {
    for (let bit = 0; bit < BODY.length * 8; bit += 1) {
      const changed = Buffer.from(BODY);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(verifySignature([SECRET], changed, SIGNATURE)).toBe(-1);
    }
  });

  it('refuses a signature in which any one bit was turned', () => {
    const digest = Buffer.from(SIGNATURE.slice(7), 'hex');
    for (let bit = 0; bit < digest.length * 8; bit += 1) {
      const changed = Buffer.from(digest);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(verifySignature([SECRET], BODY, `sha256=${changed.toString('hex')}`)).toBe(-1);
    }
  });

  it('refuses a body that was parsed and written again, when that changed a byte', () => {
    const escaped = Buffer.from('{"t":"\\u00e4 \\ud83d\\udd27"}');
    const again = Buffer.from(JSON.stringify(JSON.parse(escaped.toString())));
    expect(again.equals(escaped)).toBe(false);
    expect(verifySignature([SECRET], again, signBody(SECRET, escaped))).toBe(-1);
  });

  it('accepts what signBody made, for any bytes and any secret', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), fc.string({ minLength: 1 }), (bytes, secret) => {
        expect(verifySignature([secret], bytes, signBody(secret, bytes))).toBe(0);
      }),
    );
  });

  it('accepts no other header, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^sha256=[0-9a-f]{64}$/)), (header) => {
        fc.pre(header !== SIGNATURE);
        expect(verifySignature([SECRET], BODY, header)).toBe(-1);
      }),
    );
  });
});
