import { Injectable } from '@nestjs/common';
import type { Sql, Transaction } from '@parley/platform';
import type { QueueFacts } from '../../domain/model.js';
import type { Candidate } from '../../domain/queue/choose-agent.js';
import { estimateMinutes } from '../../domain/queue/estimate-wait.js';
import { findCandidates, readQueueFacts, recheckAssignment } from '../../persistence/queue.statements.js';
import type { ConversationDraft } from '../conversation-draft.js';
import { Settings } from '../settings.js';

/** What is known of a queue: who is on duty, how long chats take, who is ahead. Read when asked, one round trip each. */
@Injectable()
export class QueueReader {
  constructor(private readonly settings: Settings) {}

  /**
   * @param draft with a chat that waits or is about to, under its lane lock; it need not be written yet
   * @param teamId the team whose queue it is about to stand in; left out: that of the chat
   */
  async factsOf(tx: Transaction, draft: ConversationDraft, teamId?: string): Promise<QueueFacts> {
    const { chat } = draft.snapshot;
    if (!chat) throw new Error('a place in the queue without a chat');
    const [row] = await tx.run(readQueueFacts, [draft.id, teamId ?? chat.teamId, chat.waitingSince, this.capacity]);
    if (!row) throw new Error('nothing is known of the queue');
    const times = row.median_seconds === null ? null : { medianSeconds: row.median_seconds, samples: row.samples };
    const place = row.ahead + 1;
    return { teamId: row.team_id, place, agentsFree: row.free, minutes: estimateMinutes(times, place, row.on_duty) };
  }

  async candidates(sql: Sql, teamId: string): Promise<Candidate[]> {
    const rows = await sql.run(findCandidates, [teamId, this.capacity]);
    return rows.map((row) => ({
      agent: { id: row.id, name: row.name },
      capacity: row.capacity,
      activeChats: row.active_chats,
      lastAssignedAt: row.last_assigned_at,
    }));
  }

  /** What must still be so when the chat's lane and the agent's row are locked. */
  async recheck(
    tx: Transaction,
    conversationId: string,
    teamId: string,
    agentId: string,
  ): Promise<{ hasRoom: boolean; isInQueue: boolean }> {
    const [row] = await tx.run(recheckAssignment, [agentId, teamId, this.capacity, conversationId]);
    return { hasRoom: row?.has_room ?? false, isInQueue: row?.is_in_queue ?? false };
  }

  private get capacity(): number {
    return this.settings.current['assignment.capacity'];
  }
}
