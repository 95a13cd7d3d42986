import { Injectable } from '@nestjs/common';
import { Refusal, statement } from '@parley/platform';
import type { AgentRef } from '../domain/model.js';
import { ConversationLanes } from './conversation-lanes.js';

const findEnded = statement<{ id: string }>(
  'conversation-find-ended-chat',
  `select id from chat where id = $1 and conversation_id = $2 and status = 'ended'`,
);

/**
 * An agent ends the chat, waiting ones too. What agents queued before leaves first, the closing message after it in the same lane.
 * With `undoSeconds` the closing message and the menu wait that long (a timer row) and the end can be taken back.
 * @param order.message replaces the closing text
 * @param order.chatId the chat that is meant, so that asking again never ends the next one: nothing happens when it is over already. Null:
 *   whichever is open
 * @throws Refusal CONVERSATION_NOT_FOUND, CHAT_NOT_ACTIVE (also: no such chat in this conversation), CHAT_ALREADY_TAKEN
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
    chatId?: string | null;
  }): Promise<void> {
    const { conversationId, chatId = null, ...end } = order;
    await this.lanes.change(conversationId, async (draft, tx) => {
      if (chatId !== null && draft.snapshot.chat?.id !== chatId) {
        const [ended] = await tx.run(findEnded, [chatId, conversationId]);
        if (!ended) throw new Refusal('CHAT_NOT_ACTIVE');
        return;
      }
      draft.decide({ type: 'agent-ended', ...end });
    });
  }
}
