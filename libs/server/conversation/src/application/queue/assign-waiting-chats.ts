import { Injectable } from '@nestjs/common';
import { Database, Log } from '@parley/platform';
import type { AgentRef } from '../../domain/model.js';
import { chooseAgent } from '../../domain/queue/choose-agent.js';
import { findHeads, lockAssignment, type WaitingRow } from '../../persistence/queue.statements.js';
import { ConversationLanes, isGone } from '../conversation-lanes.js';
import { ConversationOptions } from '../conversation-options.js';
import { Settings } from '../settings.js';
import { QueueReader } from './queue-reader.js';

/** Between our look and our lock the agent's last free place was given away, or the chat moved to another queue. Rolls the booking back. */
class Missed extends Error {
  override name = 'Missed';
}

/** `missed`: a colleague or another worker was faster, at this chat or at this agent; each such round somebody got something. */
type Outcome = 'given' | 'missed' | 'nobody-free';

/**
 * Gives waiting chats to agents who are on duty and have room, when the settings say so. Only ever the chat that waits longest in a queue:
 * nothing is passed over, so while nobody is free for it, nobody behind it is given anything.
 *
 * Any number of workers may do this at once. The lane lock makes one chat one agent's; the agent's row of `agent_assignment`, locked before
 * their chats are counted again, keeps everybody within their capacity. Lane first, then one agent and never a second, so no two workers
 * wait for each other. What agents take themselves is not held back by a capacity and takes no such lock.
 */
@Injectable()
export class AssignWaitingChats {
  constructor(
    private readonly database: Database,
    private readonly lanes: ConversationLanes,
    private readonly reader: QueueReader,
    private readonly settings: Settings,
    private readonly options: ConversationOptions,
    private readonly log: Log,
  ) {}

  /** Until nothing can be given any more. @returns how many chats it gave */
  async execute(): Promise<number> {
    let given = 0;
    for (;;) {
      if (!this.options.supportChatEnabled || this.settings.current['assignment.mode'] !== 'automatic') return given;
      const outcome = await this.giveNext();
      if (outcome === 'nobody-free') return given;
      if (outcome === 'given') given += 1;
    }
  }

  /**
   * Gives the first of all heads for whom somebody is free. Then the heads are others: who serves several queues gets what waits longest in
   * any of them, not one of each.
   */
  private async giveNext(): Promise<Outcome> {
    for (const head of await this.database.run(findHeads)) {
      const outcome = await this.giveHead(head);
      if (outcome !== 'nobody-free') return outcome;
    }
    return 'nobody-free';
  }

  private async giveHead(head: WaitingRow): Promise<Outcome> {
    const agent = chooseAgent(await this.reader.candidates(this.database, head.team_id), head.last_agent_id);
    if (!agent) return 'nobody-free';
    try {
      return (await this.give(head, agent)) ? 'given' : 'missed';
    } catch (error) {
      if (error instanceof Missed || isGone(error)) return 'missed';
      // A chat that cannot be given stops its own queue, which must not be jumped, and no other; the next sweep tries again.
      this.log.error('conversation', 'chat not assigned', error, { conversationId: head.id });
      return 'nobody-free';
    }
  }

  private give(head: WaitingRow, agent: AgentRef): Promise<boolean> {
    return this.lanes.change(head.id, async (draft, tx) => {
      if (draft.snapshot.chat?.status !== 'waiting') return false;
      await tx.run(lockAssignment, [agent.id]);
      const { hasRoom, isInQueue } = await this.reader.recheck(tx, head.id, head.team_id, agent.id);
      if (!hasRoom || !isInQueue) throw new Missed();
      draft.decide({ type: 'agent-assigned', agent });
      return true;
    });
  }
}
