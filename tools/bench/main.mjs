// `npm run bench -- <name>`: one JSON object on standard output, progress on standard error.
// Figures of one run are compared with figures of the same run only: the machine is shared and moves between minutes.
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../build-all.mjs';
import { stopRequest } from '../running/stop-request.mjs';

const BENCHES = {
  start: 'spawn → /health/ready on a migrated database, and idle memory',
  ingest: 'signed webhook → committed → 200, requests a second',
  status: 'delivery statuses applied, a second',
  loop: 'webhook → state → reply accepted by Graph, messages a second',
  read: 'list and thread pages on 1,000,000 conversations and 10,000,000 messages',
  live: '100 events a second to 1,000 consoles: processor time and latency',
  latency: 'webhook → Graph at 50 a second; chat start, agent send and API calls with 500 open chats',
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '3' }, count: { type: 'string' }, help: { type: 'boolean', default: false } },
});
const [name] = positionals;
const say = (line) => console.error(line);

if (values.help || !Object.hasOwn(BENCHES, name ?? '')) {
  say('npm run bench -- <name> [--runs 3] [--count n]\n');
  for (const [bench, what] of Object.entries(BENCHES)) say(`  ${bench.padEnd(8)} ${what}`);
  process.exit(values.help ? 0 : 1);
}
const runs = Math.max(1, Number(values.runs));
const { openLab } = await import('./lab.mjs');
const { run } = await import(`./${name}.mjs`);
try {
  await ensureBuilt({ log: say });
  const lab = await openLab({ say, mode: name === 'read' ? 'counting' : 'bench' });
  void stopRequest()
    .then(() => lab.close())
    .finally(() => process.exit(130));
  try {
    const result = await run(lab, { runs, count: values.count ? Number(values.count) : undefined, say });
    console.log(JSON.stringify({ name, ...result }));
  } finally {
    await lab.close();
  }
  process.exit(0);
} catch (error) {
  say(`\n${error.message}`);
  process.exit(1);
}
