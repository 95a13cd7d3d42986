import type { Database } from '@parley/platform';
import { CLOSING } from './history.js';

/** What must not be there once everything has come to rest: each query returns the offenders. */
const AT_REST: readonly (readonly [string, string])[] = [
  ['INV-01 an item not applied', "select id from inbox where kind = 'message' and state <> 'done'"],
  [
    'INV-01 not one message for each item',
    "select count(*) from message where direction = 'inbound' and type <> 'note' having count(*) <> cardinality($1::text[])",
  ],
  [
    'INV-03 acknowledged and not stored',
    "select w from unnest($1::text[]) w where not exists (select from message m where m.wamid = w and m.direction = 'inbound')",
  ],
  [
    'INV-02 in_seq with a gap',
    `select conversation_id from inbox where kind = 'message' group by conversation_id
     having min(in_seq) <> 1 or max(in_seq) <> count(*) or count(distinct in_seq) <> count(*)`,
  ],
  ['a note that could leave', "select id from message where type = 'note' and (status <> 'received' or direction <> 'inbound')"],
  [
    'a notice said twice in a chat',
    `select chat_id, said from message where said in ('queue.long', 'agent.greeting', 'handover.start', 'handover.start.nowait')
      group by chat_id, said having count(*) > 1`,
  ],
  ['INV-02 seq with a gap', 'select conversation_id from message group by conversation_id having min(seq) <> 1 or max(seq) <> count(*)'],
  ['INV-06 a message nobody settles', "select id from message where status in ('queued', 'sending')"],
  ['INV-06 a row left in line', 'select message_id from outbox'],
  ['INV-09 an id twice', 'select wamid from message where wamid is not null group by wamid having count(*) > 1'],
  ['INV-11 two open chats', "select conversation_id from chat where status <> 'ended' group by conversation_id having count(*) > 1"],
  [
    'INV-11 a conversation that says otherwise than its chat',
    `select c.id from conversation c left join chat t on t.conversation_id = c.id and t.status <> 'ended'
      where c.chat_id is distinct from t.id or c.chat_status is distinct from t.status or c.chat_agent_id is distinct from t.agent_id
         or (c.state = 'CHAT_SUPPORT_ACTIVE') <> (t.id is not null)`,
  ],
  [
    'INV-13 not one closing message',
    `select t.id from chat t where t.status = 'ended'
        and (select count(*) from message m where m.chat_id = t.id and m.author <> 'agent' and exists (
               select from unnest($2::text[]) words where starts_with(m.text, words))) not in (1, $3::int)`,
  ],
];

/**
 * @param acknowledged ids of customer messages that were answered 200
 * @param isWindowClosed in this run some chats may have ended outside the window, where nothing may be said
 */
export async function breachesAtRest(database: Database, acknowledged: readonly string[], isWindowClosed: boolean): Promise<string[]> {
  const values = [acknowledged, CLOSING, isWindowClosed ? 0 : 1];
  const found: string[] = [];
  for (const [name, query] of AT_REST) {
    const count = Math.max(0, ...[...query.matchAll(/\$(\d)/g)].map(([, number]) => Number(number)));
    // PostgreSQL wants a type for every parameter: those a query does not name are named here.
    const all = `with unused as (select $1::text[], $2::text[], $3::int) ${query}`;
    const offenders = await database.query(count === 0 ? query : all, count === 0 ? [] : values);
    if (offenders.length > 0) found.push(`${name}: ${JSON.stringify(offenders)}`);
  }
  return found;
}

/** Everything people see, without ids and times: two histories that come to the same have the same picture. */
export async function picture(database: Database): Promise<unknown> {
  return {
    conversations: await database.query(
      `select a.value as phone, c.state, c.chat_status, g.name as agent, c.next_seq, c.next_in_seq, c.next_out_seq, c.version, c.unread_count, c.ended_chats
         from conversation c join contact_alias a on a.contact_id = c.contact_id and a.kind = 'phone' left join agent g on g.id = c.chat_agent_id order by 1`,
    ),
    chats: await database.query(
      `select a.value as phone, t.status, t.origin, t.ended_by, g.name as agent
         from chat t join conversation c on c.id = t.conversation_id join contact_alias a on a.contact_id = c.contact_id and a.kind = 'phone'
         left join agent g on g.id = t.agent_id order by 1, t.number`,
    ),
    messages: await database.query(
      `select a.value as phone, m.seq, m.direction, m.author, m.type, m.text, m.content, m.status, m.error_code, m.attempt
         from message m join conversation c on c.id = m.conversation_id join contact_alias a on a.contact_id = c.contact_id and a.kind = 'phone'
        order by 1, m.seq`,
    ),
  };
}
