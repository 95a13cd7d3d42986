import { Injectable } from '@nestjs/common';
import type { AgentRef } from '../domain/model.js';
import { ConversationLanes } from './conversation-lanes.js';

/**
 * An agent ends the chat, waiting ones too. What agents queued before leaves first, the closing message after it in the same lane.
 * With `undoSeconds` the closing message and the menu wait that long (a timer row) and the end can be taken back.
 * @param order.message replaces the closing text
 * @throws Refusal CONVERSATION_NOT_FOUND, CHAT_NOT_ACTIVE, CHAT_ALREADY_TAKEN
 */
@Injectable()
export class EndChat {
  constructor(private readonly lanes: ConversationLanes) {}

  async execute(order: {
    conversationId: string;
    agent: AgentRef;
    message: string | null;
    reason: string | null;
    undoSeconds: number;
  }): Promise<void> {
    const { conversationId, ...end } = order;
    await this.lanes.change(conversationId, (draft) => draft.decide({ type: 'agent-ended', ...end }));
  }
}
