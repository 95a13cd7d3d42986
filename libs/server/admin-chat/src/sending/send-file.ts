import { Inject, Injectable } from '@nestjs/common';
import { type AgentRef, SendAgentMedia } from '@parley/conversation';
import type { StoredFile } from '@parley/media';
import { ConversationFinder } from '../queries/conversation-finder.js';
import { type FileInHand, OutgoingFiles } from './outgoing-files.js';

export interface FileOrder {
  readonly conversationId: string;
  readonly agent: AgentRef;
  readonly file: StoredFile;
  /** Empty: none. */
  readonly caption: string;
  readonly replyTo: string | null;
  readonly idempotencyKey: string | null;
}

/** The way of a file from an agent to a message: to us, to WhatsApp, and only then into the conversation. */
@Injectable()
export class SendFile {
  constructor(
    @Inject(OutgoingFiles) private readonly files: OutgoingFiles,
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
    return this.files.receive(conversationId, file);
  }

  /**
   * Uploads it and queues its message.
   * @throws Refusal MEDIA_NOT_SENDABLE, SERVICE_UNAVAILABLE (WhatsApp did not take the upload), and those of `SendAgentMedia`
   */
  execute(order: FileOrder): Promise<{ messageId: string; created: boolean }> {
    return this.files.sending(order.file, () =>
      this.finder.follow(order.conversationId, (conversationId) => this.send({ ...order, conversationId })),
    );
  }

  private async send(order: FileOrder): Promise<{ messageId: string; created: boolean }> {
    const { file, caption } = order;
    const made = await this.sendMedia.findMade({ ...order, sha256: file.sha256.toString('hex') });
    if (made !== null) return { messageId: made, created: false };
    // Once more: a large file has taken its time.
    const { phoneNumberId } = await this.sendMedia.check(order);
    const media = await this.files.upload(phoneNumberId, file);
    // OGG with Opus is what phones record; what is taken in is no other.
    const voice = media.mimeType === 'audio/ogg' ? { voice: true as const } : {};
    return this.sendMedia.execute({ ...order, caption, file: { type: file.kind, media: { ...media, ...voice } } });
  }
}
