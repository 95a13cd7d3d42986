import { Injectable } from '@nestjs/common';
import { statement, type Transaction } from '@parley/platform';
import type { QueueFacts } from '../domain/model.js';
import type { ConversationDraft } from './conversation-draft.js';

/** Nobody is told a place beyond this; counting further would cost the opening transaction for nothing. */
const LONGEST_QUEUE = 1_000;

const countAhead = statement<{ ahead: number }>(
  'conversation-count-ahead',
  `select count(*)::int as ahead
     from (select from conversation where chat_status = 'waiting' and id <> $1 order by chat_waiting_since, id limit ${LONGEST_QUEUE}) w`,
);

/**
 * A chat that was just opened takes its place in the queue: what is known of the queue is read in the same transaction, and decided about
 * at once, before anything else happens in the conversation. Messages that open no chat pay nothing for it.
 */
@Injectable()
export class JoinQueue {
  /** @param draft under its lane lock; nothing happens unless it has just opened a chat */
  async execute(tx: Transaction, draft: ConversationDraft): Promise<void> {
    if (draft.hasJoinedQueue) draft.decide({ type: 'queue-joined', facts: await this.factsOf(tx, draft) });
  }

  private async factsOf(tx: Transaction, draft: ConversationDraft): Promise<QueueFacts> {
    const [row] = await tx.run(countAhead, [draft.id]);
    return { place: (row?.ahead ?? 0) + 1, agentsFree: 0, minutes: null, assignTo: null };
  }
}
