import { Inject, Injectable } from '@nestjs/common';
import { SuggestAnswers } from '@parley/conversation';
import { Database, Log, Refusal, statement } from '@parley/platform';
import { ReplyDrafter, type TranscriptLine } from './reply-drafter.js';

/** What a draft is made from: enough to know what it is about. Whatever is longer is cut, because every word costs time and money. */
const MAX_LINES = 20;
const MAX_LINE = 500;

const readTranscript = statement<{ author: 'contact' | 'agent' | 'bot'; text: string }>(
  'admin-read-transcript',
  `select author, text from (
     select author, left(text, ${MAX_LINE}) as text, seq from message
      where conversation_id = $1 and text is not null and type in ('text', 'interactive') and author in ('contact', 'agent', 'bot')
      order by seq desc limit ${MAX_LINES}) m
    order by seq`,
);

const SPEAKER = { contact: 'customer', agent: 'agent', bot: 'bot' } as const;

/** A draft of the next reply, for the agent who asked for it. Nothing is stored, nothing is sent. */
@Injectable()
export class DraftReply {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(SuggestAnswers) private readonly answers: SuggestAnswers,
    @Inject(ReplyDrafter) private readonly drafter: ReplyDrafter,
    @Inject(Log) private readonly log: Log,
  ) {}

  /** @throws Refusal DRAFTING_OFF, DRAFTING_FAILED, CONVERSATION_NOT_FOUND */
  async execute(conversationId: string): Promise<string> {
    if (!this.drafter.isOn) throw new Refusal('DRAFTING_OFF');
    const { language, business, suggestions } = await this.answers.execute(conversationId);
    const lines = await this.database.run(readTranscript, [conversationId]);
    const transcript = lines.map(({ author, text }): TranscriptLine => ({ by: SPEAKER[author], text }));
    const draft = await this.drafter.draft({ business, language, transcript, knownAnswers: suggestions });
    if ('text' in draft) return draft.text;
    this.log.warn('http', 'no draft came', { conversationId, reason: draft.failed });
    throw new Refusal('DRAFTING_FAILED');
  }
}
