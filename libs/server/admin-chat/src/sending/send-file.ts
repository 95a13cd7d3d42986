import { Inject, Injectable } from '@nestjs/common';
import { type AgentRef, SendAgentMedia, type SentMedia } from '@parley/conversation';
import { MediaFailure, MediaLibrary, MediaUploads, type SendableType, sendableType, type StoredFile } from '@parley/media';
import { Refusal } from '@parley/platform';
import { cleanFilename } from '../http/media-names.js';
import { ConversationFinder } from '../queries/conversation-finder.js';

/** A file on its way in, called what its sender calls it. */
export interface FileInHand {
  readonly announcedType: string;
  readonly filename: string | null;
  readonly source: AsyncIterable<Buffer>;
}

export interface FileOrder {
  readonly conversationId: string;
  readonly agent: AgentRef;
  readonly file: StoredFile;
  /** Empty: none. */
  readonly caption: string;
  readonly replyTo: string | null;
  readonly idempotencyKey: string | null;
}

/** What WhatsApp does not carry, in words for the agent. */
const NOT_SENDABLE: Readonly<Partial<Record<MediaFailure['code'], string>>> = {
  empty: 'The file is empty',
  'too-large': 'The file is larger than WhatsApp takes of its kind',
  'wrong-type': 'The file is not what it says it is',
};

/**
 * The way of a file from an agent to a message: to us, to WhatsApp, and only then into the conversation. Until the last step nothing was
 * sent and nothing is left behind, so every step may fail, and be taken again.
 */
@Injectable()
export class SendFile {
  constructor(
    @Inject(MediaLibrary) private readonly library: MediaLibrary,
    @Inject(MediaUploads) private readonly uploads: MediaUploads,
    @Inject(SendAgentMedia) private readonly sendMedia: SendAgentMedia,
    @Inject(ConversationFinder) private readonly finder: ConversationFinder,
  ) {}

  /**
   * Takes the bytes in, unless they could not be sent anyway.
   * @throws Refusal MEDIA_NOT_SENDABLE, and those of `SendAgentMedia.check`
   */
  async receive(intent: Pick<FileOrder, 'conversationId' | 'agent' | 'idempotencyKey'>, file: FileInHand): Promise<StoredFile> {
    const conversationId = await this.finder.follow(intent.conversationId, async (id) => {
      await this.sendMedia.check({ ...intent, conversationId: id });
      return id;
    });
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

  /**
   * Uploads it and queues its message. Whatever happens, a file without a message does not stay.
   * @throws Refusal MEDIA_NOT_SENDABLE, SERVICE_UNAVAILABLE (WhatsApp did not take the upload), and those of `SendAgentMedia`
   */
  async execute(order: FileOrder): Promise<{ messageId: string; created: boolean }> {
    const { file } = order;
    try {
      const sent = await this.finder.follow(order.conversationId, (conversationId) => this.send({ ...order, conversationId }));
      if (!sent.created) await this.library.drop(file.id);
      return sent;
    } catch (error) {
      // Also where a commit was not heard of: what a message has is not dropped.
      await this.library.drop(file.id);
      throw error;
    }
  }

  /** The request has turned out to be none. */
  async drop(file: StoredFile): Promise<void> {
    await this.library.drop(file.id);
  }

  private async send(order: FileOrder): Promise<{ messageId: string; created: boolean }> {
    const { file, caption } = order;
    const sha256 = file.sha256.toString('hex');
    const made = await this.sendMedia.findMade({ ...order, sha256 });
    if (made !== null) return { messageId: made, created: false };
    // Once more: a large file has taken its time.
    const { phoneNumberId } = await this.sendMedia.check(order);
    const channelMediaId = await this.upload(phoneNumberId, file);
    const { id, mimeType, size, filename } = file;
    // OGG with Opus is what phones record; `assertIs` takes no other.
    const voice = mimeType === 'audio/ogg' ? { voice: true as const } : {};
    const media: SentMedia = { id, channelMediaId, state: 'stored', mimeType, size, sha256, filename, ...voice };
    return this.sendMedia.execute({ ...order, caption, file: { type: file.kind, media } });
  }

  private async upload(phoneNumberId: string, file: StoredFile): Promise<string> {
    const { mimeType, size } = file;
    const read = (): AsyncIterable<Buffer> => this.library.read(file, { start: 0, end: size - 1 });
    const outcome = await this.uploads.upload(phoneNumberId, { mimeType, size, read });
    if (outcome.kind === 'uploaded') return outcome.channelMediaId;
    if (outcome.kind === 'refused') throw new Refusal('MEDIA_NOT_SENDABLE', `WhatsApp refused the file: ${outcome.reason}`);
    throw new Refusal('SERVICE_UNAVAILABLE', `The file could not be handed to WhatsApp, and nothing was sent: ${outcome.reason}`);
  }
}

/** Shown to agents only: no name is better than one of ours. */
function nameOf({ filename }: FileInHand, { mimeType }: SendableType): string | null {
  return filename === null || filename === '' ? null : cleanFilename(filename, mimeType);
}
