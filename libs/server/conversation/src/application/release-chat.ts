import { Injectable } from '@nestjs/common';
import type { AgentRef } from '../domain/model.js';
import { ConversationLanes } from './conversation-lanes.js';

/**
 * A chat goes back to its queue, at the place it has by how long it has waited; one that waits is there already.
 * @throws Refusal CONVERSATION_NOT_FOUND, CHAT_SUPPORT_DISABLED, CHAT_NOT_ACTIVE, CHAT_ALREADY_TAKEN (whoever does it is neither the chat's
 *   agent nor an admin)
 */
@Injectable()
export class ReleaseChat {
  constructor(private readonly lanes: ConversationLanes) {}

  async execute(order: { conversationId: string; agent: AgentRef; isAdmin: boolean }): Promise<void> {
    const { conversationId, ...by } = order;
    await this.lanes.change(conversationId, (draft) => draft.decide({ type: 'chat-released', ...by }));
  }
}
