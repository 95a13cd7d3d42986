import { Injectable } from '@nestjs/common';
import { Refusal, statement, type Transaction } from '@parley/platform';
import type { AgentRef } from '../domain/model.js';
import { fillTemplate, type TemplateContent } from '../domain/templates/fill-template.js';
import { whyNotSendable } from '../domain/templates/message-template.js';
import { findTemplate } from '../persistence/template.statements.js';
import { ConversationLanes } from './conversation-lanes.js';
import { contentOf } from './stored-content.js';

const findByKey = statement<{ id: string; text: string | null; content: Record<string, unknown> | null }>(
  'conversation-find-template-by-key',
  'select id, text, content from message where conversation_id = $1 and idempotency_key = $2',
);

export interface TemplateOrder {
  readonly conversationId: string;
  readonly agent: AgentRef;
  readonly templateId: string;
  /** By the keys of the template's parameters: `body.1`, `header.name`, `button.0`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | null;
}

/**
 * An agent sends a template: the one thing that may leave outside the service window. The message is `queued` when this returns; nothing
 * is stored before all values are right. Keys are as in `SendAgentMessage`: the same key with the same template and values answers the
 * message made the first time, whatever has become of chat and template since.
 *
 * @throws Refusal CONVERSATION_NOT_FOUND, IDEMPOTENCY_KEY_REUSED, TEMPLATE_NOT_FOUND, VALIDATION_FAILED (with each value that is wrong),
 *   CHAT_SUPPORT_DISABLED, CHAT_ALREADY_TAKEN, CONTACT_OPTED_OUT, TEMPLATE_NOT_SENDABLE
 */
@Injectable()
export class SendTemplate {
  constructor(private readonly lanes: ConversationLanes) {}

  execute(order: TemplateOrder): Promise<{ messageId: string; created: boolean }> {
    const { conversationId, agent, templateId, parameters, idempotencyKey } = order;
    return this.lanes.change(conversationId, async (draft, tx) => {
      const known = idempotencyKey === null ? undefined : (await tx.run(findByKey, [conversationId, idempotencyKey]))[0];
      if (known && !isSameOrder(contentOf(known), order)) throw new Refusal('IDEMPOTENCY_KEY_REUSED');
      if (known) return { messageId: known.id, created: false };
      const { content, obstacle } = await fill(tx, templateId, draft.row.channel_id, parameters);
      const message = draft.decide({ type: 'agent-sent-template', agent, content }).at(-1);
      // After the decision, for its refusals come first; what is thrown here leaves nothing behind.
      if (obstacle !== null) throw new Refusal('TEMPLATE_NOT_SENDABLE', obstacle);
      if (message?.type !== 'template') throw new Error('the decision about a template holds no template');
      message.idempotency_key = idempotencyKey;
      return { messageId: message.id, created: true };
    });
  }
}

async function fill(
  tx: Transaction,
  templateId: string,
  channelId: string,
  parameters: Readonly<Record<string, string>>,
): Promise<{ content: TemplateContent; obstacle: string | null }> {
  const [template] = await tx.run(findTemplate, [templateId, channelId]);
  if (!template) throw new Refusal('TEMPLATE_NOT_FOUND');
  return { content: filledOrRefused(fillTemplate(template, parameters)), obstacle: whyNotSendable(template) };
}

/** @throws Refusal VALIDATION_FAILED that names each value that is wrong */
export function filledOrRefused(filled: ReturnType<typeof fillTemplate>): TemplateContent {
  if ('content' in filled) return filled.content;
  const fields = filled.faults.map(({ key, message }) => ({ field: `parameters.${key}`, message }));
  throw new Refusal('VALIDATION_FAILED', fields.map(({ field, message }) => `${field}: ${message}`).join('; '), fields);
}

/** By what was asked for, not by what it would say today: the template may have changed since. */
function isSameOrder(content: ReturnType<typeof contentOf>, { templateId, parameters }: TemplateOrder): boolean {
  if (content.type !== 'template' || content.template.id !== templateId.toLowerCase()) return false;
  const given = Object.entries(parameters);
  return (
    given.length === content.values.length &&
    given.every(([key, text]) => content.values.some((value) => value.key === key && value.text === text))
  );
}
