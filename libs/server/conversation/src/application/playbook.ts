import { Injectable } from '@nestjs/common';
import { decide } from '../domain/decide.js';
import type { ConversationEvent, ConversationSnapshot, DecisionOutcome } from '../domain/model.js';
import type { PlaybookDocument } from '../domain/playbook/document.js';
import { SHIPPED_PLAYBOOK } from '../domain/playbook/shipped-playbook.js';
import { assertTransitionsSound } from '../domain/transitions.js';
import { ConversationOptions } from './conversation-options.js';
import { Hours } from './hours.js';
import { languagesOf, speechFor } from './languages.js';
import { Settings } from './settings.js';

/**
 * By what the bot plays: the words and menus of this business, and whether chat support is on. An unsound state table or catalogue stops
 * the server's start, not a customer's message.
 */
@Injectable()
export class Playbook {
  private readonly document: PlaybookDocument;

  constructor(
    private readonly options: ConversationOptions,
    private readonly settings: Settings,
    private readonly hours: Hours,
  ) {
    assertTransitionsSound();
    this.document = { ...SHIPPED_PLAYBOOK, business: options.businessName };
  }

  /** More from one customer are a flood; 0: nothing is. Where our own send limits are lifted (benchmarks), so is this one. */
  get messagesPerMinute(): number {
    return this.options.pairLimit ? this.settings.current['flood.messagesPerMinute'] : 0;
  }

  /** @param now the database's clock, read under the lane lock */
  decide(snapshot: ConversationSnapshot, event: ConversationEvent, now: Date): DecisionOutcome {
    const { supportChatEnabled } = this.options;
    const languages = languagesOf(this.document);
    const speech = speechFor(languages, snapshot.contact.language);
    const { hours } = this;
    return decide(snapshot, event, { now, supportChatEnabled, settings: this.settings.current, hours, languages, ...speech });
  }
}
