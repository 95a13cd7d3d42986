import { median, residentMiB, round } from './figures.mjs';

/** 64 connections, menu words, one reply each; measured until the last reply has reached the mock Graph. */
export async function run(lab, { runs, count = 20_000, say }) {
  const measured = [];
  for (let index = 1; index <= runs; index += 1) {
    const limit = await measure(lab, (graph) => lab.startLimit('loopjs', graph.url), count);
    const product = await measure(lab, (graph) => lab.startProduct(graph.url), count);
    measured.push({ limit, product });
    say(`run ${index}: limit ${limit.perSecond}/s, product ${product.perSecond}/s, ratio ${round(product.perSecond / limit.perSecond)}`);
  }
  const of = (side, figure) => median(measured.map((entry) => figure(entry[side])));
  const [product, limit] = ['product', 'limit'].map((side) => of(side, ({ perSecond }) => perSecond));
  // The work of each part for one message: moves far less with the machine's mood than rates do.
  const cpuUs = (part) => {
    const [ours, least] = ['product', 'limit'].map((side) => of(side, ({ cpuUsPerMessage }) => cpuUsPerMessage[part]));
    return { product: ours, limit: least, ratio: round(ours / least) };
  };
  return {
    ratio: round(product / limit),
    product,
    limit,
    unit: 'messages/s through the loop',
    cpuUsPerMessage: { server: cpuUs('server'), postgres: cpuUs('postgres') },
    rssMiB: of('product', ({ rssMiB }) => rssMiB.end),
    runs: measured,
  };
}

async function measure(lab, start, count) {
  const graph = await lab.startGraph();
  const server = await start(graph);
  const args = [
    '--url',
    server.webhook,
    '--conns',
    '64',
    '--count',
    String(count),
    '--warm',
    '2000',
    '--graph',
    graph.url,
    '--drain',
    '300',
  ];
  const memory = [];
  const sampling = setInterval(() => memory.push(residentMiB(server.pid)), 250);
  const result = await lab.load(args, { server: server.pid, graph: graph.pid });
  clearInterval(sampling);
  await server.stop();
  await graph.stop();
  return {
    perSecond: result.loop.perSec,
    replies: result.loop.replies,
    asked: count,
    webhookToGraphMs: result.loop.webhookToGraphMs,
    ackMs: result.ackMs,
    cpuUsPerMessage: result.cpuUsPerReq,
    statuses: result.statuses,
    // Growth between the middle and the end would be a leak: by the middle everything is warm.
    rssMiB: { middle: memory[memory.length >> 1] ?? null, end: memory.at(-1) ?? null },
    otherCores: result.otherCores,
  };
}
