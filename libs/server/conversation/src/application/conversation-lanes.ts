import { Injectable } from '@nestjs/common';
import { Database, Refusal, Wake, type Transaction } from '@parley/platform';
import { bringsMedia } from '../persistence/announce-media.js';
import { loadLanes, lockLanes } from '../persistence/lane.statements.js';
import { saveDrafts } from '../persistence/save-drafts.js';
import { ConversationDraft } from './conversation-draft.js';
import { ConversationFigures } from './conversation-figures.js';
import { Playbook } from './playbook.js';

/** The conversation was erased, or joined with another, between a look without its lock and the lock: for who only looked, there is nothing to do. */
export function isGone(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'CONVERSATION_NOT_FOUND';
}

/**
 * The one way in which conversations change: lane lock, read, decide, write, all in one transaction; then the wake-ups. Receiving and
 * every act of an agent go through here, so that none of them can forget a lock, an event or a wake-up.
 */
@Injectable()
export class ConversationLanes {
  constructor(
    private readonly database: Database,
    private readonly wake: Wake,
    private readonly playbook: Playbook,
    private readonly figures: ConversationFigures,
  ) {}

  /**
   * Changes one conversation in a transaction of its own. What `work` throws rolls everything back.
   * @throws Refusal CONVERSATION_NOT_FOUND
   */
  change<Result>(conversationId: string, work: (draft: ConversationDraft, tx: Transaction) => Result | Promise<Result>): Promise<Result> {
    return this.database.transaction(async (tx) => {
      const found = await lockLanes(tx, [conversationId]);
      const [draft] = await this.read(tx, found);
      if (!draft) throw new Refusal('CONVERSATION_NOT_FOUND');
      const result = await work(draft, tx);
      await this.write(tx, [draft]);
      // A worker may have passed by a customer's message while we held the lane.
      tx.afterCommit(() => this.wake.wake('inbox'));
      return result;
    });
  }

  /** The conversations as they are now. The caller has locked their lanes, in a statement before this one. */
  async read(tx: Transaction, conversationIds: readonly string[]): Promise<ConversationDraft[]> {
    if (conversationIds.length === 0) return [];
    const rows = await tx.run(loadLanes, [conversationIds]);
    const decide = this.playbook.decide.bind(this.playbook);
    return rows.map((row) => new ConversationDraft(row, decide, this.playbook.messagesPerMinute));
  }

  async write(tx: Transaction, drafts: readonly ConversationDraft[]): Promise<void> {
    if (!(await saveDrafts(tx, drafts))) return;
    tx.afterCommit(() => {
      this.figures.count(drafts);
      this.wake.wake('events');
      if (drafts.some((draft) => draft.hasMovedQueue)) this.wake.wake('queue');
      if (drafts.some((draft) => bringsMedia(draft.messages))) this.wake.wake('media');
      // A row to be started; or one that stood before others was cancelled, or passed by while we held the lane (D8).
      if (drafts.some((draft) => draft.row.is_sending || draft.hasQueued)) this.wake.wake('outbox');
    });
  }
}
