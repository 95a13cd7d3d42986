import { isFlood, paceAfter, type Pace } from '../domain/flood.js';
import type { TextKey } from '../domain/texts.js';
import type { LaneRow } from '../persistence/lane.statements.js';

/** For how long agents see that a customer has written too much at once: longer than it lasts, so that it is seen at all. */
const FLAGGED_MS = 10 * 60_000;

/** How fast one customer writes. */
export class DraftPace {
  current: Pace | undefined;
  floodingUntil: Date | null;

  /** @param perMinute more messages than that are a flood; 0: nothing is */
  constructor(
    private readonly row: LaneRow,
    private readonly perMinute: number,
  ) {
    this.current = row.pace ?? undefined;
    this.floodingUntil = row.flooding_until;
  }

  /** @returns whether this message is one too many, and `begins` until they have been told so in this minute; undefined: it is not */
  take(writtenAt: Date): 'begins' | 'goes-on' | undefined {
    this.current = paceAfter(this.current, writtenAt);
    if (!isFlood(this.current, this.perMinute)) return undefined;
    this.floodingUntil = new Date(this.row.now.getTime() + FLAGGED_MS);
    return this.current.isTold ? 'goes-on' : 'begins';
  }

  /** The first message too many may be one that gets no answer anyhow (a sticker, a second photo): then the next one is told. */
  noteAnswer(replies: readonly { readonly said: TextKey | null }[]): void {
    if (this.current && replies.some(({ said }) => said === 'flood.slow')) this.current = { ...this.current, isTold: true };
  }
}
