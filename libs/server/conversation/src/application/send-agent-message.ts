import { Injectable } from '@nestjs/common';
import { Refusal, statement } from '@parley/platform';
import { cleanText } from '../domain/clean-text.js';
import type { AgentRef } from '../domain/model.js';
import { ConversationLanes } from './conversation-lanes.js';
import { checkQuoted } from './quoted-message.js';

const findByKey = statement<{ id: string; text: string }>(
  'conversation-find-message-by-key',
  `select id, text from message where conversation_id = $1 and idempotency_key = $2`,
);

/**
 * An agent writes. On a waiting chat it first takes it for the sender, atomically. The message is `queued` when this returns; what
 * becomes of it is told by `message.updated`.
 *
 * `idempotencyKey`, within its conversation: the same key with the same text answers the message made the first time, whatever has
 * become of the chat since. It is looked up under the lane lock, so two requests at once make one message.
 *
 * @throws Refusal CONVERSATION_NOT_FOUND, IDEMPOTENCY_KEY_REUSED, CHAT_SUPPORT_DISABLED, CHAT_NOT_ACTIVE, CHAT_ALREADY_TAKEN,
 *   SERVICE_WINDOW_CLOSED; MESSAGE_NOT_FOUND when `replyTo` is no message of this conversation that WhatsApp knows
 */
@Injectable()
export class SendAgentMessage {
  constructor(private readonly lanes: ConversationLanes) {}

  execute(order: {
    conversationId: string;
    agent: AgentRef;
    text: string;
    replyTo: string | null;
    idempotencyKey: string | null;
  }): Promise<{ messageId: string; created: boolean }> {
    const { conversationId, agent, replyTo, idempotencyKey } = order;
    const text = cleanText(order.text);
    return this.lanes.change(conversationId, async (draft, tx) => {
      const known = idempotencyKey === null ? undefined : (await tx.run(findByKey, [conversationId, idempotencyKey]))[0];
      if (known && known.text !== text) throw new Refusal('IDEMPOTENCY_KEY_REUSED');
      if (known) return { messageId: known.id, created: false };
      const sent = draft.decide({ type: 'agent-wrote', agent, text, replyTo });
      await checkQuoted(tx, conversationId, replyTo);
      const message = sent.find((candidate) => candidate.author === 'agent');
      if (!message) throw new Error('the decision about an agent message holds no agent message');
      message.idempotency_key = idempotencyKey;
      return { messageId: message.id, created: true };
    });
  }
}
