import { Inject, Injectable } from '@nestjs/common';
import type { StoredEvent } from '@parley/conversation';
import { Database, statement } from '@parley/platform';
import type { LiveEventType } from '@parley/vocabulary';

export interface NumberedEvent {
  readonly number: number;
  readonly type: LiveEventType;
  readonly conversationId: string;
  readonly messageId: string | null;
}

/** Read together; one row holds what a transaction had to tell, some hundred events at most. */
const ROWS = 100;

const lastNumber = statement<{ last_number: string }>('events-last-number', 'select last_number from event_counter');
const firstKept = statement<{ number: string }>(
  'events-first-kept',
  'select number - size + 1 as number from event where number is not null order by number limit 1',
);
const readAfter = statement<{ number: string; items: readonly StoredEvent[] }>(
  'events-read-after',
  // The release before wrote one event a row, in columns.
  `select number, coalesce(items, json_build_array(json_build_array(type, conversation_id, message_id))) as items
     from event where number > $1::bigint order by number limit ${ROWS}`,
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

  /** What follows, in order. @returns `isEnd`: there was nothing more when it was read */
  async after(number: number): Promise<{ readonly events: readonly NumberedEvent[]; readonly isEnd: boolean }> {
    const rows = await this.database.run(readAfter, [number]);
    const events = rows.flatMap((row) => {
      // A row bears the number of its last event.
      const first = Number(row.number) - row.items.length + 1;
      return row.items.map(([type, conversationId, messageId], index) => ({ number: first + index, type, conversationId, messageId }));
    });
    // A stream may stand in the middle of a row.
    return { events: events.filter((event) => event.number > number), isEnd: rows.length < ROWS };
  }
}
