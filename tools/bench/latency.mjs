import { ADMIN } from './lab.mjs';
import { busyDay } from './busy-day.mjs';
import { median, round } from './figures.mjs';

const RATE = 50;
const SECONDS = 10;

/**
 * Webhook → Graph at 50 a second, product against limit (lower is better: `ratio` = product / limit of the medians); then the
 * product alone on a busy day: what an agent and a customer wait for with 500 open chats.
 */
export async function run(lab, { runs, say }) {
  const measured = [];
  for (let index = 1; index <= runs; index += 1) {
    const limit = await measure(lab, (graph) => lab.startLimit('loopjs', graph.url));
    const product = await measure(lab, (graph) => lab.startProduct(graph.url));
    measured.push({ limit, product });
    say(`run ${index}: limit p50 ${limit.p50} p99 ${limit.p99} ms, product p50 ${product.p50} p99 ${product.p99} ms`);
  }
  const of = (side, figure) => round(median(measured.map((entry) => entry[side][figure])));
  const [product, limit] = [of('product', 'p50'), of('limit', 'p50')];
  say('A busy day: 500 open chats …');
  const day = await busyDay(lab, { admin: ADMIN, rate: RATE, say });
  return {
    ratio: round(product / limit),
    product,
    limit,
    unit: 'ms from webhook to Graph, median at 50/s',
    p99: { product: of('product', 'p99'), limit: of('limit', 'p99'), ratio: round(of('product', 'p99') / of('limit', 'p99')) },
    busyDay: day,
    runs: measured,
  };
}

async function measure(lab, start) {
  const graph = await lab.startGraph();
  const server = await start(graph);
  const args = [
    '--url',
    server.webhook,
    '--conns',
    '32',
    '--rate',
    String(RATE),
    '--count',
    String(RATE * SECONDS),
    '--warm',
    String(RATE * 2),
  ];
  const result = await lab.load([...args, '--graph', graph.url], { server: server.pid, graph: graph.pid });
  await server.stop();
  await graph.stop();
  const { p50, p90, p99, max } = result.loop.webhookToGraphMs;
  return { p50, p90, p99, max, replies: result.loop.replies, ackMs: result.ackMs, otherCores: result.otherCores };
}
