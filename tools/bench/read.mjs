import { Agent, get } from 'node:http';
import pg from 'pg';
import { signIn } from './agent.mjs';
import { percentiles, round } from './figures.mjs';
import { ADMIN } from './lab.mjs';
import { fillInbox } from './inbox-data.mjs';

/** How long each page is asked for. */
const MS = 1_500;
/** A page this deep: 200 pages of 25. */
const DEEP = 5_000;

/**
 * The inbox and a thread of a full installation: pages over HTTP against the same page as one good statement on one bare connection to the
 * same tables, in turns. And what the product's own statements touch, in buffers: the figure that no noise changes.
 * @param count conversations; ten messages each, and one thread of 45,000
 */
export async function run(lab, { runs, count = 1_000_000, say }) {
  const graph = await lab.startGraph();
  const server = await lab.startProduct(graph.url);
  const { agentId, longThread } = await fillInbox(lab, { count, email: ADMIN.email, say });
  const { cookie } = await signIn(server.url, ADMIN);
  const console_ = new Console(server.url, cookie);
  const bare = new pg.Client({ connectionString: lab.urlOf('product') });
  await bare.connect();
  const pages = await pagesOf(console_, agentId, longThread);
  const measured = [];
  for (let index = 1; index <= runs; index += 1) {
    const figures = {};
    for (const [name, page] of Object.entries(pages)) {
      const limit = await timed(() => bare.query({ name: `limit-${page.limit.name}`, text: page.limit.text, values: page.limit.values }));
      const product = await timed(() => console_.get(page.path));
      figures[name] = { limit, product };
      say(`run ${index}: ${name}: limit p50 ${limit.p50} ms, product p50 ${product.p50} p99 ${product.p99} ms`);
    }
    measured.push(figures);
  }
  const buffers = await buffersOf(lab, server, console_, pages);
  await bare.end();
  console_.close();
  await server.stop();
  await graph.stop();
  const p50s = (side) => Object.keys(pages).map((name) => middle(measured.map((figures) => figures[name][side].p50)));
  const [product, limit] = [middle(p50s('product')), middle(p50s('limit'))];
  return {
    ratio: round(product / limit),
    product,
    limit,
    unit: 'ms a page over HTTP, median of the pages',
    conversations: count,
    buffers,
    runs: measured,
  };
}

/** What is read, each with the one good statement that would do. */
async function pagesOf(console_, agentId, longThread) {
  const columns = 'c.id, c.state, c.chat_status, c.last_message_preview, c.last_activity_at, c.unread_count, k.name, k.phone';
  const list = (name, where, values = [], order = 'c.last_activity_at desc, c.id desc') => ({
    name,
    text: `select ${columns} from conversation c join contact k on k.id = c.contact_id where ${where} order by ${order} limit 25`,
    values,
  });
  const inbox = '/api/admin/conversations';
  const thread = `${inbox}/${longThread}/messages`;
  const deep = await console_.walk(inbox, 'cursor', DEEP);
  const deepThread = await console_.walk(thread, 'before', 20_000);
  const [{ lastActivityAt, id }] = deep.items;
  const messages = (where, values) => ({
    name: `thread-${values.length}`,
    text: `select * from message where conversation_id = $1 ${where} order by seq desc limit 50`,
    values,
  });
  return {
    all: { path: inbox, limit: list('all', 'true') },
    allDeep: {
      path: `${inbox}?cursor=${encodeURIComponent(deep.cursor)}`,
      limit: list('deep', '(c.last_activity_at, c.id) < ($1::timestamptz, $2::uuid)', [lastActivityAt ?? new Date().toISOString(), id]),
    },
    mine: { path: `${inbox}?view=mine`, limit: list('mine', "c.chat_status = 'active' and c.chat_agent_id = $1", [agentId]) },
    waiting: { path: `${inbox}?view=waiting`, limit: list('waiting', "c.chat_status = 'waiting'", [], 'c.chat_waiting_since, c.id') },
    closed: { path: `${inbox}?view=closed`, limit: list('closed', 'c.chat_status is null and c.ended_chats > 0') },
    thread: { path: thread, limit: messages('', [longThread]) },
    threadDeep: {
      path: `${thread}?before=${encodeURIComponent(deepThread.cursor)}`,
      limit: messages('and seq < $2', [longThread, 25_000]),
    },
  };
}

async function timed(ask) {
  const taken = [];
  for (const startedAt = performance.now(); taken.length < 20 || performance.now() - startedAt < MS;) {
    const at = performance.now();
    await ask();
    taken.push(performance.now() - at);
  }
  return percentiles(taken.slice(10));
}

/** By the database's own count, for each page: every statement the product ran for it. */
async function buffersOf(lab, server, console_, pages) {
  const found = {};
  for (const [name, { path }] of Object.entries(pages)) {
    await lab.query('select pg_stat_statements_reset()');
    const CALLS = 10;
    for (let call = 0; call < CALLS; call += 1) await console_.get(path);
    const rows = await lab.query(
      `select query, calls::int, (shared_blks_hit + shared_blks_read)::float8 / calls as buffers from pg_stat_statements
        where dbid = (select oid from pg_database where datname = current_database()) and calls between $1 and $1 + 2
          and query not like '%pg_stat_statements%' order by 3 desc`,
      [CALLS],
    );
    found[name] = Math.round(rows.reduce((sum, row) => sum + row.buffers, 0));
  }
  return found;
}

/** One agent's browser: one kept connection. */
class Console {
  constructor(url, cookie) {
    this.url = url;
    this.cookie = cookie;
    this.agent = new Agent({ keepAlive: true, maxSockets: 1 });
  }

  get(path) {
    return new Promise((resolve, reject) => {
      const call = get(this.url + path, { agent: this.agent, headers: { cookie: this.cookie } }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (chunk) => (body += chunk));
        response.once('end', () =>
          response.statusCode === 200 ? resolve(body) : reject(new Error(`GET ${path} was answered ${response.statusCode}`)),
        );
      });
      call.once('error', reject);
    });
  }

  /** Page by page, as somebody who scrolls. @returns the cursor at that depth, and the page before it */
  async walk(path, parameter, depth) {
    let cursor = null;
    let items = [];
    for (let seen = 0; seen < depth; seen += 100) {
      const query = new URLSearchParams({ limit: '100', ...(cursor === null ? {} : { [parameter]: cursor }) });
      const page = JSON.parse(await this.get(`${path}?${query}`));
      if (page.nextCursor === null) break;
      ({ nextCursor: cursor, items } = page);
    }
    return { cursor, items: items.slice(-1) };
  }

  close() {
    this.agent.destroy();
  }
}

function middle(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[sorted.length >> 1];
}
