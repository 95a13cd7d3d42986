import { Injectable } from '@nestjs/common';
import type { AgentRef } from '../domain/model.js';
import { ConversationLanes } from './conversation-lanes.js';

/**
 * Gives a waiting chat to the agent; nothing happens when it is theirs already. The lane lock makes it atomic: of two agents who
 * accept at once the second reads what the first has committed.
 * @throws Refusal CONVERSATION_NOT_FOUND, CHAT_SUPPORT_DISABLED, CHAT_NOT_ACTIVE, CHAT_ALREADY_TAKEN
 */
@Injectable()
export class AcceptChat {
  constructor(private readonly lanes: ConversationLanes) {}

  async execute(order: { conversationId: string; agent: AgentRef }): Promise<void> {
    await this.lanes.change(order.conversationId, (draft) => draft.decide({ type: 'agent-accepted', agent: order.agent }));
  }
}
