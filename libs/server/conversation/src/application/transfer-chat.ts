import { Injectable } from '@nestjs/common';
import { Refusal, statement, type Transaction } from '@parley/platform';
import type { AgentRef, TransferTarget } from '../domain/model.js';
import { ConversationLanes } from './conversation-lanes.js';
import { QueueReader } from './queue/queue-reader.js';

/** Kept until the transfer is written: an agent disabled meanwhile is waited for, and finds the chat among theirs. */
const findAgent = statement<{ id: string; name: string }>(
  'conversation-find-transfer-agent',
  'select id, name from agent where id = $1 and disabled_at is null for share',
);
const findTeam = statement<{ id: string; name: string }>(
  'conversation-find-transfer-team',
  'select id, name from team where id = $1 and archived_at is null for share',
);

/**
 * A chat is passed on to an agent, whose it is at once whether they are there or not, or to a team, in whose queue it keeps its place by
 * how long it has waited. The note is for colleagues and stands in the thread.
 * @throws Refusal CONVERSATION_NOT_FOUND, CHAT_SUPPORT_DISABLED, CHAT_NOT_ACTIVE, CHAT_ALREADY_TAKEN (whoever does it is neither the chat's
 *   agent nor an admin), AGENT_NOT_FOUND (also: disabled), TEAM_NOT_FOUND
 */
@Injectable()
export class TransferChat {
  constructor(
    private readonly lanes: ConversationLanes,
    private readonly reader: QueueReader,
  ) {}

  async execute(order: {
    conversationId: string;
    agent: AgentRef;
    isAdmin: boolean;
    to: { readonly agentId: string } | { readonly teamId: string };
    note: string | null;
  }): Promise<void> {
    const { conversationId, to, ...by } = order;
    await this.lanes.change(conversationId, async (draft, tx) => {
      const target = await this.find(tx, to);
      // Where no chat is open there is no queue to ask about, and the decision refuses.
      const facts = 'team' in target && draft.snapshot.chat ? await this.reader.factsOf(tx, draft, target.team.id) : undefined;
      draft.decide({ type: 'chat-transferred', ...by, to: target, ...(facts === undefined ? {} : { facts }) });
    });
  }

  private async find(tx: Transaction, to: { readonly agentId: string } | { readonly teamId: string }): Promise<TransferTarget> {
    if ('agentId' in to) {
      const [agent] = await tx.run(findAgent, [to.agentId]);
      if (!agent) throw new Refusal('AGENT_NOT_FOUND');
      return { agent };
    }
    const [team] = await tx.run(findTeam, [to.teamId]);
    if (!team) throw new Refusal('TEAM_NOT_FOUND');
    return { team };
  }
}
