import { statement, type Transaction } from '@parley/platform';
import type { DeliveryStatus } from '../domain/delivery-status.js';
import { tellUpdated } from '../persistence/event.statements.js';

interface CopyRow {
  /** The message the walk began at. */
  readonly root: string;
  readonly id: string;
  readonly status: DeliveryStatus;
  readonly duplicate_confirmed_at: Date | null;
}

/** A message, what it was sent again for, and what was sent again for it, as far as that goes in both directions. */
const findCopies = statement<CopyRow>(
  'conversation-find-copies',
  `with recursive copy as (
     select id as root, id, retry_of, superseded_by, status, duplicate_confirmed_at from message where id = any($1::uuid[])
     union
     select c.root, m.id, m.retry_of, m.superseded_by, m.status, m.duplicate_confirmed_at
       from copy c join message m on m.id = c.retry_of or m.id = c.superseded_by
   )
   select root, id, status, duplicate_confirmed_at from copy order by root, id`,
);

const markDuplicates = statement(
  'conversation-mark-duplicates',
  `with marked as (
     update message set duplicate_confirmed_at = statement_timestamp() where id = any($1::uuid[]) and duplicate_confirmed_at is null
     returning id, conversation_id
   )
   ${tellUpdated('marked')}`,
);

/** What WhatsApp has and has not taken back by a failure. */
const HAS_IT: readonly DeliveryStatus[] = ['sent', 'delivered', 'read'];

/**
 * Writes down that a customer has something twice, once for each copy too many.
 * @param twice messages that WhatsApp has taken twice under two ids of its own
 * @param reported messages that were sent again, or are what was sent again, and have just been reported on
 * @returns how many copies too many became known; the caller holds the lanes locked and has written the reports
 */
export async function confirmDuplicates(tx: Transaction, twice: ReadonlySet<string>, reported: ReadonlySet<string>): Promise<number> {
  const marked = new Set(twice);
  let duplicates = twice.size;
  const copies = reported.size === 0 ? [] : await tx.run(findCopies, [[...reported]]);
  for (const root of new Set(copies.map((copy) => copy.root))) {
    const taken = copies.filter((copy) => copy.root === root && HAS_IT.includes(copy.status));
    const fresh = taken.filter((copy) => copy.duplicate_confirmed_at === null && !marked.has(copy.id));
    if (taken.length < 2 || fresh.length === 0) continue;
    // The first of them is no copy too many; when some were known before, it was among those.
    duplicates += fresh.length - (fresh.length === taken.length ? 1 : 0);
    for (const copy of fresh) marked.add(copy.id);
  }
  if (marked.size > 0) await tx.run(markDuplicates, [[...marked]]);
  return duplicates;
}
