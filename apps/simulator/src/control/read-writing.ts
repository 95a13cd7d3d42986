import type { SimulatorClock } from '../clock.js';
import type { Writing } from '../customers/customer-actions.js';
import { SAMPLES } from '../customers/sample-media.js';
import { MEDIA_LIFE_MS, type MediaStore } from '../graph/media/media-store.js';
import { ControlError } from './control-error.js';
import { isFields, optionalFlag, optionalText, optionalTime, readBody, text, type Fields } from './request-fields.js';

const MEDIA_TYPES: Readonly<Record<string, string | null>> = {
  image: 'image/png',
  sticker: 'image/webp',
  audio: 'audio/ogg; codecs=opus',
  video: 'video/mp4',
  document: 'application/pdf',
};

/** The base address media can be fetched from, as the caller reached us. */
export interface MediaDesk {
  readonly media: MediaStore;
  readonly clock: SimulatorClock;
  readonly origin: string;
}

/**
 * Reads `POST …/send`: `{type, <type>: {…}, contextId?, forwarded?, sentAt?}` as on Meta's wire. For media `{caption?, filename?, mimeType?, data?}`
 * is enough, `data` being base64; without data a picture, voice message, sticker or document is a sample. Kinds we do not know are passed on
 * as they are.
 */
export function readWriting(input: unknown, desk: MediaDesk): Writing {
  const body = readBody(input, null);
  const type = text(body, 'type');
  const contextId = optionalText(body, 'contextId') ?? null;
  const sentAt = optionalTime(body, 'sentAt') ?? null;
  const part = isFields(body[type]) ? body[type] : {};
  const forwarded = optionalFlag(body, 'forwarded') === true ? { context: { forwarded: true } } : {};
  const as = (wire: Fields, words: string | null): Writing => ({ type, wire: { ...wire, ...forwarded }, text: words, contextId, sentAt });

  switch (type) {
    case 'text': {
      const words = typeof body['text'] === 'string' ? body['text'] : part['body'];
      if (typeof words !== 'string') throw new ControlError(400, '“text” must be a text, or {body}.');
      return as({ text: { body: words } }, words);
    }
    case 'image':
    case 'sticker':
    case 'audio':
    case 'video':
    case 'document':
      return as({ [type]: storeMedia(type, part, desk) }, typeof part['caption'] === 'string' ? part['caption'] : null);
    case 'location':
      if (typeof part['latitude'] !== 'number' || typeof part['longitude'] !== 'number') {
        throw new ControlError(400, '“location” needs latitude and longitude in degrees.');
      }
      return as({ location: part }, typeof part['name'] === 'string' ? part['name'] : null);
    case 'reaction': {
      const target = part['message_id'] ?? part['messageId'];
      if (typeof target !== 'string') throw new ControlError(400, '“reaction” needs message_id, the id of the message it is for.');
      // Taken back: Meta leaves the key out.
      const emoji = typeof part['emoji'] === 'string' && part['emoji'] !== '' ? part['emoji'] : null;
      return as({ reaction: { message_id: target, ...(emoji === null ? {} : { emoji }) } }, emoji);
    }
    case 'unsupported': {
      const kind = typeof part['type'] === 'string' ? part['type'] : 'poll_creation';
      return as({ errors: [UNSUPPORTED], unsupported: { type: kind } }, null);
    }
    default:
      return as(body[type] === undefined ? {} : { [type]: body[type] }, null);
  }
}

const UNSUPPORTED = {
  code: 131051,
  title: 'Message type unknown',
  message: 'Message type unknown',
  error_data: { details: 'Message type is currently not supported.' },
};

function storeMedia(type: string, part: Fields, desk: MediaDesk): Fields {
  const data = part['data'];
  if (data !== undefined && typeof data !== 'string') throw new ControlError(400, `“${type}.data” must be base64.`);
  const bytes = data === undefined ? (SAMPLES[type]?.() ?? null) : Buffer.from(data, 'base64');
  if (!bytes || bytes.length === 0)
    throw new ControlError(400, `“${type}” needs data: its bytes in base64. (Of a video there is no sample.)`);
  const mimeType = optionalText(part, 'mimeType') ?? MEDIA_TYPES[type] ?? 'application/octet-stream';
  const filename = optionalText(part, 'filename') ?? null;
  const media = desk.media.add({ bytes, mimeType, filename }, MEDIA_LIFE_MS.received);
  return {
    ...(typeof part['caption'] === 'string' ? { caption: part['caption'] } : {}),
    ...(filename === null ? {} : { filename }),
    mime_type: mimeType,
    sha256: media.sha256.toString('base64'),
    id: media.id,
    url: `${desk.origin}/lookaside/attachments?mid=${desk.media.openAddress(media)}`,
    ...(type === 'audio' ? { voice: part['voice'] !== false } : {}),
    ...(type === 'sticker' ? { animated: part['animated'] === true } : {}),
  };
}
