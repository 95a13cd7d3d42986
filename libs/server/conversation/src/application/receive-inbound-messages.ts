import { Injectable } from '@nestjs/common';
import { Log, type Transaction } from '@parley/platform';
import type { InboundMessage } from '../domain/inbound-message.js';
import { findEarlyAmendments } from '../persistence/early-amendments.js';
import { findQuotedMessages } from '../persistence/lane.statements.js';
import type { ConversationDraft, Received } from './conversation-draft.js';
import { ConversationDirectory } from './conversation-directory.js';
import { ConversationLanes } from './conversation-lanes.js';
import type { KnownMessage } from './inbound-row.js';
import { JoinQueue } from './join-queue.js';
import type { CallRoom } from './sending/call-room.js';
import { OutboxDispatcher } from './sending/outbox-dispatcher.js';
import { ReplyStarter } from './sending/reply-starter.js';
import type { SendFence } from './sending/send-fence.js';

/** The messages of one contact, in the order in which they were accepted. */
export interface InboundLane {
  readonly conversationId: string;
  readonly messages: readonly InboundMessage[];
}

/**
 * Every customer message passes here. Each is stored, decided about and answered in the caller's transaction, so it is applied exactly
 * once together with its mark in the inbox; the answer leaves after the commit. Two round trips for any number of lanes and messages, a
 * third when some of them speak of an earlier message, a fourth when some change one.
 */
@Injectable()
export class ReceiveInboundMessages {
  constructor(
    private readonly lanes: ConversationLanes,
    private readonly queue: JoinQueue,
    private readonly directory: ConversationDirectory,
    private readonly replies: ReplyStarter,
    private readonly dispatcher: OutboxDispatcher,
    private readonly log: Log,
  ) {}

  /**
   * Before lanes are taken up: under full load a moment's patience for calls to come free. What is decided beyond them has to be queued, and
   * its START is a transaction of its own.
   * @param most lanes are applied together
   * @returns to be left when they have been applied, or not
   */
  waitForRoom(most: number): Promise<CallRoom> {
    return this.replies.waitForRoom(most);
  }

  /** Before BEGIN of the transaction in which `apply` is called. */
  prepare(): SendFence {
    return this.replies.prepare();
  }

  /**
   * @param tx the caller's; it has locked the lanes, in id order, in an earlier statement
   * @param lanes at most one entry a conversation, every conversation existing
   * @param fence from `prepare`, before the caller's transaction began
   * @param room from `waitForRoom`, not left yet
   * @returns the numbers in their lane (`in_seq`, from 1, without gaps) that the messages were given: the first one of each conversation
   */
  async apply(tx: Transaction, lanes: readonly InboundLane[], fence: SendFence, room?: CallRoom): Promise<ReadonlyMap<string, number>> {
    await this.changeIdentities(tx, lanes);
    const drafts = await this.lanes.read(
      tx,
      lanes.map((lane) => lane.conversationId),
    );
    const quoted = await findQuoted(tx, lanes);
    const byId = new Map(drafts.map((draft) => [draft.id, draft]));
    await findEarly(tx, drafts, lanes);
    for (const { conversationId, messages } of lanes) {
      const draft = byId.get(conversationId);
      if (!draft) throw new Error('a lane without a conversation');
      for (const message of messages) {
        // What came in the same batch is not in the table yet.
        const known = (wamid: string | null | undefined): KnownMessage | undefined =>
          wamid ? (quoted.get(quotedKey(conversationId, wamid)) ?? draft.findNew(wamid)) : undefined;
        const received = draft.receive(message, { quoted: known(message.contextWamid), target: known(message.amends?.targetWamid) });
        this.trace(message.requestId, received);
        if (draft.hasJoinedQueue || draft.isAskingPlace) await this.queue.execute(tx, draft);
      }
    }
    const started = this.replies.start(drafts, fence, room);
    await this.lanes.write(tx, drafts);
    tx.afterCommit(() => this.dispatcher.deliverAll(started));
    return new Map(drafts.map((draft) => [draft.id, draft.row.next_in_seq]));
  }

  /** Before the lanes are read: what is sent from now on goes to who they are now. Rare, so nobody else pays for it. */
  private async changeIdentities(tx: Transaction, lanes: readonly InboundLane[]): Promise<void> {
    for (const { conversationId, messages } of lanes) {
      for (const { identityChange, sentAt, receivedAt } of messages) {
        if (identityChange) await this.directory.change(tx, conversationId, identityChange, sentAt ?? receivedAt);
      }
    }
  }

  /** Where the request's id hands over to ours: from here on a message is followed by its own id. */
  private trace(requestId: string | null | undefined, { message, replies }: Received): void {
    this.log.debug('conversation', 'message received', {
      requestId,
      conversationId: message.conversation_id,
      messageId: message.id,
      replies: replies.map(({ id }) => id).join(' '),
    });
  }
}

/** Rare, so nobody else pays for it: something has come before the message it changes. */
async function findEarly(tx: Transaction, drafts: readonly ConversationDraft[], lanes: readonly InboundLane[]): Promise<void> {
  const waiting = drafts.filter((draft) => draft.early.mayWait);
  if (waiting.length === 0) return;
  const wamids = lanes.flatMap((lane) => lane.messages.map(({ wamid }) => wamid));
  const found = await tx.run(findEarlyAmendments, [waiting.map(({ id }) => id), wamids]);
  for (const draft of waiting) draft.early.take(found.filter((early) => early.conversation_id === draft.id));
}

type Quoted = Map<string, KnownMessage>;

async function findQuoted(tx: Transaction, lanes: readonly InboundLane[]): Promise<Quoted> {
  const wamids = lanes.flatMap((lane) =>
    lane.messages.flatMap(({ contextWamid, amends }) => [...(contextWamid ? [contextWamid] : []), ...(amends ? [amends.targetWamid] : [])]),
  );
  if (wamids.length === 0) return new Map();
  const rows = await tx.run(findQuotedMessages, [wamids]);
  return new Map(
    rows.map((row) => [
      quotedKey(row.conversation_id, row.wamid),
      { id: row.id, chatId: row.chat_id, direction: row.direction, said: row.said },
    ]),
  );
}

/** A forwarded or forged context that names a message of somebody else's conversation is as good as unknown. */
function quotedKey(conversationId: string, wamid: string): string {
  return `${conversationId} ${wamid}`;
}
