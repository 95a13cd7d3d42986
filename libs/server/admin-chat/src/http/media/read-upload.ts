import type { StoredFile } from '@parley/media';
import { MAX_CAPTION } from '@parley/vocabulary';
import { isUUID } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import type { FileInHand } from '../../sending/outgoing-files.js';
import { invalid, readForm } from './read-form.js';

export interface Upload {
  readonly file: StoredFile;
  /** Empty: none. */
  readonly caption: string;
  readonly replyTo: string | null;
}

/**
 * A file with what is said under it.
 * @throws Refusal as `readForm` does
 */
export function readUpload(
  request: FastifyRequest,
  desk: { receive: (file: FileInHand) => Promise<StoredFile>; drop: (file: StoredFile) => Promise<void> },
): Promise<Upload> {
  return readForm(request, {
    ...desk,
    fields: ['caption', 'replyTo'],
    finish: ({ file, value }) => {
      const caption = value('caption') ?? '';
      const replyTo = value('replyTo') ?? '';
      if (caption.length > MAX_CAPTION) throw invalid('caption', `must be at most ${MAX_CAPTION} characters`);
      if (caption !== '' && (file.kind === 'audio' || file.kind === 'sticker')) {
        throw invalid('caption', 'WhatsApp shows none with sound and stickers');
      }
      if (replyTo !== '' && !isUUID(replyTo)) throw invalid('replyTo', 'must be the id of a message');
      return { file, caption, replyTo: replyTo === '' ? null : replyTo.toLowerCase() };
    },
  });
}
