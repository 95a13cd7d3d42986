import { Injectable } from '@nestjs/common';
import { ChannelDirectory, ConversationDirectory } from '@parley/conversation';
import { Database, Log } from '@parley/platform';
import { findGoneLanes, markDead, type PlacedItem, reroute, strayItems } from '../persistence/inbox-statements.js';
import { WhatsAppOptions } from '../whatsapp-options.js';
import { identifyRecipient, identifySender } from './identify-sender.js';
import { RawBodies } from './raw-bodies.js';

/**
 * A message may have been stored for a conversation that is no more when its turn comes: it was joined with another, or its contact was
 * erased, while a process still remembered it (for a minute at most, see `ConversationDirectory`). Nothing is lost by it: who wrote is
 * asked again, and the message goes to the conversation they have now, which after an erasure is a new one.
 */
@Injectable()
export class RerouteMessages {
  constructor(
    private readonly database: Database,
    private readonly options: WhatsAppOptions,
    private readonly channels: ChannelDirectory,
    private readonly directory: ConversationDirectory,
    private readonly log: Log,
  ) {}

  /**
   * @param laneIds lanes that could not be locked; most of them are in somebody else's hands, and left alone
   * @returns how many messages have another lane now
   */
  async run(laneIds: readonly string[]): Promise<number> {
    const gone = await this.database.run(findGoneLanes, [laneIds]);
    if (gone.length === 0) return 0;
    const items = await this.database.run(strayItems, [gone.map(({ id }) => id)]);
    const bodies = new RawBodies();
    for (const item of items) await this.place(item, bodies);
    this.log.info('inbound', 'messages of conversations that are no more: put to their contacts’ present ones', { count: items.length });
    return items.length;
  }

  private async place(item: PlacedItem, bodies: RawBodies): Promise<void> {
    const { message, contacts, isEcho } = bodies.messageOf(item);
    const identity = message === undefined ? null : isEcho ? identifyRecipient(message, contacts) : identifySender(message, contacts);
    if (identity === null) {
      await this.database.run(markDead, [item.id, 'the raw delivery is gone']);
      return;
    }
    const channelId = await this.channels.ensure(this.options.phoneNumberId);
    const conversationId = await this.directory.resolveAnew(channelId, identity);
    await this.database.run(reroute, [item.id, item.conversation_id, conversationId]);
  }
}
