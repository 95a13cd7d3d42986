import { Injectable } from '@nestjs/common';
import type { AgentRef } from '../domain/model.js';
import { ConversationLanes } from './conversation-lanes.js';

/**
 * Takes an end back while it can be undone: the same chat goes on and no closing message was sent.
 * @throws Refusal CONVERSATION_NOT_FOUND, UNDO_EXPIRED
 */
@Injectable()
export class UndoEnd {
  constructor(private readonly lanes: ConversationLanes) {}

  async execute(order: { conversationId: string; agent: AgentRef }): Promise<void> {
    await this.lanes.change(order.conversationId, (draft) => draft.decide({ type: 'agent-undid-end', agent: order.agent }));
  }
}
