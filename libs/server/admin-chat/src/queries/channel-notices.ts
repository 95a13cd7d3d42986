import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '@parley/platform';
import type { ChannelNoticePageDto } from '../http/channel.dto.js';
import { CURSOR_NUMBER, decodeCursor, encodeCursor } from './cursor.js';

interface NoticeRow {
  readonly id: string;
  readonly field: string;
  readonly event: string | null;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly title: string;
  readonly detail: Record<string, unknown>;
  readonly happened_at: Date;
  readonly received_at: Date;
}

const listNotices = statement<NoticeRow>(
  'admin-list-channel-notices',
  `select id::text as id, field, event, severity, title, detail, happened_at, received_at
     from channel_notice where id < $1::bigint order by id desc limit $2`,
);

/** Above every number there will be. */
const END = '9007199254740991';

/** What WhatsApp has said about the number, the account and its templates. */
@Injectable()
export class ChannelNotices {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Newest first. */
  async page(limit: number, cursor: string | null): Promise<ChannelNoticePageDto> {
    const [below] = cursor === null ? [END] : decodeCursor(cursor, 'cursor', [CURSOR_NUMBER]);
    const rows = await this.database.run(listNotices, [below, limit + 1]);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(({ id, field, event, severity, title, detail, happened_at, received_at }) => ({
        id,
        field,
        event,
        severity,
        title,
        detail,
        happenedAt: happened_at.toISOString(),
        receivedAt: received_at.toISOString(),
      })),
      nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
    };
  }
}
