import { Injectable } from '@nestjs/common';
import type { Transaction } from '@parley/platform';
import type { InboundMessage } from '../domain/inbound-message.js';
import { findQuotedMessages } from '../persistence/lane.statements.js';
import { ConversationLanes } from './conversation-lanes.js';

/** The messages of one contact, in the order in which they were accepted. */
export interface InboundLane {
  readonly conversationId: string;
  readonly messages: readonly InboundMessage[];
}

/**
 * Every customer message passes here. Each is stored, decided about and answered (as outbox rows) in the caller's transaction, so it is
 * applied exactly once together with its mark in the inbox. Two round trips for any number of lanes and messages, a third when some of
 * them quote or tap a message of ours.
 */
@Injectable()
export class ReceiveInboundMessages {
  constructor(private readonly lanes: ConversationLanes) {}

  /**
   * @param tx the caller's; it has locked the lanes, in id order, in an earlier statement
   * @param lanes at most one entry a conversation, every conversation existing
   */
  async apply(tx: Transaction, lanes: readonly InboundLane[]): Promise<void> {
    const drafts = await this.lanes.read(
      tx,
      lanes.map((lane) => lane.conversationId),
    );
    const quoted = await findQuoted(tx, lanes);
    const byId = new Map(drafts.map((draft) => [draft.id, draft]));
    for (const { conversationId, messages } of lanes) {
      const draft = byId.get(conversationId);
      if (!draft) throw new Error('a lane without a conversation');
      for (const message of messages) {
        const key = message.contextWamid && quotedKey(conversationId, message.contextWamid);
        draft.receive(message, key ? quoted.get(key) : undefined);
      }
    }
    await this.lanes.write(tx, drafts);
  }
}

type Quoted = Map<string, { readonly id: string; readonly chatId: string | null }>;

async function findQuoted(tx: Transaction, lanes: readonly InboundLane[]): Promise<Quoted> {
  const wamids = lanes.flatMap((lane) => lane.messages.flatMap((message) => message.contextWamid ?? []));
  if (wamids.length === 0) return new Map();
  const rows = await tx.run(findQuotedMessages, [wamids]);
  return new Map(rows.map((row) => [quotedKey(row.conversation_id, row.wamid), { id: row.id, chatId: row.chat_id }]));
}

/** A forwarded or forged context that names a message of somebody else's conversation is as good as unknown. */
function quotedKey(conversationId: string, wamid: string): string {
  return `${conversationId} ${wamid}`;
}
