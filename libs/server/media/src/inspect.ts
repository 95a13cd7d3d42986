import type { MediaType } from '@parley/vocabulary';
import { fileTypeFromBuffer } from 'file-type';
import { createHash } from 'node:crypto';
import { HEAD_BYTES } from './limits.js';
import { MediaFailure } from './media-failure.js';

/** Types that hold what a kind may be, as the bytes say them. */
const TYPES: Readonly<Record<Exclude<MediaType, 'document'>, readonly string[]>> = {
  image: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
  sticker: ['image/webp'],
  video: ['video/mp4', 'video/3gpp', 'video/3gpp2', 'video/quicktime', 'video/x-m4v'],
  audio: [
    ...['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/ogg', 'audio/opus', 'audio/wav', 'audio/vnd.wave'],
    // Containers that hold sound alone as well.
    ...['application/ogg', 'video/mp4', 'video/3gpp', 'video/ogg'],
  ],
};

/** What bytes of these kinds begin with is known; a document that says it is one of them must begin so. */
const RECOGNISED: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['application/pdf'],
  'image/jpeg': ['image/jpeg'],
  'image/png': ['image/png'],
  'application/msword': ['application/x-cfb'],
  'application/vnd.ms-excel': ['application/x-cfb'],
  'application/vnd.ms-powerpoint': ['application/x-cfb'],
};
const OFFICE = 'application/vnd.openxmlformats-officedocument.';

/** The sound of a container is sound. */
const AUDIO_NAMES: Readonly<Record<string, string>> = {
  'audio/opus': 'audio/ogg',
  'application/ogg': 'audio/ogg',
  'video/ogg': 'audio/ogg',
  'video/mp4': 'audio/mp4',
  'video/3gpp': 'audio/mp4',
  'audio/x-m4a': 'audio/mp4',
};

/**
 * What a file is, by its first bytes; nothing is unpacked. Pictures, sound and film must be what they claim, for they are shown in the
 * page; a document is only ever saved by a person, so it may be anything but something else than it says.
 * @param announced the type WhatsApp or a browser named, parameters and all
 * @throws MediaFailure `wrong-type`
 */
export async function typeOf(kind: MediaType, head: Buffer, announced: string | null): Promise<string> {
  const named = announced?.split(';')[0]?.trim().toLowerCase() ?? '';
  // It says `audio/ogg; codecs=opus` of what every phone records.
  const found = (await fileTypeFromBuffer(head.subarray(0, HEAD_BYTES)).catch(() => undefined))?.mime.split(';')[0];
  if (kind !== 'document') {
    if (found === undefined || !TYPES[kind].includes(found)) throw new MediaFailure('wrong-type', 'unavailable');
    return kind === 'audio' ? (AUDIO_NAMES[found] ?? found) : found;
  }
  if (named.startsWith(OFFICE)) {
    // An archive, or recognised as one of these.
    if (found !== 'application/zip' && !found?.startsWith(OFFICE)) throw new MediaFailure('wrong-type', 'unavailable');
    return named;
  }
  const expected = RECOGNISED[named];
  if (expected && !expected.includes(found ?? '')) throw new MediaFailure('wrong-type', 'unavailable');
  return /^[\w.+-]{1,64}\/[\w.+-]{1,64}$/.test(named) ? named : 'application/octet-stream';
}

/** Base64 or hexadecimal, as WhatsApp writes it in one place and in another; null when it is no checksum. */
export function checksumOf(text: string | null): Buffer | null {
  if (text === null) return null;
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return Buffer.from(text, 'base64');
  return null;
}

/** Looks at bytes on their way: how many, what they begin with, what they come to. */
export class Inspection {
  size = 0;
  private readonly hash = createHash('sha256');
  private sum: Buffer | undefined;
  private readonly heads: Buffer[] = [];

  async *watch(source: AsyncIterable<Buffer>, onHead: (head: Buffer) => Promise<void>): AsyncGenerator<Buffer> {
    let seen = false;
    for await (const chunk of source) {
      if (this.size < HEAD_BYTES) this.heads.push(chunk);
      this.size += chunk.length;
      this.hash.update(chunk);
      if (!seen && this.size >= HEAD_BYTES) {
        seen = true;
        await onHead(this.head);
      }
      yield chunk;
    }
    if (!seen) await onHead(this.head);
  }

  get head(): Buffer {
    return Buffer.concat(this.heads).subarray(0, HEAD_BYTES);
  }

  /** At the end: what has not been let through yet is not in it. */
  digest(): Buffer {
    return (this.sum ??= this.hash.digest());
  }
}
