import { Injectable } from '@nestjs/common';
import { decide } from '../domain/decide.js';
import type { Speech } from '../domain/languages/spoken-languages.js';
import type { ConversationEvent, ConversationSnapshot, DecisionOutcome } from '../domain/model.js';
import type { PlaybookDocument } from '../domain/playbook/document.js';
import { assertTransitionsSound } from '../domain/transitions.js';
import { ConversationOptions } from './conversation-options.js';
import { Hours } from './hours.js';
import { languagesOf, speechFor } from './languages.js';
import { PublishedPlaybook } from './playbook/published-playbook.js';
import { Settings } from './settings.js';

/**
 * By what the bot plays: the published playbook in the contact's language, settings, hours, and whether chat support is on. An unsound
 * state table stops the server's start, not a customer's message.
 */
@Injectable()
export class Playbook {
  constructor(
    private readonly options: ConversationOptions,
    private readonly settings: Settings,
    private readonly hours: Hours,
    private readonly published: PublishedPlaybook,
  ) {
    assertTransitionsSound();
  }

  /** More from one customer are a flood; 0: nothing is. Where our own send limits are lifted (benchmarks), so is this one. */
  get messagesPerMinute(): number {
    return this.options.pairLimit ? this.settings.current['flood.messagesPerMinute'] : 0;
  }

  /** What is said to a contact of this language; of none, or one that is not offered: in the default one. */
  speech(language: string | null): Speech {
    return speechFor(languagesOf(this.published.current.document), language);
  }

  /** @param now the database's clock, read under the lane lock */
  decide(snapshot: ConversationSnapshot, event: ConversationEvent, now: Date): DecisionOutcome {
    return this.decideBy(this.published.current.document, snapshot, event, now);
  }

  /** By a playbook that may not be published. */
  decideBy(document: PlaybookDocument, snapshot: ConversationSnapshot, event: ConversationEvent, now: Date): DecisionOutcome {
    const { supportChatEnabled } = this.options;
    const languages = languagesOf(document);
    const speech = speechFor(languages, snapshot.contact.language);
    const { hours } = this;
    return decide(snapshot, event, { now, supportChatEnabled, settings: this.settings.current, hours, languages, ...speech });
  }
}
