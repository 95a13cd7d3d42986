import { Injectable } from '@nestjs/common';
import { Database, Refusal, statement, type Transaction } from '@parley/platform';
import { cleanText } from '../domain/clean-text.js';
import type { MediaContent } from '../domain/content.js';
import type { AgentRef } from '../domain/model.js';
import { attachMedia } from '../persistence/attach-media.js';
import { ConversationLanes } from './conversation-lanes.js';
import { checkQuoted } from './quoted-message.js';

interface KnownRow {
  readonly id: string;
  readonly text: string | null;
  readonly sha256: string | null;
}

const findByKey = statement<KnownRow>(
  'conversation-find-media-by-key',
  `select id, text, content -> 'media' ->> 'sha256' as sha256 from message where conversation_id = $1 and idempotency_key = $2`,
);

/** Who wants to send a file where, before there is a file. */
export interface MediaIntent {
  readonly conversationId: string;
  readonly agent: AgentRef;
  readonly idempotencyKey: string | null;
}

export interface MediaOrder extends MediaIntent {
  readonly file: Omit<MediaContent, 'text'>;
  /** Empty: none. */
  readonly caption: string;
  readonly replyTo: string | null;
}

/** What must be the same when a key comes again. */
type Repeatable = Pick<MediaOrder, 'conversationId' | 'idempotencyKey' | 'replyTo' | 'caption'> & { readonly sha256: string };

/** A decision asks only whether there is a file, not for its bytes. */
const SOME_FILE: MediaOrder['file'] = {
  type: 'image',
  media: { id: '', channelMediaId: '', state: 'stored', mimeType: 'image/png', size: 1, sha256: '', filename: null },
};

/**
 * An agent sends a file. The upload to the channel is no message: it happens before, between `check` and `execute`, and what is decided
 * in the lane is decided once, with the file where the channel can send it from.
 *
 * Refusals, in this order: CONVERSATION_NOT_FOUND, IDEMPOTENCY_KEY_REUSED, VALIDATION_FAILED, CHAT_SUPPORT_DISABLED, CHAT_NOT_ACTIVE,
 * CHAT_ALREADY_TAKEN, SERVICE_WINDOW_CLOSED, MESSAGE_NOT_FOUND (`replyTo`).
 */
@Injectable()
export class SendAgentMedia {
  constructor(
    private readonly database: Database,
    private readonly lanes: ConversationLanes,
  ) {}

  /**
   * Whether it would be sent as things are now, so that nobody uploads in vain. Locks and writes nothing.
   * @returns the channel's number to upload for
   * @throws Refusal as above; none for a key that is known
   */
  check({ conversationId, agent, idempotencyKey }: MediaIntent): Promise<{ phoneNumberId: string }> {
    return this.database.transaction(async (tx) => {
      const [draft] = await this.lanes.read(tx, [conversationId]);
      if (!draft) throw new Refusal('CONVERSATION_NOT_FOUND');
      const isKnown = idempotencyKey !== null && (await tx.run(findByKey, [conversationId, idempotencyKey])).length > 0;
      if (!isKnown) draft.decide({ type: 'agent-wrote', agent, text: '', replyTo: null, file: SOME_FILE });
      return { phoneNumberId: draft.row.phone_number_id };
    });
  }

  /**
   * The message this key has made before, if it has.
   * @throws Refusal IDEMPOTENCY_KEY_REUSED when it was another file or caption; MESSAGE_NOT_FOUND (`replyTo`)
   */
  findMade(order: Repeatable): Promise<string | null> {
    return this.database.transaction(async (tx) => {
      const made = await madeBefore(tx, order);
      if (made === null) await checkQuoted(tx, order.conversationId, order.replyTo);
      return made;
    });
  }

  /** @throws Refusal as above */
  execute(order: MediaOrder): Promise<{ messageId: string; created: boolean }> {
    const { conversationId, agent, file, replyTo, idempotencyKey } = order;
    return this.lanes.change(conversationId, async (draft, tx) => {
      const made = await madeBefore(tx, { ...order, sha256: file.media.sha256 });
      if (made !== null) return { messageId: made, created: false };
      const sent = draft.decide({ type: 'agent-wrote', agent, text: order.caption, replyTo, file });
      await checkQuoted(tx, conversationId, replyTo);
      const message = sent.find((candidate) => candidate.author === 'agent');
      if (!message) throw new Error('the decision about an agent message holds no agent message');
      message.idempotency_key = idempotencyKey;
      await attachMedia(tx, file.media, message);
      return { messageId: message.id, created: true };
    });
  }
}

async function madeBefore(tx: Transaction, { conversationId, idempotencyKey, caption, sha256 }: Repeatable): Promise<string | null> {
  const [known] = idempotencyKey === null ? [] : await tx.run(findByKey, [conversationId, idempotencyKey]);
  if (!known) return null;
  if (known.sha256 !== sha256 || (known.text ?? '') !== cleanText(caption)) throw new Refusal('IDEMPOTENCY_KEY_REUSED');
  return known.id;
}
