// The lean server: what Node and PostgreSQL can do at most for this job, with no framework. MODE:
//   batch    verify, parse, micro-batched group commit: one multi-row INSERT in flight a lane (LANES), then 200
//   loopjs   the full loop, micro-batched: accept (commit, 200), decide here, apply by compare-and-set, reply to Graph, store its id
import http from 'node:http';
import pg from 'pg';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { SECRET, PG, GRAPH, PHONE_ID } from './lib/common.mjs';
const t00 = process.hrtime.bigint();
const MODE = process.env.MODE ?? 'batch',
  PORT = +(process.env.PORT ?? 4000),
  POOL = +(process.env.PG_POOL ?? 10),
  LANES = +(process.env.LANES ?? 1),
  MAXB = +(process.env.MAX_BATCH ?? 200);
const GRAPH_CONNS = +(process.env.GRAPH_CONNS ?? 16);

function verify(buf, h) {
  if (!h || h.length !== 71) return false;
  const mac = createHmac('sha256', SECRET).update(buf).digest();
  const got = Buffer.from(h.slice(7), 'hex');
  return got.length === 32 && timingSafeEqual(mac, got);
}
function* messages(j) {
  for (const e of j.entry)
    for (const c of e.changes) for (const m of c.value.messages ?? []) yield { m, phone: c.value.metadata.phone_number_id };
}

let handle; // (parsed, raw) -> Promise | undefined
pg.types.setTypeParser(20, Number);
const pool = new pg.Pool({ connectionString: PG, max: POOL, min: POOL });
pool.on('error', () => {});

/** Micro-batcher: while one batch is in flight on a lane, arrivals gather for the next one. */
class Batcher {
  constructor(run, lanes, max) {
    this.run = run;
    this.max = max;
    this.lanes = Array.from({ length: lanes }, () => ({ q: [], busy: false }));
    this.batches = 0;
    this.rows = 0;
  }
  add(item, key = 0) {
    return new Promise((res, rej) => {
      const l = this.lanes[key % this.lanes.length];
      l.q.push({ item, res, rej });
      if (!l.busy) {
        l.busy = true;
        setImmediate(() => this.go(l));
      }
    });
  }
  async go(l) {
    while (l.q.length) {
      const b = l.q.length > this.max ? l.q.splice(0, this.max) : l.q.splice(0);
      this.batches++;
      this.rows += b.length;
      try {
        const r = await this.run(b.map((x) => x.item));
        for (let i = 0; i < b.length; i++) b[i].res(r);
      } catch (e) {
        for (const x of b) x.rej(e);
      }
    }
    l.busy = false;
  }
}
const INS = `insert into inbox(wamid,phone_id,wa_from,ts,type,body,raw)`;
const rowOf = ({ m, phone }) => [m.id, phone, m.from, m.timestamp, m.type, m.text?.body ?? null, JSON.stringify(m)];

if (MODE === 'batch') {
  const b = new Batcher(
    (rows) =>
      pool.query({
        name: 'bu',
        text: `${INS} select a,b,c,to_timestamp(d),e,f,g from unnest($1::text[],$2::text[],$3::text[],$4::float8[],$5::text[],$6::text[],$7::jsonb[]) as u(a,b,c,d,e,f,g) on conflict do nothing`,
        values: [0, 1, 2, 3, 4, 5, 6].map((k) => rows.map((r) => r[k])),
      }),
    LANES,
    MAXB,
  );
  let rr = 0;
  handle = (j) => {
    let p;
    for (const x of messages(j)) p = b.add(rowOf(x), rr++);
    return p;
  };
} else {
  const { Pool } = await import('undici');
  const graph = new Pool(GRAPH, { connections: GRAPH_CONNS, pipelining: 1 });
  const H = { 'content-type': 'application/json', authorization: 'Bearer bench' };
  const send = async (to, body) => {
    const r = await graph.request({
      path: `/v23.0/${PHONE_ID}/messages`,
      method: 'POST',
      headers: H,
      body: JSON.stringify({ messaging_product: 'whatsapp', recipient_type: 'individual', to, type: 'text', text: { body } }),
    });
    return (await r.body.json()).messages[0].id;
  };
  const SETST = 'update message m set wamid=u.w, status=1 from unnest($1::bigint[],$2::text[]) as u(id,w) where m.id=u.id';
  const st = new Batcher((rows) => pool.query({ name: 'st', text: SETST, values: [rows.map((r) => r[0]), rows.map((r) => r[1])] }), 1, 500);
  const fail = (e) => {
    console.error(e.message);
  };
  const hash = (s) => +s.slice(-4);

  // loopjs: the transition function is code; accept_batch commits (then 200), apply_batch is a compare-and-set; lanes are keyed by sender, so one process never conflicts with itself
  const T = new Map();
  for (const r of (await pool.query('select * from transition')).rows) T.set(r.state + '\n' + r.input, r);
  const step = (state, body) => T.get(state + '\n' + body.toLowerCase()) ?? T.get(state + '\n*');
  const ap = new Batcher(
    async (groups) => {
      let todo = groups; // group: { id, version, state, from, items: [{ id, body }] }
      while (todo.length) {
        const oc = [],
          ob = [],
          next = [],
          prev = [];
        for (const g of todo) {
          let st8 = g.state,
            t;
          for (const it of g.items) {
            t = step(st8, it.body);
            st8 = t.next;
            oc.push(g.id);
            ob.push(t.reply);
          }
          next.push(st8);
          prev.push(t.reply.slice(0, 80));
        }
        const r = await pool.query({
          name: 'ja',
          text: 'select * from apply_batch($1::bigint[],$2::int[],$3::text[],$4::text[],$5::int[],$6::bigint[],$7::bigint[],$8::text[])',
          values: [
            todo.map((g) => g.id),
            todo.map((g) => g.version),
            next,
            prev,
            todo.map((g) => g.items.length),
            todo.map((g) => g.items[g.items.length - 1].id),
            oc,
            ob,
          ],
        });
        const done = new Map(todo.map((g) => [g.id, g]));
        const hit = new Set();
        for (const x of r.rows) {
          hit.add(x.out_conv);
          send(done.get(x.out_conv).from, x.out_body)
            .then((id) => st.add([x.out_id, id]))
            .catch(fail);
        }
        todo = todo.filter((g) => !hit.has(g.id));
        if (todo.length) {
          const f = new Map(
            (await pool.query('select id,state,version from conversation where id=any($1::bigint[])', [todo.map((g) => g.id)])).rows.map(
              (x) => [x.id, x],
            ),
          );
          for (const g of todo) {
            g.state = f.get(g.id).state;
            g.version = f.get(g.id).version;
          }
        }
      }
    },
    1,
    500,
  );
  const b = new Batcher(
    async (ms) => {
      const r = await pool.query({
        name: 'jc',
        text: 'select * from accept_batch($1::text[],$2::text[],$3::text[],$4::text[],$5::jsonb[])',
        values: [
          ms.map((m) => m.id),
          ms.map((m) => m.from),
          ms.map((m) => m.type),
          ms.map((m) => m.text?.body ?? ''),
          ms.map((m) => JSON.stringify(m)),
        ],
      });
      const g = new Map();
      for (const x of r.rows) {
        const m = ms[x.n - 1];
        let e = g.get(x.conv_id);
        if (!e) g.set(x.conv_id, (e = { id: x.conv_id, version: x.version, state: x.state, from: m.from, items: [] }));
        e.items.push({ id: x.msg_id, body: m.text?.body ?? '' });
      }
      for (const e of g.values()) ap.add(e).catch(fail);
    },
    LANES,
    MAXB,
  );
  handle = (j) => {
    let p;
    for (const { m } of messages(j)) p = b.add(m, hash(m.from));
    return p;
  };
}
await Promise.all(Array.from({ length: Math.min(POOL, 4) }, () => pool.query('select 1')));

const OK = { 'content-type': 'text/plain', 'content-length': '2' };
http
  .createServer((req, res) => {
    if (req.method !== 'POST') {
      res.writeHead(200, { 'content-length': '0' });
      return res.end();
    }
    let first = null,
      rest = null;
    req.on('data', (d) => {
      if (!first) first = d;
      else (rest ??= [first]).push(d);
    });
    req.on('end', () => {
      const buf = rest ? Buffer.concat(rest) : (first ?? Buffer.alloc(0));
      if (!verify(buf, req.headers['x-hub-signature-256'])) {
        res.writeHead(401).end();
        return;
      }
      let j;
      try {
        j = JSON.parse(buf);
      } catch {
        res.writeHead(400).end();
        return;
      }
      const p = handle?.(j, buf);
      const ok = () => {
        res.writeHead(200, OK);
        res.end('OK');
      };
      if (p)
        p.then(ok, (e) => {
          console.error(e.message);
          res.writeHead(500).end();
        });
      else ok();
    });
  })
  .listen(PORT, '127.0.0.1');

console.log(
  JSON.stringify({
    up: MODE,
    startMs: Math.round(Number(process.hrtime.bigint() - t00) / 1e6 + 0),
    sinceProcessStartMs: Math.round(performance.now()),
    rssMiB: Math.round(process.memoryUsage().rss / 1048576),
  }),
);
