import { Injectable } from '@nestjs/common';
import { Database, Refusal, statement, Wake, type Transaction } from '@parley/platform';
import type { MessageAuthor } from '@parley/vocabulary';
import type { DeliveryStatus } from '../domain/delivery-status.js';
import type { AgentRef, FirstTry } from '../domain/model.js';
import { FAILURE } from '../domain/failure-words.js';
import { tellUpdated } from '../persistence/event.statements.js';
import { lockLanes } from '../persistence/lane.statements.js';
import { ConversationLanes } from './conversation-lanes.js';
import { contentOf } from './stored-content.js';

interface FirstTryRow {
  readonly author: MessageAuthor;
  readonly chat_id: string | null;
  readonly text: string | null;
  readonly content: Record<string, unknown> | null;
  readonly reply_to: string | null;
  readonly status: DeliveryStatus;
  readonly error_code: string | null;
  readonly send_again_at: Date | null;
  readonly failed_at: Date | null;
  readonly superseded_by: string | null;
}

const findFirstTry = statement<FirstTryRow>(
  'conversation-find-first-try',
  `select author, chat_id, text, content, reply_to, status, error_code, send_again_at, failed_at, superseded_by
     from message where conversation_id = $1 and id = $2`,
);

/**
 * The two rows know each other; the old one keeps its status, for late delivery reports still settle it. Each step names what it leaves
 * (D9), and `retry_of` is unique: whatever went wrong with the locks, one message is never sent again twice.
 */
const link = statement<{ linked: number }>(
  'conversation-link-send-again',
  `with superseded as (
     update message set superseded_by = $2
      where id = $1 and superseded_by is null and (status = 'unknown' or (status = 'rejected' and error_code = '${FAILURE.notSent.code}'))
     returning id, conversation_id
   ), successor as (
     update message set retry_of = $1 where id = $2 and retry_of is null
     returning id
   ), happened as (
     ${tellUpdated('superseded')}
   )
   select ((select count(*) from superseded) + (select count(*) from successor))::int as linked`,
);

/**
 * A person sends again what may not have arrived: the same words as a new message at the end of the lane. Only ever by a person: the
 * customer may get it twice, and whoever presses has read that.
 *
 * Pressing twice is pressing once: whoever comes second, from wherever, gets the message the first press has made, whatever has become
 * of the chat since. A late proof about the first try changes nothing of that: it settles the old row, and nothing leads back from there.
 *
 * @throws Refusal CONVERSATION_NOT_FOUND, MESSAGE_NOT_FOUND, CHAT_SUPPORT_DISABLED, CHAT_NOT_ACTIVE (also: the open chat is another),
 *   CHAT_ALREADY_TAKEN, SERVICE_WINDOW_CLOSED, MESSAGE_NOT_RESENDABLE, SEND_AGAIN_TOO_EARLY
 */
@Injectable()
export class SendAgain {
  constructor(
    private readonly database: Database,
    private readonly lanes: ConversationLanes,
    private readonly wake: Wake,
  ) {}

  execute(order: { conversationId: string; messageId: string; agent: AgentRef }): Promise<{ messageId: string; created: boolean }> {
    const { conversationId, messageId, agent } = order;
    return this.database.transaction(async (tx) => {
      const [draft] = await this.lanes.read(tx, await lockLanes(tx, [conversationId]));
      if (!draft) throw new Refusal('CONVERSATION_NOT_FOUND');
      const first = await firstTry(tx, conversationId, messageId);
      if (first.supersededBy !== null) return { messageId: first.supersededBy, created: false };
      const [again] = draft.decide({ type: 'agent-sent-again', agent, message: first });
      if (!again) throw new Error('the decision to send again holds no message');
      await this.lanes.write(tx, [draft]);
      const [rows] = await tx.run(link, [messageId, again.id]);
      if (rows?.linked !== 2) throw new Error('a message changed under its lane lock');
      // A worker may have passed by a customer's message while we held the lane.
      tx.afterCommit(() => this.wake.wake('inbox'));
      return { messageId: again.id, created: true };
    });
  }
}

/** Read after the lane was locked: a press, a report or an outcome that was faster is seen. */
async function firstTry(tx: Transaction, conversationId: string, messageId: string): Promise<FirstTry> {
  const [row] = await tx.run(findFirstTry, [conversationId, messageId]);
  if (!row) throw new Refusal('MESSAGE_NOT_FOUND');
  return {
    author: row.author,
    chatId: row.chat_id,
    content: contentOf(row),
    replyTo: row.reply_to,
    status: row.status,
    errorCode: row.error_code,
    sendAgainAt: row.send_again_at,
    failedAt: row.failed_at,
    supersededBy: row.superseded_by,
  };
}
