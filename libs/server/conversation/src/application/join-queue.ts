import { Injectable } from '@nestjs/common';
import type { Transaction } from '@parley/platform';
import type { QueueFacts } from '../domain/model.js';
import { isFree } from '../domain/queue/choose-agent.js';
import type { ConversationDraft } from './conversation-draft.js';
import { QueueReader } from './queue/queue-reader.js';

/**
 * A chat that was just opened takes its place in the queue, or its customer asks for it: what is known of the queue is read in the same
 * transaction, and decided about at once, before anything else happens in the conversation. Messages that do neither pay nothing for it.
 */
@Injectable()
export class JoinQueue {
  constructor(private readonly reader: QueueReader) {}

  /** @param draft under its lane lock; nothing happens unless it has just opened a chat, or its customer asks for their place */
  async execute(tx: Transaction, draft: ConversationDraft): Promise<void> {
    if (draft.hasJoinedQueue) draft.decide({ type: 'queue-joined', facts: await this.factsOf(tx, draft) });
    if (draft.isAskingPlace) draft.decide({ type: 'place-asked', facts: await this.reader.factsOf(tx, draft) });
  }

  /**
   * A chat that goes on is given to who had it without the lock that keeps everybody within their capacity: other lanes of the same batch may do
   * so too, and two of such locks in one transaction could wait for each other. One chat too many is no more than an agent may take themselves.
   */
  private async factsOf(tx: Transaction, draft: ConversationDraft): Promise<QueueFacts> {
    const facts = await this.reader.factsOf(tx, draft);
    const { chat, lastChat } = draft.snapshot;
    const before = chat?.origin === 'resume' ? lastChat?.agent : null;
    if (!before) return facts;
    const candidates = await this.reader.candidates(tx, facts.teamId);
    return { ...facts, goesTo: candidates.find((candidate) => candidate.agent.id === before.id && isFree(candidate))?.agent ?? null };
  }
}
