import { Inject, Injectable } from '@nestjs/common';
import { SEND_AGAIN_AFTER_S, sendAgainFrom, shownStatus, type DeliveryStatus } from '@parley/conversation';
import { Database, statement } from '@parley/platform';
import type { MessageAuthor, MessageDirection, MessageType } from '@parley/vocabulary';
import type { MessageDto, MessagePageDto } from '../http/message.dto.js';
import { CURSOR_NUMBER, decodeCursor, encodeCursor } from './cursor.js';
import { presentContent, presentFacts, type StoredContent } from './message-facts.js';

interface MessageRow {
  id: string;
  conversation_id: string;
  seq: string;
  chat_id: string | null;
  chat_number: string | null;
  direction: MessageDirection;
  author: MessageAuthor;
  agent_id: string | null;
  agent_name: string | null;
  type: MessageType;
  text: string | null;
  content: StoredContent | null;
  status: DeliveryStatus;
  error_code: string | null;
  error_title: string | null;
  reply_to: string | null;
  retry_of: string | null;
  superseded_by: string | null;
  send_again_at: Date | null;
  duplicate_confirmed_at: Date | null;
  likely_not_sent: boolean | null;
  failed_at: Date | null;
  whatsapp_at: Date | null;
  late: boolean;
  created_at: Date;
  sent_at: Date | null;
  delivered_at: Date | null;
  read_at: Date | null;
}

/**
 * Of an unknown message: whether WhatsApp has reported on one that was made after its START, from the same number. Then reports come
 * through, and this one would have had its own by now. Ids are ordered by time (version 7), so the walk begins at the START; two hundred
 * messages say it or nobody does. Nothing of it is done for a message that is not unknown.
 */
const LIKELY_NOT_SENT = `case when m.status = 'unknown' and m.send_again_at <= statement_timestamp() then exists (
    select 1 from (
      select x.conversation_id, x.direction, x.status from message x
       where x.id > (lpad(to_hex((extract(epoch from m.send_again_at - interval '${SEND_AGAIN_AFTER_S} seconds') * 1000)::bigint), 12, '0')
                     || '70008000000000000000')::uuid
       order by x.id limit 200) x
     join conversation other on other.id = x.conversation_id
    where x.direction = 'outbound' and x.status in ('delivered', 'read', 'failed')
      and other.channel_id = (select own.channel_id from conversation own where own.id = m.conversation_id)) end`;

const COLUMNS = `m.id, m.conversation_id, m.seq, m.chat_id, m.direction, m.author, m.agent_id, m.type, m.text, m.content, m.status,
  m.error_code, m.error_title, m.reply_to, m.retry_of, m.superseded_by, m.send_again_at, m.duplicate_confirmed_at, m.whatsapp_at, m.late,
  m.created_at, m.sent_at, m.delivered_at, m.read_at, m.failed_at, ${LIKELY_NOT_SENT} as likely_not_sent`;

/**
 * One walk down `message_thread_uq`; chats and agents are looked up once each, not once a message (50 look-ups would cost more than
 * the page), and by their keys (`limit 1` keeps the planner from hashing the whole table). `$2` = below this number.
 */
export const threadStatement = statement<MessageRow>(
  'admin-list-messages',
  `with page as materialized (
     select ${COLUMNS} from message m where m.conversation_id = $1 and m.seq < $2::bigint order by m.seq desc limit $3),
   chats as materialized (
     select found.id, found.number from (select distinct chat_id from page where chat_id is not null) p
     cross join lateral (select id, number from chat where chat.id = p.chat_id limit 1) found),
   agents as materialized (
     select found.id, found.name from (select distinct agent_id from page where agent_id is not null) p
     cross join lateral (select id, name from agent where agent.id = p.agent_id limit 1) found)
   select m.*, chats.number as chat_number, agents.name as agent_name
   from page m left join chats on chats.id = m.chat_id left join agents on agents.id = m.agent_id
   order by m.seq`,
);

const oneMessage = statement<MessageRow>(
  'admin-get-message',
  `select ${COLUMNS}, (select number from chat where chat.id = m.chat_id) as chat_number,
     (select name from agent where agent.id = m.agent_id) as agent_name
   from message m where m.id = $1 and m.conversation_id = $2`,
);

/** Above every number a thread can reach. */
const END = '9007199254740991';

/** The thread as agents read it. */
@Injectable()
export class MessageThread {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The newest `limit` messages before the cursor (or the end), oldest first. */
  async page(conversationId: string, limit: number, before: string | null): Promise<MessagePageDto> {
    const [below] = before === null ? [END] : decodeCursor(before, 'before', [CURSOR_NUMBER]);
    const rows = await this.database.run(threadStatement, [conversationId, below, limit]);
    const oldest = rows[0];
    // Numbers start at 1 and have no gaps, so the number itself says whether something came earlier.
    const nextCursor = oldest && Number(oldest.seq) > 1 ? encodeCursor([oldest.seq]) : null;
    return { items: rows.map(presentMessage), nextCursor };
  }

  async find(conversationId: string, messageId: string): Promise<MessageDto | null> {
    const [row] = await this.database.run(oneMessage, [messageId, conversationId]);
    return row ? presentMessage(row) : null;
  }
}

function presentMessage(row: MessageRow): MessageDto {
  const sentAt = (row.direction === 'inbound' ? row.whatsapp_at : (row.sent_at ?? row.whatsapp_at)) ?? row.created_at;
  const failed = row.error_code !== null || row.error_title !== null;
  return {
    id: row.id,
    conversationId: row.conversation_id,
    chatId: row.chat_id,
    chatNumber: row.chat_number === null ? null : Number(row.chat_number),
    seq: Number(row.seq),
    direction: row.direction,
    author: row.author,
    agent: row.agent_id === null ? null : { id: row.agent_id, name: row.agent_name ?? '' },
    type: row.type,
    text: row.text,
    content: presentContent(row.content),
    status: shownStatus(row.status),
    error: failed ? { code: row.error_code ?? 'unknown', title: row.error_title ?? 'The message failed' } : null,
    replyTo: row.reply_to,
    retryOf: row.retry_of,
    supersededBy: row.superseded_by,
    sendAgainAt: sendAgainAt(row),
    likelyNotSent: row.likely_not_sent ?? false,
    duplicateConfirmedAt: row.duplicate_confirmed_at?.toISOString() ?? null,
    late: row.late,
    sentAt: sentAt.toISOString(),
    createdAt: row.created_at.toISOString(),
    deliveredAt: row.delivered_at?.toISOString() ?? null,
    readAt: row.read_at?.toISOString() ?? null,
    ...presentFacts(row),
  };
}

function sendAgainAt(row: MessageRow): string | null {
  const { status, chat_id: chatId, error_code: errorCode, superseded_by: supersededBy } = row;
  const from = sendAgainFrom({ status, chatId, errorCode, supersededBy, sendAgainAt: row.send_again_at, failedAt: row.failed_at });
  return from?.toISOString() ?? null;
}
