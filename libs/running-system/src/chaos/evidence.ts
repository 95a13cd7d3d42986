import type { EmptyDatabase } from '../database.js';
import type { RecordedMessage } from '../phone.js';
import { messageIdOf } from '../simulator-process.js';
import type { ReplicaSet } from '../replica-set.js';

/** A message as the product keeps it. */
export interface KeptMessage {
  readonly id: string;
  readonly conversation_id: string;
  readonly phone: string;
  readonly seq: number;
  readonly author: 'contact' | 'bot' | 'agent' | 'system';
  readonly status: string;
  readonly text: string | null;
  readonly wamid: string | null;
  readonly key: string | null;
  readonly chat_id: string | null;
  readonly error_code: string | null;
  readonly chat_ended_by: string | null;
}

/** A message as WhatsApp accepted it, in that order. */
export interface TakenMessage {
  readonly messageId: string | null;
  readonly phone: string;
  readonly text: string | null;
  /** How far it really got. */
  readonly status: string;
}

/** Both sides at rest, to be compared. */
export interface Evidence {
  readonly kept: readonly KeptMessage[];
  readonly taken: readonly TakenMessage[];
}

export async function gatherEvidence(set: ReplicaSet): Promise<Evidence> {
  const kept = await set.database.query<KeptMessage>(
    `select m.id, m.conversation_id, k.phone, m.seq::int as seq, m.author, m.status, m.text, m.wamid, m.idempotency_key as key, m.chat_id,
            m.error_code, t.ended_by as chat_ended_by
       from message m
       join conversation c on c.id = m.conversation_id
       join contact k on k.id = c.contact_id
       left join chat t on t.id = m.chat_id
      order by m.conversation_id, m.seq`,
  );
  const { items } = await set.control<{ items: RecordedMessage[] }>('GET', '/control/messages');
  const taken = items
    .filter(({ direction }) => direction === 'outbound')
    .map((record) => ({ messageId: messageIdOf(record), phone: record.phone, text: record.text, status: record.status }));
  return { kept, taken };
}

/** What is still under way, in words; empty when the product is at rest. */
export async function whatIsUnderWay(database: EmptyDatabase): Promise<string[]> {
  const rows = await database.query<{ what: string; count: number }>(
    `select 'messages ' || status as what, count(*)::int as count from message where status in ('queued', 'sending') group by status
     union all select 'stored items not applied', count(*)::int from inbox where state = 'pending' having count(*) > 0
     union all select 'ends that can be undone', count(*)::int from conversation where undo_until is not null having count(*) > 0`,
  );
  return rows.map(({ what, count }) => `${count} ${what}`);
}

/** Messages whose last news from WhatsApp has not reached the thread yet. Reports may still be on their way. */
export function whatIsUnreported({ kept, taken }: Evidence): string[] {
  const statusOf = new Map(kept.map(({ id, status }) => [id, status]));
  return taken.flatMap(({ messageId, status }) => {
    const shown = messageId === null ? undefined : statusOf.get(messageId);
    return shown === status ? [] : [`message ${messageId} is ${status} at WhatsApp and shown ${shown}`];
  });
}
