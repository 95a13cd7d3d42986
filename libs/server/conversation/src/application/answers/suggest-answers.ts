import { Injectable } from '@nestjs/common';
import { Database, Refusal, statement } from '@parley/platform';
import { MAX_SUGGESTIONS, type Suggestion } from '../../domain/answers/suggestion.js';
import { fill } from '../../domain/wording.js';
import { Playbook } from '../playbook.js';

export interface SuggestedAnswers {
  /** BCP 47: what is spoken with this contact. */
  readonly language: string;
  readonly business: string;
  readonly suggestions: readonly Suggestion[];
}

/**
 * What the customer wrote last. It stands within the last messages of the thread (one walk down `message_thread_uq`); what they wrote
 * before that was about something else.
 */
const readLastTexts = statement<{ language: string | null; texts: string[] }>(
  'conversation-read-last-texts',
  `select k.language, array(
     select m.text from (
       select text, direction, type, seq from message where conversation_id = c.id order by seq desc limit 30) m
      where m.direction = 'inbound' and m.type = 'text' and m.text is not null
      order by m.seq desc limit 3) as texts
     from conversation c join contact k on k.id = c.contact_id
    where c.id = $1`,
);

/** The same answers as customers are offered, for the agent who has the chat. Nothing is sent and nothing changes. */
@Injectable()
export class SuggestAnswers {
  constructor(
    private readonly database: Database,
    private readonly playbook: Playbook,
  ) {}

  /** @throws Refusal CONVERSATION_NOT_FOUND */
  async execute(conversationId: string): Promise<SuggestedAnswers> {
    const [found] = await this.database.run(readLastTexts, [conversationId]);
    if (!found) throw new Refusal('CONVERSATION_NOT_FOUND');
    const { catalogue, suggest } = this.playbook.speech(found.language);
    const suggestions = new Map<string, Suggestion>();
    // The newest text first: it is what waits for an answer.
    for (const suggestion of found.texts.flatMap((text) => suggest(text))) {
      // As the customer would read it: what an agent sends goes out as written.
      const answer = fill(suggestion.answer, { business: catalogue.business });
      if (!suggestions.has(suggestion.id)) suggestions.set(suggestion.id, { ...suggestion, answer });
    }
    return {
      language: catalogue.language,
      business: catalogue.business,
      suggestions: [...suggestions.values()].slice(0, MAX_SUGGESTIONS),
    };
  }
}
