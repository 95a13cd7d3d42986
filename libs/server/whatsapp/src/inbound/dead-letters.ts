import { Injectable } from '@nestjs/common';
import { Database, Wake } from '@parley/platform';
import {
  type DeadLetterRow,
  findDeadLetter,
  listDeadLetters,
  newestDeadLetter,
  replayDeadLetters,
} from '../persistence/dead-letter-statements.js';
import { maskItem, type MaskedJson } from './mask-item.js';
import { RawBodies } from './raw-bodies.js';
import { field, list } from './untrusted.js';
import { ECHOES } from './webhook-fields.js';

/** An item of the inbox that was given up. Says nothing of what was written, by whom, or under which id at WhatsApp. */
export interface DeadLetter {
  /** A whole number; grows with arrival. */
  readonly id: string;
  readonly kind: 'message' | 'status' | 'other';
  /** Class and place of the last failure, or why there was nothing to try. */
  readonly reason: string;
  readonly receivedAt: Date;
  /** Tries made since it arrived or was last replayed. */
  readonly attempts: number;
  readonly conversationId: string | null;
  /** Size of the delivery it came in; null when that is kept no longer. */
  readonly bytes: number | null;
}

export interface DeadLetterPage {
  readonly items: readonly DeadLetter[];
  /** Where the next page begins; null after the last. */
  readonly nextCursor: string | null;
}

export interface InspectedDeadLetter extends DeadLetter {
  /** What came, without its values; null when the delivery is kept no longer. */
  readonly content: MaskedJson;
}

export const DEAD_LETTER_ID = /^\d{1,18}$/;
const ABOVE_ALL = '9223372036854775807';

/** One transaction each: enough to be quick, few enough that it is over in milliseconds and a lane is never kept waiting. */
const REPLAYED_AT_ONCE = 500;

/** The shelf of what could not be applied in eight tries: looked at without seeing anybody's words, and put back into the line. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly database: Database,
    private readonly wake: Wake,
  ) {}

  /**
   * Newest first.
   * @param limit at least 1
   * @param cursor `nextCursor` of the page before, {@link DEAD_LETTER_ID}
   */
  async page(limit: number, cursor: string | null): Promise<DeadLetterPage> {
    const rows = await this.database.run(listDeadLetters, [cursor ?? ABOVE_ALL, limit + 1]);
    const items = rows.slice(0, limit).map(asDeadLetter);
    return { items, nextCursor: rows.length > limit ? (items[items.length - 1]?.id ?? null) : null };
  }

  /** Null when there is none by this id. */
  async inspect(id: string): Promise<InspectedDeadLetter | null> {
    if (!DEAD_LETTER_ID.test(id)) return null;
    const [row] = await this.database.run(findDeadLetter, [id]);
    if (!row) return null;
    const change = new RawBodies().changeOf(row);
    const value = field(change, 'value');
    const named = row.kind === 'status' ? 'statuses' : field(change, 'field') === ECHOES ? 'message_echoes' : 'messages';
    return { ...asDeadLetter(row), content: maskItem(row.kind === 'other' ? change : list(field(value, named))[row.item_no]) };
  }

  /**
   * Puts one back into its lane, where it is applied once, with the number the lane gives it then.
   * @returns whether it waits again: without its raw delivery it stays. Null when there is none by this id.
   */
  async replay(id: string): Promise<boolean | null> {
    if (!DEAD_LETTER_ID.test(id)) return null;
    const [item] = await this.database.run(replayDeadLetters, [String(BigInt(id) - 1n), id, 1]);
    if (item?.replayed) this.wake.wake('inbox');
    return item?.replayed ?? null;
  }

  /** All there are now, oldest first; one that fails again meanwhile is not taken twice. @returns how many wait again */
  async replayAll(): Promise<number> {
    const [newest] = await this.database.run(newestDeadLetter);
    if (!newest) return 0;
    let replayed = 0;
    let after = 0n;
    for (;;) {
      const items = await this.database.run(replayDeadLetters, [String(after), newest.id, REPLAYED_AT_ONCE]);
      if (items.length === 0) return replayed;
      const waiting = items.filter((item) => item.replayed).length;
      if (waiting > 0) this.wake.wake('inbox');
      replayed += waiting;
      for (const { id } of items) if (BigInt(id) > after) after = BigInt(id);
    }
  }
}

function asDeadLetter(row: DeadLetterRow): DeadLetter {
  return {
    id: row.id,
    kind: row.kind,
    reason: row.reason ?? 'unknown',
    receivedAt: row.received_at,
    attempts: row.attempts,
    conversationId: row.conversation_id,
    bytes: row.bytes,
  };
}
