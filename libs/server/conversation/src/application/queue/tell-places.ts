import { Injectable } from '@nestjs/common';
import { Database, Log } from '@parley/platform';
import { findPlaceNews } from '../../persistence/place-news.statements.js';
import { ConversationLanes, isGone } from '../conversation-lanes.js';
import { ConversationOptions } from '../conversation-options.js';
import { QueueReader } from './queue-reader.js';

/**
 * Tells customers who wait that they have moved on, by the calm rules. One look over all queues finds those for whom there may be news;
 * what is said is decided under each lane's lock, by the place it has then, so any number of workers say it once.
 */
@Injectable()
export class TellPlaces {
  constructor(
    private readonly database: Database,
    private readonly lanes: ConversationLanes,
    private readonly reader: QueueReader,
    private readonly options: ConversationOptions,
    private readonly log: Log,
  ) {}

  /** @returns how many were told */
  async execute(): Promise<number> {
    if (!this.options.supportChatEnabled) return 0;
    let told = 0;
    for (const { id } of await this.database.run(findPlaceNews)) {
      try {
        if (await this.tell(id)) told += 1;
      } catch (error) {
        if (isGone(error)) continue;
        this.log.error('conversation', 'place in the queue not told', error, { conversationId: id });
      }
    }
    return told;
  }

  private tell(conversationId: string): Promise<boolean> {
    return this.lanes.change(conversationId, async (draft, tx) => {
      if (draft.snapshot.chat?.status !== 'waiting') return false;
      return draft.decide({ type: 'queue-moved', facts: await this.reader.factsOf(tx, draft) }).length > 0;
    });
  }
}
