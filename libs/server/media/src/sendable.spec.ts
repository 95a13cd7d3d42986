import { describe, expect, it } from '@jest/globals';
import { typeOf } from './inspect.js';
import { MediaFailure } from './media-failure.js';
import { assertIs, sendableType } from './sendable.js';

const padded = (...parts: (string | Buffer)[]): Buffer =>
  Buffer.concat([...parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)), Buffer.alloc(4_200, 7)]);
const JPEG = padded(Buffer.from('ffd8ffe000104a46494600', 'hex'));
const PNG = padded(Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'));
const PDF = padded('%PDF-1.7\n');
const MP4 = padded(Buffer.from('00000018', 'hex'), 'ftypisom', Buffer.alloc(4), 'isommp42');
const opus = (codec: string): Buffer => padded('OggS', Buffer.from('0002', 'hex'), Buffer.alloc(20), Buffer.from('0113', 'hex'), codec);
const webp = (flags: number, chunk = 'VP8X'): Buffer =>
  padded('RIFF', Buffer.from('00100000', 'hex'), 'WEBP', chunk, Buffer.from('0a000000', 'hex'), Buffer.from([flags]), Buffer.alloc(9));
const KIB = 1024;
const MIB = 1024 * KIB;

describe('what WhatsApp carries', () => {
  it.each([
    ['image/jpeg', 'image', 'image/jpeg'],
    ['image/jpg', 'image', 'image/jpeg'],
    ['IMAGE/PNG', 'image', 'image/png'],
    ['image/webp', 'sticker', 'image/webp'],
    ['audio/ogg; codecs=opus', 'audio', 'audio/ogg'],
    ['audio/x-m4a', 'audio', 'audio/mp4'],
    ['video/3gpp', 'video', 'video/3gpp'],
    ['text/plain; charset=utf-8', 'document', 'text/plain'],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'document', null],
  ])('%s goes as %s', (announced, kind, mimeType) => {
    expect(sendableType(announced)).toEqual({ kind, mimeType: mimeType ?? announced });
  });

  it.each(['', 'image/gif', 'image/svg+xml', 'text/html', 'application/zip', 'application/octet-stream', 'video/quicktime', '__proto__'])(
    'nothing of type %j',
    (announced) => expect(sendableType(announced)).toBeNull(),
  );
});

const typed = (announced: string) => {
  const type = sendableType(announced);
  if (!type) throw new Error('not sendable');
  return type;
};

describe('the first bytes of a file', () => {
  it.each([
    ['image/jpeg', JPEG, 5 * MIB],
    ['image/png', PNG, 5 * MIB],
    ['application/pdf', PDF, 100 * MIB],
    ['video/mp4', MP4, 16 * MIB],
    ['audio/ogg', opus('OpusHead'), 16 * MIB],
    ['text/plain', Buffer.from('Hello'), 100 * MIB],
    ['image/webp', webp(0), 100 * KIB],
    ['image/webp', webp(0x02), 500 * KIB],
    ['image/webp', webp(0x02, 'VP8 '), 100 * KIB],
  ])('of %s are right, and say how large it may be (%#)', async (announced, head, largest) => {
    await expect(assertIs(typed(announced), head)).resolves.toBe(largest);
  });

  it.each([
    ['image/png', JPEG, 'wrong-type'],
    ['image/jpeg', PDF, 'wrong-type'],
    ['image/png', Buffer.from('<script>alert(1)</script>'), 'wrong-type'],
    ['video/mp4', PNG, 'wrong-type'],
    ['audio/mpeg', MP4, 'wrong-type'],
    ['audio/ogg', opus('\u0001vorbis'), 'wrong-type'],
    ['image/webp', PNG, 'wrong-type'],
    ['application/pdf', Buffer.from('MZ\u0000\u0000'), 'wrong-type'],
    ['application/msword', PDF, 'wrong-type'],
    ['text/plain', PNG, 'wrong-type'],
    ['text/plain', Buffer.alloc(0), 'empty'],
    ['image/png', Buffer.alloc(0), 'empty'],
  ] as const)('that are not %s are refused (%#)', async (announced, head, code) => {
    const failure: unknown = await assertIs(typed(announced), head).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MediaFailure);
    expect(failure).toMatchObject({ code });
  });
});

it("takes a customer's voice message for the sound it is", async () => {
  await expect(typeOf('audio', opus('OpusHead'), 'audio/ogg; codecs=opus')).resolves.toBe('audio/ogg');
});
