import { Injectable } from '@nestjs/common';
import { Database, Refusal } from '@parley/platform';
import type { AgentRef } from '../domain/model.js';
import { ConversationLanes, isGone } from './conversation-lanes.js';
import { ConversationOptions } from './conversation-options.js';
import { findLongestWaiting } from '../persistence/queue.statements.js';

/**
 * Gives the agent the chat that has waited longest in the queues of their teams; who is in no team serves the default team's.
 *
 * Look, lock that one lane, look again; whoever finds it taken by a faster colleague tries the next. `SKIP LOCKED` over the queue would
 * be shorter but not first in, first out: a lane is also locked while its customer writes or its bot's message is sent, so the longest
 * wait would be passed over, and the only one would be answered with "nobody waits". One lane at a time is held, so there is no deadlock,
 * and each further round means that a colleague got a chat.
 *
 * @returns the conversation, or null when nobody waits
 * @throws Refusal CHAT_SUPPORT_DISABLED
 */
@Injectable()
export class TakeNextChat {
  constructor(
    private readonly database: Database,
    private readonly lanes: ConversationLanes,
    private readonly options: ConversationOptions,
  ) {}

  async execute(order: { agent: AgentRef }): Promise<string | null> {
    if (!this.options.supportChatEnabled) throw new Refusal('CHAT_SUPPORT_DISABLED');
    for (;;) {
      const [longest] = await this.database.run(findLongestWaiting, [order.agent.id]);
      if (!longest) return null;
      if (await this.take(longest.id, order.agent)) return longest.id;
    }
  }

  private async take(conversationId: string, agent: AgentRef): Promise<boolean> {
    try {
      return await this.lanes.change(conversationId, (draft) => {
        if (draft.snapshot.chat?.status !== 'waiting') return false;
        draft.decide({ type: 'agent-accepted', agent });
        return true;
      });
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  }
}
