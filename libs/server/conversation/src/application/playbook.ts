import { Injectable } from '@nestjs/common';
import type { Catalogue } from '../domain/catalogue.js';
import { decide } from '../domain/decide.js';
import { defaultCatalogue } from '../domain/default-catalogue.js';
import type { ConversationEvent, ConversationSnapshot, DecisionOutcome } from '../domain/model.js';
import { ConversationOptions } from './conversation-options.js';

/** By what the bot plays: the words and menus of this business, and whether chat support is on. */
@Injectable()
export class Playbook {
  private readonly catalogue: Catalogue;

  constructor(private readonly options: ConversationOptions) {
    this.catalogue = defaultCatalogue(options.businessName);
  }

  /** @param now the database's clock, read under the lane lock */
  decide(snapshot: ConversationSnapshot, event: ConversationEvent, now: Date): DecisionOutcome {
    const { supportChatEnabled } = this.options;
    return decide(snapshot, event, { now, supportChatEnabled, catalogue: this.catalogue });
  }
}
