// `npm run chaos -- --minutes 10 [--seed S] [--report docs/chaos.md]`: the product in four processes, killed, frozen and cut off at the
// throws of one seed, under load, on a PostgreSQL of its own that crashes too; then every promise is compared with what came of it.
// One page on standard output, progress on standard error. Exit code 1 when anything was broken: the database and the logs are kept.
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { ensureBuilt } from '../build-all.mjs';
import { startPostgres } from '../postgres/index.mjs';
import { stopRequest } from '../running/stop-request.mjs';
import { ROOT } from '../workspace.mjs';

const FOLDER = join(ROOT, '.data', 'chaos');
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    report: { type: 'string' },
    open: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const say = (line) => console.error(line);
const minutes = Number(values.minutes);

if (values.help || !(minutes > 0)) {
  say('npm run chaos -- [--minutes 2] [--seed any] [--report file.md]');
  say('npm run chaos -- --open   starts the database of the last run, to look into it, until Ctrl+C');
  process.exit(values.help ? 0 : 1);
}

try {
  process.exitCode = values.open ? await openDatabase() : await run();
} catch (error) {
  say(`\n${error.stack}`);
  process.exitCode = 1;
}
process.exit();

async function openDatabase() {
  const postgres = await startPostgres({ dataDir: join(FOLDER, 'postgres'), mode: 'durable' });
  const { rows } = await query(postgres.url, "select datname from pg_database where datname like 'parley_e2e_%'");
  for (const { datname } of rows) say(postgres.url.replace(/\/postgres$/, `/${datname}`));
  await stopRequest();
  await postgres.stop();
  return 0;
}

async function run() {
  await ensureBuilt({ log: say });
  // What an earlier run has kept has been looked at by now.
  rmSync(join(FOLDER, 'logs'), { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  say('Starting PostgreSQL …');
  const postgres = await startPostgres({ dataDir: join(FOLDER, 'postgres'), mode: 'durable' });
  const stopping = new AbortController();
  if (postgres.attached) throw new Error('Another run is going on in this clone.');
  // A second request does not wait for the reckoning.
  void stopRequest({ onAgain: () => void postgres.stop().then(() => process.exit(130)) }).then(() => stopping.abort());
  try {
    for (const { datname } of (await query(postgres.url, "select datname from pg_database where datname like 'parley_e2e_%'")).rows) {
      await query(postgres.url, `drop database ${datname} with (force)`);
    }
    process.env.PARLEY_TEST_DATABASE_URL = postgres.url;
    register('../source-loader.mjs', import.meta.url);
    const { runChaos } = await import('../../libs/running-system/src/chaos/run-chaos.ts');
    const { writeReport } = await import('../../libs/running-system/src/chaos/report.ts');
    const plan = {
      seed: values.seed,
      durationMs: minutes * 60_000,
      logFolder: join(FOLDER, 'logs'),
      chatting: 30,
      asking: 12,
      agents: 4,
      killEveryMs: 2_300,
      freezeEveryMs: 12_000,
      cutEveryMs: 8_000,
      graphFaultEveryMs: 4_000,
      statusFaultEveryMs: 5_000,
      databaseCrashEveryMs: 90_000,
      crashDatabase: () => crash(postgres.url),
    };
    say(`${minutes} minutes, seed ${values.seed}, logs in ${plan.logFolder}`);
    const result = await runChaos({ plan, say, signal: stopping.signal });
    const page = writeReport(result, await surroundings(postgres.url));
    console.log(page);
    if (values.report) writeFileSync(values.report, page);
    if (result.violations === 0) return 0;
    say(`What was broken, line by line: ${join(plan.logFolder, 'violations.txt')}. The database is kept: npm run chaos -- --open`);
    return 1;
  } finally {
    await postgres.stop();
  }
}

/** One backend dies as by a segmentation fault: PostgreSQL ends all others, recovers from its log and goes on. */
async function crash(url) {
  const { rows } = await query(url, "select pid from pg_stat_activity where application_name = 'parley' limit 1").catch(() => ({
    rows: [],
  }));
  if (rows[0]) process.kill(rows[0].pid, 'SIGKILL');
}

async function surroundings(url) {
  const git = (...args) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  const { rows } = await query(url, "select split_part(current_setting('server_version'), ' ', 1) as version");
  const memory = Math.round(totalmem() / 1024 ** 3);
  const hasChanges = git('status', '--porcelain', '--untracked-files=no') !== '';
  return {
    commit: git('rev-parse', '--short', 'HEAD') + (hasChanges ? ' with changes' : ''),
    date: new Date().toISOString().slice(0, 16).replace('T', ' ') + ' UTC',
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() || process.arch}, ${memory} GiB, ${process.platform}`,
    versions: `Node ${process.versions.node}, PostgreSQL ${rows[0].version}`,
  };
}

async function query(url, text) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}
