import { Inject, Injectable } from '@nestjs/common';
import { SendTemplate, type TemplateFileKind, type TemplateIntent, type TemplateRequest, TEMPLATE_FILE_KINDS } from '@parley/conversation';
import type { StoredFile } from '@parley/media';
import { ConversationFinder } from '../queries/conversation-finder.js';
import { type FileInHand, OutgoingFiles } from './outgoing-files.js';

/** A template with a file above its text: the file goes the way of every file, the template that of every template. */
@Injectable()
export class SendTemplateFile {
  constructor(
    @Inject(OutgoingFiles) private readonly files: OutgoingFiles,
    @Inject(SendTemplate) private readonly sendTemplate: SendTemplate,
    @Inject(ConversationFinder) private readonly finder: ConversationFinder,
  ) {}

  /**
   * Takes the bytes in, unless nothing could be sent anyway.
   * @throws Refusal MEDIA_NOT_SENDABLE, and those of `SendTemplate.check`
   */
  async receive(intent: TemplateIntent, file: FileInHand): Promise<StoredFile> {
    const conversationId = await this.finder.follow(intent.conversationId, async (id) => {
      await this.sendTemplate.check({ ...intent, conversationId: id });
      return id;
    });
    return this.files.receive(conversationId, file);
  }

  /**
   * Uploads it once everything else is right, and queues the message.
   * @throws Refusal MEDIA_NOT_SENDABLE, SERVICE_UNAVAILABLE (WhatsApp did not take the upload), and those of `SendTemplate`
   */
  execute(order: TemplateRequest & { readonly file: StoredFile }): Promise<{ messageId: string; created: boolean }> {
    return this.files.sending(order.file, () =>
      this.finder.follow(order.conversationId, (conversationId) => this.send({ ...order, conversationId })),
    );
  }

  private async send({
    file,
    ...request
  }: TemplateRequest & { readonly file: StoredFile }): Promise<{ messageId: string; created: boolean }> {
    const { mimeType, sha256 } = file;
    const prepared = await this.sendTemplate.prepare(request, { mimeType, sha256: sha256.toString('hex') });
    if (prepared.madeBefore !== null) return { messageId: prepared.madeBefore, created: false };
    const media = await this.files.upload(prepared.phoneNumberId, file);
    return this.sendTemplate.execute({ ...request, file: { ...media, kind: kindOf(file) } });
  }
}

/** What is prepared has a type that a header takes, and those are of three kinds. */
function kindOf({ kind }: StoredFile): TemplateFileKind {
  const found = TEMPLATE_FILE_KINDS.find((one) => one === kind);
  if (!found) throw new Error(`no template takes a file of kind ${kind}`);
  return found;
}
