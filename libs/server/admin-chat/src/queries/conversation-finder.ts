import { Inject, Injectable } from '@nestjs/common';
import { ConversationDirectory } from '@parley/conversation';

/** From what a caller has in hand to the id of a conversation, or null. */
@Injectable()
export class ConversationFinder {
  constructor(@Inject(ConversationDirectory) private readonly directory: ConversationDirectory) {}

  /** By an id it has, or had before it was joined with another. */
  findById(id: string): Promise<string | null> {
    return this.directory.findConversation(id);
  }

  findByPhone(phone: string): Promise<string | null> {
    return this.directory.findConversationByPhone(phone);
  }
}
