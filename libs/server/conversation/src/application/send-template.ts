import { Injectable } from '@nestjs/common';
import { Database, Refusal, statement, type Transaction } from '@parley/platform';
import type { OutboundContent } from '../domain/content.js';
import type { AgentRef } from '../domain/model.js';
import { fillTemplate, type TemplateContent } from '../domain/templates/fill-template.js';
import { codeButtonsOf, type MessageTemplate, whyNotSendable } from '../domain/templates/message-template.js';
import { fileFault, type TemplateFile } from '../domain/templates/template-file.js';
import { attachMedia } from '../persistence/attach-media.js';
import { findTemplate } from '../persistence/template.statements.js';
import type { ConversationDraft } from './conversation-draft.js';
import { ConversationLanes } from './conversation-lanes.js';
import { contentOf } from './stored-content.js';

const findByKey = statement<{ id: string; text: string | null; content: Record<string, unknown> | null }>(
  'conversation-find-template-by-key',
  'select id, text, content from message where conversation_id = $1 and idempotency_key = $2',
);

/** Who wants to send a template where, before it is known which. */
export interface TemplateIntent {
  readonly conversationId: string;
  readonly agent: AgentRef;
  readonly idempotencyKey: string | null;
}

export interface TemplateRequest extends TemplateIntent {
  readonly templateId: string;
  /** By the keys of the template's parameters: `body.1`, `header.name`, `button.0`. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface TemplateOrder extends TemplateRequest {
  /** Above the text, where the template has a place for one. */
  readonly file: TemplateFile | null;
}

/** What of a file matters before the channel has it. */
export type FileInSight = Pick<TemplateFile, 'mimeType' | 'sha256'>;

/** The decision about a template asks for no word of it. */
const SOME_TEMPLATE: TemplateContent = {
  type: 'template',
  text: '-',
  template: { id: '', name: '', language: '', category: 'other' },
  values: [],
};

/**
 * An agent sends a template: the one thing that may leave outside the service window. The message is `queued` when this returns; nothing
 * is stored before all values are right. Keys are as in `SendAgentMessage`: the same key with the same template, values and file answers the
 * message made the first time, whatever has become of chat and template since. A file is handed to the channel between `prepare` and
 * `execute`, as in `SendAgentMedia`: an upload is no message.
 *
 * @throws Refusal CONVERSATION_NOT_FOUND, IDEMPOTENCY_KEY_REUSED, TEMPLATE_NOT_FOUND, VALIDATION_FAILED (with each value that is wrong),
 *   CHAT_SUPPORT_DISABLED, CHAT_ALREADY_TAKEN, CONTACT_OPTED_OUT, TEMPLATE_NOT_SENDABLE
 */
@Injectable()
export class SendTemplate {
  constructor(
    private readonly database: Database,
    private readonly lanes: ConversationLanes,
  ) {}

  /**
   * Whether any template would be sent as things are now, so that nobody's file is read in vain. Locks and writes nothing.
   * @throws Refusal CONVERSATION_NOT_FOUND, CHAT_SUPPORT_DISABLED, CHAT_ALREADY_TAKEN, CONTACT_OPTED_OUT; none for a key that is known
   */
  check({ conversationId, agent, idempotencyKey }: TemplateIntent): Promise<void> {
    return this.look(conversationId, async (draft, tx) => {
      if (await keyOf(tx, conversationId, idempotencyKey)) return;
      draft.decide({ type: 'agent-sent-template', agent, content: SOME_TEMPLATE });
    });
  }

  /**
   * Whether this one would be sent with this file. Locks and writes nothing.
   * @returns the message its key has made before, else the channel's number to upload for
   * @throws Refusal as above
   */
  prepare(request: TemplateRequest, file: FileInSight): Promise<{ madeBefore: string } | { madeBefore: null; phoneNumberId: string }> {
    return this.look(request.conversationId, async (draft, tx) => {
      const made = await madeBefore(tx, request, file);
      if (made !== null) return { madeBefore: made };
      await decideOn(tx, draft, request, file);
      return { madeBefore: null, phoneNumberId: draft.row.phone_number_id };
    });
  }

  execute(order: TemplateOrder): Promise<{ messageId: string; created: boolean }> {
    const { conversationId, idempotencyKey, file } = order;
    return this.lanes.change(conversationId, async (draft, tx) => {
      const made = await madeBefore(tx, order, file);
      if (made !== null) return { messageId: made, created: false };
      const message = await decideOn(tx, draft, order, file);
      message.idempotency_key = idempotencyKey;
      if (file) await attachMedia(tx, file, message);
      return { messageId: message.id, created: true };
    });
  }

  private look<Result>(conversationId: string, work: (draft: ConversationDraft, tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.database.transaction(async (tx) => {
      const [draft] = await this.lanes.read(tx, [conversationId]);
      if (!draft) throw new Refusal('CONVERSATION_NOT_FOUND');
      return work(draft, tx);
    });
  }
}

/** @param file what there is of it: all of it once the channel has it */
async function decideOn(
  tx: Transaction,
  draft: ConversationDraft,
  { templateId, agent, parameters }: TemplateRequest,
  file: TemplateFile | FileInSight | null,
): Promise<ReturnType<ConversationDraft['decide']>[number]> {
  const [template] = await tx.run(findTemplate, [templateId, draft.row.channel_id]);
  if (!template) throw new Refusal('TEMPLATE_NOT_FOUND');
  const content = filledOrRefused(fillTemplate(template, parameters), fileFault(template.parts, file));
  const whole = file && 'id' in file ? { ...content, media: file } : content;
  const message = draft.decide({ type: 'agent-sent-template', agent, content: whole }).at(-1);
  // After the decision, for its refusals come first; what is thrown here leaves nothing behind.
  const obstacle = whyNotSendable(template) ?? whyNotToThem(template, draft.snapshot.contact.phone);
  if (obstacle !== null) throw new Refusal('TEMPLATE_NOT_SENDABLE', obstacle);
  if (message?.type !== 'template') throw new Error('the decision about a template holds no template');
  return message;
}

/** WhatsApp refuses a code to who is known by their id alone (131062). */
function whyNotToThem({ parts }: MessageTemplate, phone: string | null): string | null {
  const needsPhone = phone === null && codeButtonsOf(parts).length > 0;
  return needsPhone ? 'WhatsApp sends one-time codes to phone numbers only, and does not show us the number of this customer' : null;
}

/** @throws Refusal VALIDATION_FAILED that names each value that is wrong, and the file when it is */
export function filledOrRefused(filled: ReturnType<typeof fillTemplate>, file: string | null = null): TemplateContent {
  if ('content' in filled && file === null) return filled.content;
  const values = 'faults' in filled ? filled.faults : [];
  const fields = values.map(({ key, message }) => ({ field: `parameters.${key}`, message }));
  if (file !== null) fields.push({ field: 'file', message: file });
  throw new Refusal('VALIDATION_FAILED', fields.map(({ field, message }) => `${field}: ${message}`).join('; '), fields);
}

async function keyOf(
  tx: Transaction,
  conversationId: string,
  key: string | null,
): Promise<{ id: string; content: OutboundContent } | null> {
  const [known] = key === null ? [] : await tx.run(findByKey, [conversationId, key]);
  return known ? { id: known.id, content: contentOf(known) } : null;
}

async function madeBefore(tx: Transaction, request: TemplateRequest, file: FileInSight | null): Promise<string | null> {
  const known = await keyOf(tx, request.conversationId, request.idempotencyKey);
  if (known && !isSameOrder(known.content, request, file)) throw new Refusal('IDEMPOTENCY_KEY_REUSED');
  return known?.id ?? null;
}

/** By what was asked for, not by what it would say today: the template may have changed since. */
function isSameOrder(content: OutboundContent, { templateId, parameters }: TemplateRequest, file: FileInSight | null): boolean {
  if (content.type !== 'template' || content.template.id !== templateId.toLowerCase()) return false;
  if (content.media?.sha256 !== file?.sha256) return false;
  const asked = content.values.filter((value) => value.part !== 'button' || value.kind !== 'one-time-code');
  const given = Object.entries(parameters);
  return given.length === asked.length && given.every(([key, text]) => asked.some((value) => value.key === key && value.text === text));
}
