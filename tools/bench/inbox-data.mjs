/** Rows written a statement: seconds each, so that progress is seen. */
const LOT = 50_000;
const PER_CONVERSATION = 10;
const LONG_THREAD = 45_000;

/**
 * A full installation, made with SQL: conversations with ten messages each in the order in which messages arrive (a thread's rows lie
 * scattered, as in life), a thousandth with an open chat, half of those waiting, and one thread of 45,000. Indexes that are not unique are
 * made afterwards: entry by entry they would take most of the time.
 */
export async function fillInbox(lab, { count, email, say }) {
  const indexes = await lab.query(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i where i.indrelid in ('contact'::regclass, 'contact_alias'::regclass, 'conversation'::regclass) and not i.indisunique`,
  );
  for (const { name } of indexes) await lab.query(`drop index ${name}`);
  const [{ id: agentId }] = await lab.query('select id from agent where email = $1', [email]);
  for (let from = 0; from < count; from += LOT) await lab.query(PEOPLE, [from, Math.min(count, from + LOT) - 1]);
  say(`${count} conversations are there`);
  for (let round = 0; round < PER_CONVERSATION; round += 1) {
    for (let from = 0; from < count; from += LOT) await lab.query(MESSAGES, [from, Math.min(count, from + LOT) - 1, round, count]);
    say(`${(round + 1) * count} messages are there`);
  }
  const [{ id: longThread }] = await lab.query(`select ${idOf('2', '7')} as id`);
  for (let from = PER_CONVERSATION; from < LONG_THREAD; from += LOT) {
    await lab.query(MORE, [longThread, from + 1, Math.min(LONG_THREAD, from + LOT), count * PER_CONVERSATION]);
  }
  await lab.query(CHATS, [Math.max(1, Math.floor(count / 1_000)), agentId]);
  for (const { definition } of indexes) await lab.query(definition);
  say('indexes are made; collecting statistics …');
  for (const table of ['contact', 'conversation', 'message', 'chat']) await lab.query(`vacuum analyze ${table}`);
  await lab.query('create extension if not exists pg_stat_statements');
  return { agentId, longThread };
}

/** A UUID of version 7's shape from a kind and a number, so that ids follow the order of insertion as real ones do. */
function idOf(kind, number) {
  return `(lpad(to_hex((${number})::bigint), 12, '0') || '700${kind}8000' || lpad('0', 12, '0'))::uuid`;
}

const PEOPLE = `
  with made as (
    insert into contact (id, channel_id, name, phone)
    select ${idOf('1', 'n')}, (select id from channel limit 1), 'Customer ' || n, '+' || (999700000000 + n) from generate_series($1::int, $2::int) n
  )
  insert into conversation (id, channel_id, contact_id, state, next_seq, last_message_preview, last_message_author, last_message_status,
                            last_message_at, last_activity_at, ended_chats, service_window_expires_at)
  select ${idOf('2', 'n')}, (select id from channel limit 1), ${idOf('1', 'n')}, 'MAIN_MENU', ${PER_CONVERSATION + 1},
         'What can we do for you?', 'bot', 'read', t.at, t.at, n % 3, t.at + interval '1 day'
    from generate_series($1::int, $2::int) n, lateral (select now() - n * interval '30 seconds' as at) t`;

const MESSAGES = `
  insert into message (id, conversation_id, seq, direction, author, type, text, status, attempt, created_at)
  select ${idOf('3', '$3::bigint * $4::int + n')}, ${idOf('2', 'n')}, $3::int + 1, case when $3::int % 2 = 0 then 'inbound' else 'outbound' end,
         case when $3::int % 2 = 0 then 'contact' else 'bot' end, 'text', repeat('Where is my order? ', 1 + n % 4),
         case when $3::int % 2 = 0 then 'received' else 'read' end, $3::int % 2, now() - interval '1 day' + $3::int * interval '1 minute'
    from generate_series($1::int, $2::int) n`;

const MORE = `
  insert into message (id, conversation_id, seq, direction, author, type, text, status, attempt)
  select ${idOf('3', '$4::bigint + n')}, $1::uuid, n, 'inbound', 'contact', 'text', 'And one more thing about order ' || n, 'received', 0
    from generate_series($2::int, $3::int) n`;

const CHATS = `
  with opened as (
    insert into chat (id, conversation_id, status, origin, agent_id, accepted_at)
    select ${idOf('4', 'n')}, ${idOf('2', 'n')}, case when n % 2 = 0 then 'waiting' else 'active' end, 'menu',
           case when n % 2 = 0 then null else $2::uuid end, case when n % 2 = 0 then null else now() end
      from generate_series(0, $1::int - 1) n
    returning id, conversation_id, status, started_at, waiting_since, agent_id
  )
  update conversation c
     set state = 'CHAT_SUPPORT_ACTIVE', chat_id = o.id, chat_status = o.status, chat_started_at = o.started_at,
         chat_waiting_since = o.waiting_since, chat_agent_id = o.agent_id
    from opened o where c.id = o.conversation_id`;
