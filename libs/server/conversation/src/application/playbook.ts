import { Injectable } from '@nestjs/common';
import { decide } from '../domain/decide.js';
import { defaultCatalogue } from '../domain/default-catalogue.js';
import type { ConversationEvent, ConversationSnapshot, DecisionOutcome } from '../domain/model.js';
import type { SpokenLanguages } from '../domain/languages/spoken-languages.js';
import { assertTransitionsSound } from '../domain/transitions.js';
import { ConversationOptions } from './conversation-options.js';
import { spokenLanguages } from './languages.js';
import { Settings } from './settings.js';

const DEFAULT_LANGUAGE = 'en';

/**
 * By what the bot plays: the words and menus of this business, and whether chat support is on. An unsound state table or catalogue stops
 * the server's start, not a customer's message.
 */
@Injectable()
export class Playbook {
  private readonly languages: SpokenLanguages;

  constructor(
    private readonly options: ConversationOptions,
    private readonly settings: Settings,
  ) {
    assertTransitionsSound();
    const catalogue = defaultCatalogue(options.businessName);
    this.languages = spokenLanguages([DEFAULT_LANGUAGE], () => catalogue);
  }

  /** @param now the database's clock, read under the lane lock */
  decide(snapshot: ConversationSnapshot, event: ConversationEvent, now: Date): DecisionOutcome {
    const { supportChatEnabled } = this.options;
    const { offered, speech: speechIn } = this.languages;
    const speech = speechIn(offered.find((language) => language === snapshot.contact.language) ?? DEFAULT_LANGUAGE);
    return decide(snapshot, event, { now, supportChatEnabled, settings: this.settings.current, languages: this.languages, ...speech });
  }
}
