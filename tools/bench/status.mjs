import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import pg from 'pg';
import { median, pause, round } from './figures.mjs';
import { APP_SECRET, PHONE_NUMBER_ID } from './lab.mjs';

const CONNECTIONS = 32;
/** Statuses a webhook carries: Meta gathers a few when much is going on. */
const PER_WEBHOOK = 9;
/** What the limit puts into one statement (reference: pgbench status32). */
const PER_STATEMENT = 32;
const NAMES = ['sent', 'delivered', 'read'];
const PATIENCE_MS = 120_000;

/**
 * Every message gets sent, delivered and read: from the first webhook until the last is applied. The limit is PostgreSQL alone,
 * updating as many rows by wamid, 32 a statement, one connection. @param count messages; three statuses each
 */
export async function run(lab, { runs, count = 10_000, say }) {
  const measured = [];
  for (let index = 1; index <= runs; index += 1) {
    const limit = await measureLimit(lab, count);
    const product = await measureProduct(lab, count);
    measured.push({ limit, product });
    say(`run ${index}: limit ${limit.perSecond}/s, product ${product.perSecond}/s, ratio ${round(product.perSecond / limit.perSecond)}`);
  }
  const [product, limit] = ['product', 'limit'].map((side) => median(measured.map((entry) => entry[side].perSecond)));
  return { ratio: round(product / limit, 3), product, limit, unit: 'statuses/s applied', runs: measured };
}

const wamidOf = (number) => `wamid.HBgMOTk5Nzk5STATUS${String(number).padStart(9, '0')}FQIAEhg`;

async function measureLimit(lab, count) {
  const client = new pg.Client({ connectionString: lab.urlOf('limit_db') });
  await client.connect();
  try {
    await client.query(`
      drop table if exists status_message;
      create table status_message (id bigint generated always as identity primary key, wamid text not null unique, status smallint not null default 0,
        body text) with (fillfactor = 90)`);
    await client.query(
      `insert into status_message (wamid, body)
       select 'wamid.HBgMOTk5Nzk5STATUS' || lpad(n::text, 9, '0') || 'FQIAEhg', repeat('x', 100) from generate_series(0, $1::int - 1) n`,
      [count],
    );
    await client.query('vacuum analyze status_message');
    const startedAt = performance.now();
    for (let rank = 1; rank <= NAMES.length; rank += 1) {
      for (let from = 0; from < count; from += PER_STATEMENT) {
        const wamids = Array.from({ length: Math.min(PER_STATEMENT, count - from) }, (_, index) => wamidOf(from + index));
        await client.query({
          name: 'status32',
          text: `update status_message m set status = greatest(m.status, $2::smallint) from unnest($1::text[]) as u(wamid) where m.wamid = u.wamid`,
          values: [wamids, rank],
        });
      }
    }
    return { perSecond: perSecond(count, startedAt) };
  } finally {
    await client.end();
  }
}

async function measureProduct(lab, count) {
  const graph = await lab.startGraph();
  const server = await lab.startProduct(graph.url);
  await seed(lab, count);
  const bodies = webhooks(count);
  const startedAt = performance.now();
  await post(server.webhook, bodies);
  const storedAfterMs = performance.now() - startedAt;
  const end = Date.now() + PATIENCE_MS;
  while ((await pending(lab)) > 0) {
    if (Date.now() > end) throw new Error('the statuses were not applied in time');
    await pause(20);
  }
  const result = { perSecond: perSecond(count, startedAt), storedAfterMs: Math.round(storedAfterMs) };
  const [done] = await lab.query("select count(*)::int as count from message where status = 'read'");
  if (done.count !== count) throw new Error(`${done.count} of ${count} messages were read`);
  const [hot] = await lab.query(
    "select n_tup_upd::float8 as updated, n_tup_hot_upd::float8 as hot from pg_stat_user_tables where relname = 'message'",
  );
  await server.stop();
  await graph.stop();
  return { ...result, hotShare: hot.updated > 0 ? round(hot.hot / hot.updated, 3) : null };
}

/** Ten messages a conversation, accepted a moment ago. */
async function seed(lab, count) {
  await lab.query(
    `with made as (
       insert into contact (channel_id, name, phone)
       select (select id from channel limit 1), 'Customer ' || n, '+' || (999700000000 + n) from generate_series(0, ($1::int - 1) / 10) n
       returning id, channel_id, phone
     ), talks as (
       insert into conversation (channel_id, contact_id) select channel_id, id from made returning id, contact_id
     )
     insert into message (id, conversation_id, seq, direction, author, type, text, status, wamid, attempt, sent_at)
     select gen_random_uuid(), t.id, s.seq, 'outbound', 'bot', 'text', 'Here is what we offer', 'sent',
            'wamid.HBgMOTk5Nzk5STATUS' || lpad((t.no * 10 + s.seq - 1)::text, 9, '0') || 'FQIAEhg', 1, now()
     from (select id, row_number() over () - 1 as no from talks) t, generate_series(1, 10) s(seq)
     where t.no * 10 + s.seq - 1 < $1::int`,
    [count],
  );
  await lab.query('analyze');
}

function webhooks(count) {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const statuses = [];
  for (let from = 0; from < count; from += PER_WEBHOOK) {
    for (const status of NAMES) {
      for (let number = from; number < Math.min(count, from + PER_WEBHOOK); number += 1) {
        statuses.push({ id: wamidOf(number), status, timestamp, recipient_id: String(999_700_000_000 + Math.floor(number / 10)) });
      }
    }
  }
  const bodies = [];
  for (let from = 0; from < statuses.length; from += PER_WEBHOOK) {
    const metadata = { display_phone_number: '442079460123', phone_number_id: PHONE_NUMBER_ID };
    const value = { messaging_product: 'whatsapp', metadata, statuses: statuses.slice(from, from + PER_WEBHOOK) };
    bodies.push(
      Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] })),
    );
  }
  return bodies.map((body) => ({ body, signature: `sha256=${createHmac('sha256', APP_SECRET).update(body).digest('hex')}` }));
}

async function post(url, bodies) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let next = 0;
  const one = async () => {
    while (next < bodies.length) {
      const { body, signature } = bodies[next++];
      const status = await new Promise((resolve, reject) => {
        const headers = { 'content-type': 'application/json', 'content-length': body.length, 'x-hub-signature-256': signature };
        const call = request(url, { method: 'POST', agent, headers }, (response) => {
          response.resume();
          response.once('end', () => resolve(response.statusCode));
        });
        call.once('error', reject);
        call.end(body);
      });
      if (status !== 200) throw new Error(`a webhook was answered ${status}`);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  agent.destroy();
}

async function pending(lab) {
  const [row] = await lab.query("select count(*)::int as count from inbox where state in ('pending', 'parked')");
  return row.count;
}

const perSecond = (count, startedAt) => Math.round((count * NAMES.length * 1000) / (performance.now() - startedAt));
