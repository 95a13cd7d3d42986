import { Inject, Injectable } from '@nestjs/common';
import { ConversationDirectory } from '@parley/conversation';
import { Refusal } from '@parley/platform';

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

  /**
   * Does it, and where the conversation was joined with another meanwhile, with the one that goes on. For what is done as a whole or not at
   * all: who finds no such conversation, or no such message in it, has done nothing.
   */
  async follow<Result>(conversationId: string, work: (conversationId: string) => Promise<Result>): Promise<Result> {
    for (let id = conversationId; ;) {
      try {
        return await work(id);
      } catch (error) {
        const now = isGone(error) ? await this.findById(id) : id;
        if (now === null || now === id) throw error;
        id = now;
      }
    }
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Refusal && (error.code === 'CONVERSATION_NOT_FOUND' || error.code === 'MESSAGE_NOT_FOUND');
}
