import type { LiveEventType } from '@parley/vocabulary';

/** One live event as it lies in `event.items`: what happened, where, and to which message. */
export type StoredEvent = readonly [type: LiveEventType, conversationId: string, messageId: string | null];

/**
 * SQL that tells of changed messages, all of them in one row of `event`: rows are what inserting and numbering cost.
 * @param changed a query's name with the columns `id` (the message) and `conversation_id`
 */
export function tellUpdated(changed: string): string {
  return `insert into event (size, items)
     select count(*), json_agg(json_build_array('message.updated', conversation_id, id) order by id) from ${changed} having count(*) > 0`;
}
