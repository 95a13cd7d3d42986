import { Injectable } from '@nestjs/common';
import type { ContactIdentity } from '../domain/inbound-message.js';

@Injectable()
export class ConversationDirectory {
  /** Finds or creates contact and conversation of each identity; ids in the order given. */
  resolve(_channelId: string, _identities: readonly ContactIdentity[]): Promise<string[]> {
    throw new Error('being built');
  }
  /** The conversation of the contact who has this number now, else of the one who had it last. */
  findConversationByPhone(_phone: string): Promise<string | null> {
    throw new Error('being built');
  }
  /** The id itself when there is such a conversation. */
  findConversation(_id: string): Promise<string | null> {
    throw new Error('being built');
  }
}
