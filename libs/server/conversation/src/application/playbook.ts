import { Injectable } from '@nestjs/common';
import type { Catalogue } from '../domain/catalogue.js';
import { decide } from '../domain/decide.js';
import { defaultCatalogue } from '../domain/default-catalogue.js';
import type { ConversationEvent, ConversationSnapshot, DecisionOutcome } from '../domain/model.js';
import { assertTransitionsSound } from '../domain/transitions.js';
import { ConversationOptions } from './conversation-options.js';
import { Settings } from './settings.js';

/**
 * By what the bot plays: the words and menus of this business, and whether chat support is on. An unsound state table or catalogue stops
 * the server's start, not a customer's message.
 */
@Injectable()
export class Playbook {
  private readonly catalogue: Catalogue;

  constructor(
    private readonly options: ConversationOptions,
    private readonly settings: Settings,
  ) {
    assertTransitionsSound();
    this.catalogue = defaultCatalogue(options.businessName);
  }

  /** @param now the database's clock, read under the lane lock */
  decide(snapshot: ConversationSnapshot, event: ConversationEvent, now: Date): DecisionOutcome {
    const { supportChatEnabled } = this.options;
    return decide(snapshot, event, { now, supportChatEnabled, catalogue: this.catalogue, settings: this.settings.current });
  }
}
