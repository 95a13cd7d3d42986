import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '@parley/platform';
import type { ChannelStatusDto } from '../http/channel.dto.js';

interface PausedRow {
  readonly paused_at: Date;
  readonly pause_reason: string | null;
  readonly waiting: number;
}

/** The business number that has been paused longest; a handful of rows, and consoles ask every few seconds. */
const findPaused = statement<PausedRow>(
  'admin-find-paused-channel',
  `select k.paused_at, k.pause_reason,
          (select count(*)::int from (select 1 from outbox o where o.channel_id = k.id and o.state = 'queued' limit 1000) x) as waiting
     from channel k where k.paused_at is not null order by k.paused_at limit 1`,
);

/** Whether messages leave at all. */
@Injectable()
export class ChannelStatus {
  constructor(@Inject(Database) private readonly database: Database) {}

  async read(): Promise<ChannelStatusDto> {
    const [paused] = await this.database.run(findPaused);
    if (!paused) return { status: 'ok', reason: null, since: null, waiting: 0 };
    return { status: 'paused', reason: paused.pause_reason, since: paused.paused_at.toISOString(), waiting: paused.waiting };
  }
}
