import { Injectable } from '@nestjs/common';
import { Database, Log } from '@parley/platform';
import { findLostChats, type LostChatRow } from '../../persistence/lost-chats.statements.js';
import { ConversationLanes, isGone } from '../conversation-lanes.js';
import { ConversationOptions } from '../conversation-options.js';
import { Settings } from '../settings.js';

/**
 * Chats of agents who are gone wait again, at the front of their queue: when nothing was heard of the agent for longer than the setting
 * says and a customer's message is unanswered; all of them at once when the agent was disabled. Any number of workers may do this: the
 * lane lock, and the look repeated under it, leave one of them something to do.
 */
@Injectable()
export class ReleaseLostChats {
  constructor(
    private readonly database: Database,
    private readonly lanes: ConversationLanes,
    private readonly settings: Settings,
    private readonly options: ConversationOptions,
    private readonly log: Log,
  ) {}

  /** @returns how many chats wait again */
  async execute(): Promise<number> {
    if (!this.options.supportChatEnabled) return 0;
    const minutes = this.settings.current['presence.lostAfterMinutes'];
    let released = 0;
    for (const lost of await this.database.run(findLostChats, [minutes, null])) {
      try {
        if (await this.release(lost, minutes)) released += 1;
      } catch (error) {
        if (isGone(error)) continue;
        this.log.error('conversation', 'chat of a lost agent not released', error, { conversationId: lost.id });
      }
    }
    return released;
  }

  private release({ id, agent_id: agentId, agent_name: name }: LostChatRow, minutes: number): Promise<boolean> {
    return this.lanes.change(id, async (draft, tx) => {
      // They may have come back, or answered, while we waited for the lane.
      const [still] = await tx.run(findLostChats, [minutes, id]);
      if (still?.agent_id !== agentId) return false;
      draft.decide({ type: 'agent-lost', agent: { id: agentId, name } });
      return true;
    });
  }
}
