import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '@parley/platform';
import type { LiveEventType } from '@parley/vocabulary';

export interface NumberedEvent {
  readonly number: number;
  readonly type: LiveEventType;
  readonly conversationId: string;
  readonly messageId: string | null;
}

const lastNumber = statement<{ last_number: string }>('events-last-number', 'select last_number from event_counter');
const firstKept = statement<{ number: string | null }>(
  'events-first-kept',
  'select min(number) as number from event where number is not null',
);
const readAfter = statement<{ number: string; type: LiveEventType; conversation_id: string; message_id: string | null }>(
  'events-read-after',
  'select number, type, conversation_id, message_id from event where number > $1::bigint order by number limit $2',
);

/** The numbered events, as they lie in the table. */
@Injectable()
export class EventLog {
  constructor(@Inject(Database) private readonly database: Database) {}

  async lastNumber(): Promise<number> {
    return Number((await this.database.run(lastNumber))[0]?.last_number ?? 0);
  }

  /** Null when none is kept. */
  async firstKept(): Promise<number | null> {
    const number = (await this.database.run(firstKept))[0]?.number ?? null;
    return number === null ? null : Number(number);
  }

  async after(number: number, limit: number): Promise<NumberedEvent[]> {
    const rows = await this.database.run(readAfter, [number, limit]);
    return rows.map((row) => ({
      number: Number(row.number),
      type: row.type,
      conversationId: row.conversation_id,
      messageId: row.message_id,
    }));
  }
}
