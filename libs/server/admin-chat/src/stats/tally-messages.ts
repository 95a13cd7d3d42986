import { Inject, Injectable } from '@nestjs/common';
import { Database, type Transaction } from '@parley/platform';
import {
  findQuartersDue,
  firstMessageId,
  lockTally,
  QUARTER_MS,
  readTallyState,
  tallyQuarters,
  type TallyState,
} from './tally.statements.js';

const DAY_MS = 24 * 60 * 60_000;
/**
 * A quarter is counted first when it has been over for so long: a message's time is read when its lane is locked, and no transaction of ours
 * outlives half a minute. What should come later still is found when it is counted again.
 */
const SETTLED_AFTER_MS = 2 * 60_000;

/** Counts what was sent, quarter by quarter of an hour: what is new, what is due again, and what lies further back. */
@Injectable()
export class TallyMessages {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** One step: at most a day's messages. @returns whether there is more to do at once */
  execute(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const [lock] = await tx.run(lockTally);
      const [state] = lock?.locked === true ? await tx.run(readTallyState) : [];
      if (!state) return false;
      return (await countNew(tx, state)) || (await countAgain(tx)) || (await countBack(tx, state));
    });
  }
}

/** What has been over for long enough, from where the last count ended; the very first begins with the newest quarter. */
async function countNew(tx: Transaction, { now, counted_to: countedTo }: TallyState): Promise<boolean> {
  const settled = quarterOf(now.getTime() - SETTLED_AFTER_MS);
  const from = countedTo?.getTime() ?? settled - QUARTER_MS;
  if (from >= settled) return false;
  const to = Math.min(settled, from + DAY_MS);
  await tally(tx, from, to);
  return true;
}

async function countAgain(tx: Transaction): Promise<boolean> {
  const due = await tx.run(findQuartersDue);
  for (const { quarter } of due) await tally(tx, quarter.getTime(), quarter.getTime() + QUARTER_MS);
  return due.length > 0;
}

/** A day further back, until the first message there is: on a database that is older than its statistics. */
async function countBack(tx: Transaction, { counted_from: countedFrom, first_message_id: firstId }: TallyState): Promise<boolean> {
  const first = firstId === null ? null : quarterOf(timeOf(firstId));
  if (first === null || countedFrom === null || countedFrom.getTime() <= first) return false;
  const to = countedFrom.getTime();
  await tally(tx, Math.max(first, to - DAY_MS), to);
  return true;
}

async function tally(tx: Transaction, from: number, to: number): Promise<void> {
  const [start, end] = [new Date(from), new Date(to)];
  await tx.run(tallyQuarters, [start, end, firstMessageId(start), firstMessageId(end)]);
}

function quarterOf(ms: number): number {
  return Math.floor(ms / QUARTER_MS) * QUARTER_MS;
}

/** When a message with this id was made. */
export function timeOf(id: string): number {
  return parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
