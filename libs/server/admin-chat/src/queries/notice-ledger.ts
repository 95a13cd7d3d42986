import { Inject, Injectable } from '@nestjs/common';
import { shownStatus, UNSAID_BECAUSE, type DeliveryStatus, type UnsaidBecause } from '@parley/conversation';
import { Database, statement } from '@parley/platform';
import type { NoticePageDto } from '../http/notices/notices.dto.js';
import { CURSOR_NUMBER, decodeCursor, encodeCursor } from './cursor.js';
import { explainNotice, explainUnsaid } from './explain-notice.js';

interface NoticeRow {
  id: string;
  seq: string;
  chat_id: string | null;
  said: string | null;
  text: string | null;
  status: DeliveryStatus;
  created_at: Date;
  ledger: string | null;
}

/** One walk down `message_thread_uq`; the ledger of a chat is a handful of rows. `$2` = below this number. */
const botMessages = statement<NoticeRow>(
  'admin-list-notices',
  `select m.id, m.seq, m.chat_id, m.said, m.text, m.status, m.created_at,
          (select case when n.detail = '' then n.kind else n.kind || ':' || n.detail end
             from notice n where n.chat_id = m.chat_id and n.message_id = m.id order by n.kind limit 1) as ledger
     from message m
    where m.conversation_id = $1 and m.seq < $2::bigint and m.author = 'bot'
    order by m.seq desc limit $3`,
);

/** At most a handful of texts a chat, and as many as a screen shows. */
const leftUnsaid = statement<{ chat_id: string; said: string; why: UnsaidBecause; at: Date }>(
  'admin-list-unsaid',
  `select u.chat_id, u.said, u.why, u.at from chat h join notice_unsaid u on u.chat_id = h.id
    where h.conversation_id = $1 and u.why = any($2::text[]) order by u.at desc, u.chat_id, u.said limit 50`,
);

/** Above every number a thread can reach. */
const END = '9007199254740991';

/** What the robot said in a conversation, and why. */
@Injectable()
export class NoticeLedger {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Newest first. @throws Refusal VALIDATION_FAILED for a cursor that is not of this list */
  async page(conversationId: string, limit: number, before: string | null): Promise<NoticePageDto> {
    const [below] = before === null ? [END] : decodeCursor(before, 'before', [CURSOR_NUMBER]);
    const [rows, unsaid] = await Promise.all([
      this.database.run(botMessages, [conversationId, below, limit + 1]),
      before === null ? this.database.run(leftUnsaid, [conversationId, UNSAID_BECAUSE]) : [],
    ]);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => ({
        messageId: row.id,
        chatId: row.chat_id,
        at: row.created_at.toISOString(),
        key: row.said,
        text: row.text,
        status: shownStatus(row.status),
        onceFor: row.ledger,
        why: explainNotice(row.said),
      })),
      unsaid: unsaid.map(({ chat_id: chatId, said, why, at }) => ({
        chatId,
        at: at.toISOString(),
        key: said,
        because: why,
        why: explainUnsaid(why),
      })),
      nextCursor: rows.length > limit && last ? encodeCursor([last.seq]) : null,
    };
  }
}
