import { connect } from 'node:net';
import { cpuSeconds, median, pause, percentiles, residentMiB, round } from './figures.mjs';
import { ADMIN } from './lab.mjs';
import { signIn } from './agent.mjs';
import { Webhooks } from './webhooks.mjs';

const EVENTS_PER_SECOND = 100;
/** What one menu text and its answer tell consoles: two messages, the conversation, the acceptance. */
const EVENTS_PER_MESSAGE = 4;
const SECONDS = 8;
/** Senders who write in turn: known ones, so that what is measured is telling, not introducing. */
const SENDERS = 200;
/** Latency is taken on some of the consoles; the others are only counted. */
const WATCHED = 20;

/**
 * 100 events a second to `count` consoles: the processor time of the server for it, and from the event's row to the console's socket.
 * The product's processor time is that of the same messages with consoles less that without any.
 */
export async function run(lab, { runs, count = 1_000, say }) {
  const measured = [];
  for (let index = 1; index <= runs; index += 1) {
    const limit = await measureLimit(lab, count);
    const product = await measureProduct(lab, count);
    measured.push({ limit, product });
    say(`run ${index}: limit ${limit.cores} core, product ${product.cores} core, event → console p99 ${product.latencyMs.p99} ms`);
  }
  const [product, limit] = ['product', 'limit'].map((side) => median(measured.map((entry) => entry[side].deliveriesPerCpuSecond)));
  return {
    ratio: round(product / limit, 3),
    product,
    limit,
    unit: 'deliveries per second of processor time',
    consoles: count,
    runs: measured,
  };
}

async function measureLimit(lab, count) {
  const server = await lab.startBare('live-server.mjs');
  const consoles = await Consoles.open(server.url, '/events', {}, count);
  const before = cpuSeconds(server.pid);
  const answer = await fetch(`${server.url}/go?rate=${EVENTS_PER_SECOND}&seconds=${SECONDS}`);
  const { made } = await answer.json();
  await pause(500);
  const result = figures(consoles, cpuSeconds(server.pid) - before, (id) => made[id - 1]);
  consoles.close();
  await server.stop();
  return result;
}

async function measureProduct(lab, count) {
  const graph = await lab.startGraph();
  const server = await lab.startProduct(graph.url);
  const customers = new Webhooks(server.webhook);
  const agent = await signIn(server.url, ADMIN);
  for (let index = 0; index < SENDERS; index += 1) await customers.text(index, 'menu');
  await pause(1_000);
  const alone = await cpuOf(server, () => chatter(customers));
  const idleMiB = residentMiB(server.pid);
  const consoles = await Consoles.open(server.url, '/api/admin/events', { cookie: agent.cookie }, count);
  const openMiB = residentMiB(server.pid);
  await pause(500);
  const together = await cpuOf(server, () => chatter(customers));
  const rows = await lab.query('select number::int, size, extract(epoch from created_at) * 1000 as at from event where number is not null');
  const times = new Map(rows.flatMap(({ number, size, at }) => Array.from({ length: size }, (_, back) => [number - back, Number(at)])));
  const result = figures(consoles, together - alone, (id) => times.get(id));
  consoles.close();
  await server.stop();
  await graph.stop();
  return { ...result, coresWithMessages: round(together / SECONDS), kibPerConsole: round(((openMiB - idleMiB) * 1024) / count, 1) };
}

/** Customers write; with what is made of it that is the wanted number of events. */
async function chatter(customers) {
  const startedAt = performance.now();
  const messages = (EVENTS_PER_SECOND / EVENTS_PER_MESSAGE) * SECONDS;
  const calls = [];
  for (let index = 0; index < messages; index += 1) {
    await pause(Math.max(0, startedAt + (index * 1000 * EVENTS_PER_MESSAGE) / EVENTS_PER_SECOND - performance.now()));
    calls.push(customers.text(index % SENDERS, 'menu'));
  }
  await Promise.all(calls);
  await pause(500);
}

async function cpuOf(server, work) {
  const before = cpuSeconds(server.pid);
  await work();
  return cpuSeconds(server.pid) - before;
}

function figures(consoles, cpu, timeOf) {
  const { deliveries, missed } = consoles.counted();
  const latencies = consoles.seen.map(({ id, at }) => at - timeOf(id)).filter((ms) => Number.isFinite(ms));
  return {
    cores: round(cpu / SECONDS),
    deliveriesPerCpuSecond: Math.round(deliveries / Math.max(cpu, 0.01)),
    deliveries,
    missed,
    latencyMs: percentiles(latencies),
  };
}

/** Open consoles, as raw sockets: what is measured is the server, not an HTTP client. */
class Consoles {
  seen = [];
  counts = [];
  sockets = [];

  static async open(url, path, headers, count) {
    const consoles = new Consoles();
    const { hostname, port } = new URL(url);
    const head = Object.entries({ host: hostname, accept: 'text/event-stream', ...headers }).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    for (let from = 0; from < count; from += 100) {
      const lot = Array.from({ length: Math.min(100, count - from) }, (_, index) => index + from);
      await Promise.all(
        lot.map((index) => consoles.connect(index, hostname, Number(port), `GET ${path} HTTP/1.1\r\n${head.join('')}\r\n`)),
      );
    }
    return consoles;
  }

  connect(index, host, port, request) {
    return new Promise((resolve, reject) => {
      const socket = connect(port, host);
      this.sockets.push(socket);
      this.counts[index] = 0;
      let isOpen = false;
      socket.setEncoding('latin1');
      socket.once('error', reject);
      socket.write(request);
      socket.on('data', (chunk) => {
        if (!isOpen) {
          isOpen = true;
          if (!chunk.startsWith('HTTP/1.1 200')) reject(new Error(`a console was answered ${chunk.slice(0, 40)}`));
          resolve();
        }
        const at = Date.now();
        for (let found = chunk.indexOf('id: '); found >= 0; found = chunk.indexOf('id: ', found + 4)) {
          // Headers have ids of their own.
          if (found > 0 && chunk[found - 1] !== '\n') continue;
          this.counts[index] += 1;
          if (index < WATCHED) this.seen.push({ id: Number.parseInt(chunk.slice(found + 4, found + 20), 10), at });
        }
      });
    });
  }

  /** What arrived in all, and how much less than the best-served console the others got. */
  counted() {
    const most = Math.max(...this.counts);
    const deliveries = this.counts.reduce((sum, count) => sum + count, 0);
    return { deliveries, missed: most * this.counts.length - deliveries };
  }

  close() {
    for (const socket of this.sockets) socket.destroy();
  }
}
