import { Injectable } from '@nestjs/common';
import type { Transaction } from '@parley/platform';
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
    if (draft.hasJoinedQueue) draft.decide({ type: 'queue-joined', facts: await this.reader.factsOf(tx, draft) });
    if (draft.isAskingPlace) draft.decide({ type: 'place-asked', facts: await this.reader.factsOf(tx, draft) });
  }
}
