import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { withFileLock } from '../file-lock.mjs';
import { isAlive, startTimeOf, waitUntil } from '../processes.mjs';
import { findNative } from './binaries.mjs';
import { createCluster, environment, readPassword } from './cluster.mjs';
import { findRunning, readPidFile, stopPostmaster } from './postmaster.mjs';
import { chooseWay } from './way-to-run.mjs';

/**
 * @typedef {object} RunningPostgres
 * @property {string} url a superuser's address of the database `postgres`, on loopback
 * @property {number} port
 * @property {number} pid
 * @property {boolean} attached true when another process of ours started it; `stop()` then leaves it alone
 * @property {boolean} created true when the data folder was made now
 * @property {Promise<{ code: number|null, signal: string|null, lastLines: string }>} exited never settles when attached
 * @property {() => Promise<void>} stop clean shutdown; a `test` database is deleted with it
 */

const SETTINGS = {
  // A demo on somebody's laptop: small, and as safe as PostgreSQL is by default.
  durable: ['shared_buffers=64MB', 'max_connections=100'],
  // Rows of a test need not survive the machine; commits cost no disk flush. Fault tests set synchronous_commit themselves.
  test: ['shared_buffers=128MB', 'max_connections=300', 'fsync=off', 'full_page_writes=off', 'synchronous_commit=off'],
  // For figures that can be compared: durable, and nothing left to the size of the machine.
  bench: ['shared_buffers=1GB', 'max_connections=100', 'max_wal_size=8GB', 'checkpoint_timeout=30min', 'autovacuum_naptime=10s'],
  // The same, and it counts what each statement touches.
  counting: [
    'shared_buffers=1GB',
    'max_connections=100',
    'max_wal_size=8GB',
    'checkpoint_timeout=30min',
    'shared_preload_libraries=pg_stat_statements',
  ],
};
const ALWAYS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'timezone=UTC',
  'log_timezone=UTC',
  // The server's log must hold no customer's words: no statements, no details with key values.
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
];

/**
 * Starts the PostgreSQL that came with `npm ci`, or attaches to the one that already runs on this folder. Works as root and not,
 * from any folder; several clones run side by side, each on a free port of loopback. It never outlives this process by more than
 * its own shutdown, however this process ends.
 * @param {{ dataDir: string, mode: 'durable'|'test'|'bench'|'counting' }} options `dataDir` is ours alone: data, password, log
 * @returns {Promise<RunningPostgres>} rejects with an Error in words
 */
export async function startPostgres({ dataDir, mode }) {
  const home = resolve(dataDir);
  makeFolder(home);
  return withFileLock(join(home, 'start.lock'), () => startOrAttach(home, mode), { timeoutMs: 60_000 });
}

async function startOrAttach(home, mode) {
  let native = findNative();
  let place = { home, dataDir: dataFolder(home), native };
  const way = chooseWay(place);
  if (way.name === 'copied') {
    place = copiedPlace(home, native);
    native = place.native;
  }
  const running = await findRunning(place.dataDir);
  if (running && ownerIsAlive(home)) {
    if (!(await waitUntil(() => readPidFile(place.dataDir)?.ready === true, 30_000))) throw notReady(home);
    return attached(home, running);
  }
  // Its starter is gone: it is stopping already, or it would be an orphan.
  if (running) await stopPostmaster(running.pid);
  const created = createCluster({ ...place, way });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch({ ...place, way, mode, created });
    } catch (error) {
      // A port that was free a moment ago, or the last children of a killed server still letting go of its memory.
      if (attempt === 5 || !/Address already in use|still in use|already exists/.test(error.message)) throw error;
      await new Promise((done) => setTimeout(done, 300));
    }
  }
}

async function launch({ home, dataDir, native, way, mode, created }) {
  const port = await freePort();
  const settings = [...ALWAYS, ...SETTINGS[mode], `port=${port}`].flatMap((setting) => ['-c', setting]);
  const { program, args, options } = way.wrap(join(native, 'bin', 'postgres'), ['-D', dataDir, ...settings], { server: true });
  const log = openSync(join(home, 'server.log'), 'w', 0o600);
  // A process group of its own: Ctrl+C is for us; the database stops after the server that uses it.
  const child = spawn(program, args, { ...options, cwd: '/', detached: true, env: environment(), stdio: ['ignore', log, log] });
  closeSync(log);
  const exited = new Promise((done) => {
    child.once('error', (error) => done({ code: null, signal: null, lastLines: error.message }));
    child.once('exit', (code, signal) => done({ code, signal, lastLines: lastLines(home) }));
  });
  let over = null;
  void exited.then((how) => (over = how));
  // A killed predecessor leaves its file behind, and that says ready as well.
  const isReady = () => {
    const found = readPidFile(dataDir);
    return found?.pid === child.pid && found.ready;
  };
  await waitUntil(() => over !== null || isReady(), 60_000);
  if (over) throw new Error(`PostgreSQL stopped while starting: ${over.lastLines || `exit code ${over.code}`}`);
  if (!isReady()) {
    await stopPostmaster(child.pid);
    throw notReady(home);
  }
  writeFileSync(join(home, 'owner'), `${process.pid} ${startTimeOf(process.pid) ?? ''}\n`);
  const watchdog = way.diesWithUs ? null : watch(child.pid);
  child.unref();
  return {
    ...addressOf(home, port),
    pid: child.pid,
    attached: false,
    created,
    exited,
    async stop() {
      // Until now it did not keep us alive; now we wait for its end.
      child.ref();
      if (over === null) await stopPostmaster(child.pid);
      await exited;
      watchdog?.kill('SIGKILL');
      rmSync(join(home, 'owner'), { force: true });
      if (mode === 'test') removeFolder(home, dataDir);
    },
  };
}

function watch(pid) {
  const file = new URL('./watchdog.mjs', import.meta.url).pathname;
  const watchdog = spawn(process.execPath, [file, String(pid)], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watchdog.unref();
  watchdog.stdin.unref?.();
  return watchdog;
}

function attached(home, { pid, port }) {
  return { ...addressOf(home, port), pid, attached: true, created: false, exited: new Promise(() => {}), stop: async () => {} };
}

function addressOf(home, port) {
  return { url: `postgres://parley:${readPassword(home)}@127.0.0.1:${port}/postgres`, port };
}

/** Only the data folder itself is closed to others; its parents keep the usual mode, or the database's user could not pass them. */
function makeFolder(home) {
  try {
    mkdirSync(home, { recursive: true });
  } catch (error) {
    if (error.code !== 'EACCES' && error.code !== 'EPERM') throw error;
    throw new Error(
      `The folder ${home} cannot be created: this user may not write here. Work in a clone of your own, or set DATABASE_URL.`,
      {
        cause: error,
      },
    );
  }
}

function dataFolder(home) {
  return join(home, 'data');
}

/** Programs and data in a readable folder with a name nobody can guess, remembered in our own. */
function copiedPlace(home, native) {
  const note = join(home, 'elsewhere');
  let base = existsSync(note) ? readFileSync(note, 'utf8').trim() : '';
  if (!base || !existsSync(join(base, 'native', 'complete'))) {
    base = mkdtempSync('/var/tmp/parley-postgres-');
    chmodSync(base, 0o755);
    cpSync(native, join(base, 'native'), { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(base, 'native', 'complete'), '');
    writeFileSync(note, `${base}\n`);
  }
  return { home, dataDir: join(base, 'data'), native: join(base, 'native') };
}

function removeFolder(home, dataDir) {
  if (dataDir !== dataFolder(home)) rmSync(resolve(dataDir, '..'), { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}

function ownerIsAlive(home) {
  try {
    const [pid, startTime] = readFileSync(join(home, 'owner'), 'utf8').trim().split(' ');
    return isAlive(Number(pid), startTime || null);
  } catch {
    return false;
  }
}

function notReady(home) {
  return new Error(`PostgreSQL did not become ready in time: ${lastLines(home) || 'its log is empty'} (log: ${join(home, 'server.log')})`);
}

function lastLines(home) {
  try {
    return readFileSync(join(home, 'server.log'), 'utf8').trim().split('\n').slice(-6).join('\n');
  } catch {
    return '';
  }
}

export async function freePort() {
  const server = createServer();
  await new Promise((listening, failed) => server.once('error', failed).listen(0, '127.0.0.1', listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}
