import { Inject, Injectable, type PipeTransform } from '@nestjs/common';
import { Refusal } from '@parley/platform';
import { ConversationFinder } from '../queries/conversation-finder.js';

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** No number plan is consulted: whether the number exists is WhatsApp's business. */
export const PHONE = /^\+[0-9]{7,15}$/;

/** `:conversation` of every route, a conversation id or a phone number, becomes the id of a conversation that exists. */
@Injectable()
export class ConversationReferencePipe implements PipeTransform<string, Promise<string>> {
  constructor(@Inject(ConversationFinder) private readonly finder: ConversationFinder) {}

  async transform(reference: string): Promise<string> {
    const byPhone = PHONE.test(reference);
    if (!byPhone && !UUID.test(reference)) {
      throw new Refusal('INVALID_PHONE_NUMBER', 'Use a conversation id or a phone number such as +447700900123');
    }
    const id = byPhone ? await this.finder.findByPhone(reference) : await this.finder.findById(reference);
    if (!id) throw new Refusal('CONVERSATION_NOT_FOUND');
    return id;
  }
}
