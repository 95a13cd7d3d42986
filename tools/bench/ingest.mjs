import { median, round } from './figures.mjs';

/** 64 connections, each sending as fast as it is answered. The product takes in and does not work on it (ROLE=api), like the limit. */
export async function run(lab, { runs, count = 20_000, say }) {
  const measured = [];
  for (let index = 1; index <= runs; index += 1) {
    const limit = await measure(lab, () => lab.startLimit('batch', 'http://127.0.0.1:9'), count);
    const product = await measure(lab, () => lab.startProduct('http://127.0.0.1:9', { ROLE: 'api' }), count);
    measured.push({ limit, product });
    say(`run ${index}: limit ${limit.perSecond}/s, product ${product.perSecond}/s, ratio ${round(product.perSecond / limit.perSecond)}`);
  }
  const [product, limit] = ['product', 'limit'].map((side) => median(measured.map((entry) => entry[side].perSecond)));
  return { ratio: round(product / limit), product, limit, unit: 'webhooks/s', runs: measured };
}

async function measure(lab, start, count) {
  const server = await start();
  const args = ['--url', server.webhook, '--conns', '64', '--count', String(count), '--warm', '2000'];
  const result = await lab.load(args, { server: server.pid });
  await server.stop();
  return {
    perSecond: result.rps,
    ackMs: result.ackMs,
    cpuUsPerRequest: result.cpuUsPerReq,
    statuses: result.statuses,
    errors: result.errors,
    rssMiB: result.rssMiB.server,
    otherCores: result.otherCores,
  };
}
