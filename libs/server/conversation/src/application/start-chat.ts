import { Injectable } from '@nestjs/common';
import type { AgentRef } from '../domain/model.js';
import { ConversationLanes } from './conversation-lanes.js';

/**
 * An agent opens a chat and is its agent; the customer gets the agent's words or the default greeting.
 * @throws Refusal CONVERSATION_NOT_FOUND, CHAT_SUPPORT_DISABLED, CHAT_ALREADY_ACTIVE, SERVICE_WINDOW_CLOSED
 */
@Injectable()
export class StartChat {
  constructor(private readonly lanes: ConversationLanes) {}

  async execute(order: { conversationId: string; agent: AgentRef; message: string | null }): Promise<void> {
    const { conversationId, agent, message } = order;
    await this.lanes.change(conversationId, (draft) => draft.decide({ type: 'agent-started', agent, message }));
  }
}
