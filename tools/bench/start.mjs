import { median, pause, residentMiB, round } from './figures.mjs';

/** A server that has just become ready still collects what its start left; after this its memory is what it idles with. */
const SETTLE_MS = 4000;

/** Cold start and idle memory. Lower is better: `ratio` = product / limit of the start times. */
export async function run(lab, { runs, say }) {
  const graph = await lab.startGraph();
  const measured = [];
  for (let index = 1; index <= runs; index += 1) {
    const limit = await measure(() => lab.startLimit('batch', graph.url));
    const product = await measure(() => lab.startProduct(graph.url));
    measured.push({ limit, product });
    say(`run ${index}: limit ${limit.ms} ms ${limit.rssMiB} MiB, product ${product.ms} ms ${product.rssMiB} MiB`);
  }
  await graph.stop();
  const [product, limit] = ['product', 'limit'].map((side) => median(measured.map((entry) => entry[side].ms)));
  return {
    ratio: round(product / limit),
    product,
    limit,
    unit: 'ms from spawn to ready',
    idleMiB: {
      product: median(measured.map((entry) => entry.product.rssMiB)),
      limit: median(measured.map((entry) => entry.limit.rssMiB)),
    },
    runs: measured,
  };
}

async function measure(start) {
  const server = await start();
  await pause(SETTLE_MS);
  const result = { ms: Math.round(server.readyAfterMs), rssMiB: residentMiB(server.pid) };
  await server.stop();
  return result;
}
