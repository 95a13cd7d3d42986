// `npm test`: every test of the project, on a real PostgreSQL and in a real browser.
//   node tools/test.mjs                                   all of it
//   node tools/test.mjs --only <project> [pattern …]      the Jest of one project, with the database it needs
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build-all.mjs';
import { startPostgres } from './postgres/index.mjs';
import { isAlive } from './processes.mjs';
import { stopRequest } from './running/stop-request.mjs';
import { runJestStage } from './test/jest-stage.mjs';
import { runStaticStage } from './test/static-stage.mjs';
import { Tally } from './test/tally.mjs';
import { projects, ROOT } from './workspace.mjs';

const print = (text) => console.error(text);
const tally = new Tally((line) => console.log(line));
const report = (outcome) => tally.add(outcome);
const [flag, only, ...pattern] = process.argv.slice(2);
const startedAt = Date.now();

sweepOldDatabases();
// A folder of its own, so that two runs in one clone do not meet.
const postgres = await startPostgres({ dataDir: join(ROOT, '.data', `test-${process.pid}`), mode: 'test' }).catch((error) => {
  print(`\n${error.message}\n`);
  process.exit(1);
});
let stopped = false;
const stop = async () => {
  if (stopped) return;
  stopped = true;
  await postgres.stop();
};
void stopRequest()
  .then(stop)
  .finally(() => process.exit(130));

const env = { PARLEY_TEST_DATABASE_URL: postgres.url, NODE_ENV: 'test' };
let code;
try {
  if (flag === '--only') await runOne();
  else await runAll();
} finally {
  await stop();
  code = tally.close();
}
process.exit(code);

async function runAll() {
  const all = projects();
  // Journeys start several processes and a browser; beside other work their waiting would be measured, not the product.
  const isJourney = (project) => project.tags.includes('type:e2e');
  await stage('Lint, types and build', () => runStaticStage({ report, print }));
  await stage('Tests', () =>
    runJestStage(
      'unit',
      all.filter((project) => !isJourney(project)),
      { workers: 2, env },
      { report },
    ),
  );
  // Faults mostly wait, for leases, holds and time-outs that are what they are: two files at once take half the time.
  // --forceExit: where a socket was reset in the middle of a write, Node 20 spins for ever in its own clean-up after the last test.
  const faults = ['--testPathPatterns=/test/faults/', '--forceExit'];
  await stage('Faults', () => runJestStage('faults', all.filter(isJourney), { workers: 2, env, args: faults }, { report }));
  const others = ['--testPathIgnorePatterns=/node_modules/', '--testPathIgnorePatterns=/test/faults/', '--forceExit'];
  await stage('Journeys', () => runJestStage('journeys', all.filter(isJourney), { workers: 1, env, args: others }, { report }));
}

async function runOne() {
  const shortName = (project) => project.name.split('/')[1];
  const project = projects().find((candidate) => [candidate.name, shortName(candidate), candidate.path].includes(only));
  if (!project) {
    report({
      name: `project ${only ?? '(none given)'}`,
      state: 'failed',
      detail: `no such project; there are ${projects()
        .map(({ name }) => name.split('/')[1])
        .join(', ')}`,
    });
    return;
  }
  if (project.tags.includes('type:e2e')) await ensureBuilt({ log: print });
  await runJestStage(
    project.name.replace('/', '-'),
    [project],
    { workers: project.tags.includes('type:e2e') ? 1 : 2, env, args: pattern },
    { report },
  );
}

async function stage(title, work) {
  const from = Date.now();
  print(`\n${title}`);
  await work();
  print(`${title}: ${((Date.now() - from) / 1000).toFixed(0)} s, ${((Date.now() - startedAt) / 1000).toFixed(0)} s in all`);
}

/** Databases of test runs that were killed before they could delete their own. */
function sweepOldDatabases() {
  const data = join(ROOT, '.data');
  if (!existsSync(data)) return;
  for (const name of readdirSync(data)) {
    const [, pid] = /^test-([0-9]+)$/.exec(name) ?? [];
    if (pid && !isAlive(Number(pid))) rmSync(join(data, name), { recursive: true, force: true });
  }
}
