// Webhook load generator: raw sockets, HTTP/1.1 keep-alive, pre-signed unique bodies; one request in flight a connection.
//   node load.mjs --url http://127.0.0.1:4000/webhook --conns 32 --count 50000            closed loop (saturation)
//   node load.mjs ... --rate 500 --count 5000                                              open loop (fixed arrival rate)
//   --graph http://127.0.0.1:4100   also waits until the mock Graph has received `count` replies and joins the times
//   --dup 0.02 share of re-delivered ids; --senders 20000; --pids server=123,graph=456; prints one JSON line.
import net from 'node:net';
import { parseArgs } from 'node:util';
import { webhookBody, sign, wamidOf, senderOf, summary, cpuTree, cpuMachine, postmasterPid, rssMiB } from './lib/common.mjs';

const { values: o } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4000/webhook' },
    conns: { type: 'string', default: '32' },
    count: { type: 'string', default: '20000' },
    rate: { type: 'string', default: '0' },
    senders: { type: 'string', default: '20000' },
    dup: { type: 'string', default: '0' },
    graph: { type: 'string', default: '' },
    pids: { type: 'string', default: '' },
    label: { type: 'string', default: '' },
    text: { type: 'string', default: '' },
    warm: { type: 'string', default: '2000' },
    drain: { type: 'string', default: '120' },
  },
});
const url = new URL(o.url),
  C = +o.conns,
  N = +o.count,
  W = +o.warm,
  RATE = +o.rate,
  S = +o.senders,
  DUP = +o.dup;
const run = Math.random().toString(36).slice(2, 8).toUpperCase().padEnd(6, 'X');
const now = () => Number(process.hrtime.bigint()) / 1e6;

const sender = new Uint32Array(N + W),
  reqs = new Array(N + W);
for (let i = 0; i < N + W; i++) {
  const dup = i > W + 10 && Math.random() < DUP;
  const src = dup ? i - 1 - Math.floor(Math.random() * 10) : i;
  sender[i] = dup ? sender[src] : Math.floor(Math.random() * S);
  const body = Buffer.from(webhookBody(wamidOf(run, src), senderOf(sender[i]), src, o.text || null));
  reqs[i] = Buffer.concat([
    Buffer.from(
      `POST ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/json\r\nX-Hub-Signature-256: ${sign(body)}\r\nContent-Length: ${body.length}\r\n\r\n`,
    ),
    body,
  ]);
}
const bytes = reqs[0].length;
const sendAt = new Float64Array(N + W),
  lat = new Float64Array(N + W);
let errors = 0,
  statuses = {};

class Conn {
  constructor() {
    this.buf = '';
    this.cb = null;
    this.sock = net.connect({ host: url.hostname, port: +url.port, noDelay: true });
    this.ready = new Promise((r, j) => {
      this.sock.once('connect', r);
      this.sock.once('error', j);
    });
    this.sock.setEncoding('latin1');
    this.sock.on('data', (d) => this.data(d));
    this.sock.on('close', () => {
      if (this.cb) {
        errors++;
        const c = this.cb;
        this.cb = null;
        c(0);
      }
    });
  }
  data(d) {
    this.buf = this.buf ? this.buf + d : d;
    const h = this.buf.indexOf('\r\n\r\n');
    if (h < 0) return;
    const m = /content-length: (\d+)/i.exec(this.buf);
    let done;
    if (m) done = this.buf.length >= h + 4 + +m[1];
    else if (/transfer-encoding: chunked/i.test(this.buf)) done = this.buf.endsWith('0\r\n\r\n');
    else done = true;
    if (!done) return;
    const st = +this.buf.slice(9, 12);
    this.buf = '';
    const c = this.cb;
    this.cb = null;
    c(st);
  }
  send(i, cb) {
    this.cb = cb;
    this.sock.write(reqs[i]);
  }
}
const conns = Array.from({ length: C }, () => new Conn());
await Promise.all(conns.map((c) => c.ready));

function closed(from, to) {
  // closed loop
  let next = from,
    left = to - from;
  return new Promise((res) => {
    const one = (c) => {
      if (next >= to) return;
      const i = next++;
      sendAt[i] = now();
      c.send(i, (st) => {
        lat[i] = now() - sendAt[i];
        statuses[st] = (statuses[st] ?? 0) + 1;
        if (--left === 0) res();
        else one(c);
      });
    };
    conns.forEach(one);
  });
}
function open(from, to, rate) {
  // open loop: latency counts from the scheduled time (no coordinated omission)
  return new Promise((res) => {
    const idle = conns.slice(),
      wait = [];
    let left = to - from,
      i = from;
    const t0 = now();
    const go = (c, k) =>
      c.send(k, (st) => {
        lat[k] = now() - sendAt[k];
        statuses[st] = (statuses[st] ?? 0) + 1;
        if (wait.length) go(c, wait.shift());
        else idle.push(c);
        if (--left === 0) res();
      });
    const tick = () => {
      const t = now();
      while (i < to && t0 + ((i - from) * 1000) / rate <= t) {
        sendAt[i] = t0 + ((i - from) * 1000) / rate;
        const k = i++;
        // In turn: a server may cut a connection that was opened and asks nothing.
        if (idle.length) go(idle.shift(), k);
        else wait.push(k);
      }
      if (i < to) setTimeout(tick, 1);
    };
    tick();
  });
}
const graphGet = async (p) => (await fetch(o.graph + p)).json();
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
const pids = Object.fromEntries(
  o.pids
    .split(',')
    .filter(Boolean)
    .map((x) => x.split('='))
    .map(([k, v]) => [k, +v]),
);
pids.postgres ??= postmasterPid();

if (W) await (RATE ? open(0, Math.min(W, Math.ceil(RATE)), RATE) : closed(0, W));
const warmed = W ? (RATE ? Math.min(W, Math.ceil(RATE)) : W) : 0;
if (o.graph) {
  for (let k = 0; k < 600; k++) {
    const s = await graphGet('/__count');
    if (s.count >= warmed) break;
    await sleep(100);
  }
  await graphGet('/__reset');
}
statuses = {};
const snap = () => ({
  t: now(),
  self: process.cpuUsage(),
  m: cpuMachine(),
  p: Object.fromEntries(Object.entries(pids).map(([k, v]) => [k, cpuTree(v)])),
});
const a = snap();
await (RATE ? open(W, W + N, RATE) : closed(W, W + N));
const acked = now();
let dump = null,
  drained = acked;
if (o.graph) {
  const expect = N;
  let last = -1,
    stuck = 0;
  for (;;) {
    const s = await graphGet('/__count');
    if (s.count >= expect) break;
    if (s.count === last) {
      if (++stuck > 160) break;
    } else {
      stuck = 0;
      last = s.count;
    }
    if (now() - acked > +o.drain * 1000) break;
    await sleep(50);
  }
  dump = await graphGet('/__dump');
  drained = dump.at.length ? dump.at[dump.at.length - 1] : acked;
}
const b = snap();
const wall = (acked - a.t) / 1000,
  full = (Math.max(drained, acked) - a.t) / 1000;
const cpu = { load: (b.self.user + b.self.system - a.self.user - a.self.system) / 1e6 };
for (const k of Object.keys(pids)) cpu[k] = Math.round((b.p[k] - a.p[k]) * 100) / 100;
const acc = Object.values(cpu).reduce((x, y) => x + y, 0),
  busy = b.m.busy - a.m.busy,
  span = (b.t - a.t) / 1000;
const us = Object.fromEntries(Object.entries(cpu).map(([k, v]) => [k, Math.round((v / N) * 1e6)]));
const out = {
  label: o.label,
  conns: C,
  rate: RATE || 'closed',
  count: N,
  bytes,
  rps: Math.round(N / wall),
  ackMs: summary(lat.subarray(W, W + N)),
  errors,
  statuses,
  cpuSeconds: cpu,
  cpuUsPerReq: us,
  cores: Object.fromEntries(Object.entries(cpu).map(([k, v]) => [k, Math.round((v / span) * 100) / 100])),
  softirqCores: Math.round(((b.m.softirq - a.m.softirq) / span) * 100) / 100,
  otherCores: Math.round(((busy - acc - (b.m.softirq - a.m.softirq)) / span) * 100) / 100,
  stealCores: Math.round(((b.m.steal - a.m.steal) / span) * 100) / 100,
  rssMiB: Object.fromEntries(
    Object.entries(pids)
      .filter(([k]) => k !== 'postgres')
      .map(([k, v]) => [k, Math.round(rssMiB(v) ?? 0)]),
  ),
};
if (dump) {
  // join: the n-th reply to a sender belongs to the n-th message of that sender (any server can be measured so)
  const q = new Map();
  for (let i = W; i < W + N; i++) {
    const f = senderOf(sender[i]);
    (q.get(f) ?? q.set(f, []).get(f)).push(sendAt[i]);
  }
  for (const v of q.values()) v.sort((x, y) => x - y);
  const pos = new Map(),
    l = [];
  for (let k = 0; k < dump.at.length; k++) {
    const f = dump.to[k],
      p = pos.get(f) ?? 0;
    pos.set(f, p + 1);
    const t = q.get(f)?.[p];
    if (t !== undefined) l.push(dump.at[k] - t);
  }
  out.loop = { replies: dump.at.length, perSec: Math.round(dump.at.length / full), webhookToGraphMs: summary(l) };
}
console.log(JSON.stringify(out));
process.exit(0);
