import { uuidV7 } from '@parley/platform';
import type { TextKey } from '../domain/texts.js';
import type { LaneRow } from '../persistence/lane.statements.js';
import type { MessageAuthor, MessageDirection, MessageType } from '@parley/vocabulary';

/** A message to be inserted, in the words of the table `message`; with `out_seq` it also gets its row of `outbox`. */
export interface DraftMessage {
  readonly id: string;
  readonly conversation_id: string;
  readonly channel_id: string;
  readonly seq: number;
  /** Null: nothing to send. */
  readonly out_seq: number | null;
  chat_id: string | null;
  readonly direction: MessageDirection;
  readonly author: MessageAuthor;
  readonly agent_id: string | null;
  readonly type: MessageType;
  readonly text: string | null;
  readonly content: object | null;
  /** Which of the bot's texts it is. */
  readonly said: TextKey | null;
  status: 'received' | 'queued' | 'sending' | 'sent';
  /** 1 when its START is part of its insertion, else 0. */
  attempt: number;
  readonly wamid: string | null;
  idempotency_key: string | null;
  readonly reply_to: string | null;
  readonly whatsapp_at: Date | null;
  readonly late: boolean;
  readonly created_at: Date;
}

/** What is particular to one message; the draft adds its numbers, ids and times. */
export type NewMessage = Pick<DraftMessage, 'direction' | 'author' | 'type' | 'text' | 'content' | 'reply_to'> &
  Partial<Pick<DraftMessage, 'agent_id' | 'chat_id' | 'wamid' | 'whatsapp_at' | 'late' | 'said'>> & {
    /** It is with the channel already: nothing is left to send. */
    readonly isSettled?: boolean;
  };

/** One line of the notice ledger: what the robot said in a chat, once per kind and detail. */
export interface DraftNotice {
  readonly chat_id: string;
  readonly kind: string;
  readonly detail: string;
  readonly message_id: string;
  readonly at: Date;
}

/** @param notice `kind` or `kind:detail` */
export function draftNotice(chatId: string, notice: string, message: DraftMessage): DraftNotice {
  const colon = notice.indexOf(':');
  const [kind, detail] = colon < 0 ? [notice, ''] : [notice.slice(0, colon), notice.slice(colon + 1)];
  return { chat_id: chatId, kind, detail, message_id: message.id, at: message.created_at };
}

/**
 * A message as it will stand in its lane.
 * @param numbers the lane's next ones; of `outSeq` a message that is not to be sent takes none
 */
export function draftMessage(
  { isSettled, ...message }: NewMessage,
  lane: Pick<LaneRow, 'id' | 'channel_id' | 'now'>,
  numbers: { readonly seq: number; readonly outSeq: number },
): DraftMessage {
  const isOutbound = message.direction === 'outbound';
  const isToSend = isOutbound && isSettled !== true;
  return {
    agent_id: null,
    chat_id: null,
    wamid: null,
    whatsapp_at: null,
    late: false,
    said: null,
    ...message,
    id: uuidV7(lane.now.getTime()),
    conversation_id: lane.id,
    channel_id: lane.channel_id,
    seq: numbers.seq,
    out_seq: isToSend ? numbers.outSeq : null,
    status: isToSend ? 'queued' : isOutbound ? 'sent' : 'received',
    attempt: 0,
    idempotency_key: null,
    created_at: lane.now,
  };
}
