import type { MediaType } from '@parley/vocabulary';
import { typeOf } from './inspect.js';
import { MediaFailure } from './media-failure.js';

/** A kind of file that WhatsApp carries from a business to a customer. */
export interface SendableType {
  readonly kind: MediaType;
  readonly mimeType: string;
}

const MIB = 1024 * 1024;
const KIB = 1024;

/** Largest file of each kind that WhatsApp takes from a business, in bytes. A sticker that moves may be larger than one that does not. */
const LARGEST: Readonly<Record<MediaType, number>> = {
  image: 5 * MIB,
  audio: 16 * MIB,
  video: 16 * MIB,
  document: 100 * MIB,
  sticker: 500 * KIB,
};
const LARGEST_STILL_STICKER = 100 * KIB;

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const KINDS: Readonly<Record<MediaType, readonly string[]>> = {
  image: ['image/jpeg', 'image/png'],
  audio: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
  video: ['video/mp4', 'video/3gpp'],
  sticker: ['image/webp'],
  document: [
    ...['text/plain', 'application/pdf', 'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'],
    ...['wordprocessingml.document', 'spreadsheetml.sheet', 'presentationml.presentation'].map((name) => OFFICE + name),
  ],
};

/** How large a file of this kind may be, in bytes. */
export function largestSendable(kind: MediaType): number {
  return LARGEST[kind];
}

/** What browsers and phones call the same things. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/m4a': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
  'audio/opus': 'audio/ogg',
};

/** What a file that is called this would be sent as; null when WhatsApp carries none of that type. */
export function sendableType(announced: string): SendableType | null {
  const named = announced.split(';')[0]?.trim().toLowerCase() ?? '';
  const mimeType = OTHER_NAMES[named] ?? named;
  const kind = (Object.keys(KINDS) as MediaType[]).find((candidate) => KINDS[candidate].includes(mimeType));
  return kind === undefined ? null : { kind, mimeType };
}

/**
 * Holds the first bytes of a file to what it was called: WhatsApp shows a picture as a picture, and refuses later, when nobody looks any
 * more, what is none.
 * @returns how large it may be, in bytes
 * @throws MediaFailure `empty`, `wrong-type`
 */
export async function assertIs({ kind, mimeType }: SendableType, head: Buffer): Promise<number> {
  if (head.length === 0) throw new MediaFailure('empty', 'unavailable');
  const found = await typeOf(kind, head, mimeType);
  if (found !== mimeType) throw new MediaFailure('wrong-type', 'unavailable');
  // WhatsApp plays Opus and nothing else out of an OGG.
  if (mimeType === 'audio/ogg' && !head.includes('OpusHead')) throw new MediaFailure('wrong-type', 'unavailable');
  if (mimeType === 'text/plain' && head.includes(0)) throw new MediaFailure('wrong-type', 'unavailable');
  return kind === 'sticker' && !isAnimated(head) ? LARGEST_STILL_STICKER : LARGEST[kind];
}

/** By the flag in the extended header of a WebP. */
function isAnimated(head: Buffer): boolean {
  return head.toString('latin1', 12, 16) === 'VP8X' && ((head[20] ?? 0) & 0x02) !== 0;
}
