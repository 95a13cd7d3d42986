import { statement, type Transaction } from '@parley/platform';
import type { Adoption, EarlyAmendment } from '../application/draft-early.js';
import { tellUpdated } from './event.statements.js';

/**
 * Edits, deletions and reactions in the threads ($1) that came before the messages ($2, by the channel's id) they are about. Among the last
 * lines of each: one walk down `message_thread_uq`, and only for a thread in which one waits.
 */
export const findEarlyAmendments = statement<EarlyAmendment & { conversation_id: string }>(
  'conversation-find-early-amendments',
  `select m.id, m.conversation_id, m.type, m.direction, m.text, m.content ->> 'awaits' as awaits, coalesce(m.whatsapp_at, m.created_at) as at
     from conversation c
     cross join lateral (select * from message where conversation_id = c.id order by seq desc limit 500) m
    where c.id = any($1::uuid[]) and m.type in ('edit', 'revoke', 'reaction') and m.content ->> 'awaits' = any($2::text[])
    order by m.conversation_id, m.seq`,
);

/** The new words of an edit stand on the message they belong to from now on, and go with it when that is taken back. */
const adopt = statement(
  'conversation-adopt-early-amendments',
  `with adopted as (
     update message m
        set reply_to = x.message_id, text = case when m.type = 'edit' then null else m.text end,
            content = nullif(m.content - 'awaits', '{}'::jsonb)
       from json_to_recordset($1::json) as x(id uuid, message_id uuid)
      where m.id = x.id
     returning m.id, m.conversation_id
   )
   ${tellUpdated('adopted')}`,
);

/** After the messages they have found are stored. */
export async function adoptAmendments(tx: Transaction, adoptions: readonly Adoption[]): Promise<void> {
  if (adoptions.length > 0) await tx.run(adopt, [JSON.stringify(adoptions)]);
}
