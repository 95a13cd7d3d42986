import { Inject, Injectable } from '@nestjs/common';
import type { SentMedia } from '@parley/conversation';
import { MediaFailure, MediaLibrary, MediaUploads, type SendableType, sendableType, type StoredFile } from '@parley/media';
import { Refusal } from '@parley/platform';
import { cleanFilename } from '../http/media-names.js';

/** A file on its way in, called what its sender calls it. */
export interface FileInHand {
  readonly announcedType: string;
  readonly filename: string | null;
  readonly source: AsyncIterable<Buffer>;
}

/** What WhatsApp does not carry, in words for the agent. */
const NOT_SENDABLE: Readonly<Partial<Record<MediaFailure['code'], string>>> = {
  empty: 'The file is empty',
  'too-large': 'The file is larger than WhatsApp takes of its kind',
  'wrong-type': 'The file is not what it says it is',
};

/**
 * Files of agents before they belong to a message: taken in, handed to WhatsApp, or dropped. Until a message has it nothing was sent and nothing
 * is left behind, so every step may fail, and be taken again.
 */
@Injectable()
export class OutgoingFiles {
  constructor(
    @Inject(MediaLibrary) private readonly library: MediaLibrary,
    @Inject(MediaUploads) private readonly uploads: MediaUploads,
  ) {}

  /** @throws Refusal MEDIA_NOT_SENDABLE, CONVERSATION_NOT_FOUND */
  async receive(conversationId: string, file: FileInHand): Promise<StoredFile> {
    const type: SendableType | null = sendableType(file.announcedType);
    if (!type) throw new Refusal('MEDIA_NOT_SENDABLE', 'WhatsApp does not carry files of this type');
    const filename = type.kind === 'document' ? cleanFilename(file.filename, type.mimeType) : nameOf(file, type);
    try {
      return await this.library.receive({ conversationId, type, filename, source: file.source });
    } catch (error) {
      const detail = error instanceof MediaFailure ? NOT_SENDABLE[error.code] : undefined;
      if (detail === undefined) throw error;
      throw new Refusal('MEDIA_NOT_SENDABLE', detail);
    }
  }

  /** @throws Refusal MEDIA_NOT_SENDABLE, SERVICE_UNAVAILABLE (WhatsApp did not take the upload) */
  async upload(phoneNumberId: string, file: StoredFile): Promise<SentMedia> {
    const { id, mimeType, size, filename } = file;
    const read = (): AsyncIterable<Buffer> => this.library.read(file, { start: 0, end: size - 1 });
    const outcome = await this.uploads.upload(phoneNumberId, { mimeType, size, read });
    if (outcome.kind === 'refused') throw new Refusal('MEDIA_NOT_SENDABLE', `WhatsApp refused the file: ${outcome.reason}`);
    if (outcome.kind !== 'uploaded') {
      throw new Refusal('SERVICE_UNAVAILABLE', `The file could not be handed to WhatsApp, and nothing was sent: ${outcome.reason}`);
    }
    const sha256 = file.sha256.toString('hex');
    return { id, channelMediaId: outcome.channelMediaId, state: 'stored', mimeType, size, sha256, filename };
  }

  /** Whatever happens in `work`, a file without a message does not stay. */
  async sending(
    file: StoredFile,
    work: () => Promise<{ messageId: string; created: boolean }>,
  ): Promise<{ messageId: string; created: boolean }> {
    try {
      const sent = await work();
      if (!sent.created) await this.drop(file);
      return sent;
    } catch (error) {
      // Also where a commit was not heard of: what a message has is not dropped.
      await this.drop(file);
      throw error;
    }
  }

  /** No message will have it. */
  async drop(file: StoredFile): Promise<void> {
    await this.library.drop(file.id);
  }
}

/** Shown to agents only: no name is better than one of ours. */
function nameOf({ filename }: FileInHand, { mimeType }: SendableType): string | null {
  return filename === null || filename === '' ? null : cleanFilename(filename, mimeType);
}
