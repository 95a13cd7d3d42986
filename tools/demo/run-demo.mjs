import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../postgres/index.mjs';
import { isAlive, startTimeOf } from '../processes.mjs';
import { startChild, waitUntilReady } from '../running/child.mjs';
import { mustBeFree } from '../running/ports.mjs';
import { ROOT } from '../workspace.mjs';
import { seedDemo } from './seed.mjs';

/**
 * @typedef {object} RunningDemo
 * @property {Promise<string>} failed settles when a part ended by itself, with what to tell the visitor
 * @property {(hurry?: boolean) => Promise<void>} stop
 */

/**
 * Starts the demo: embedded database, simulator, server; seeds an empty one. The parts stop in the reverse order.
 * @param {import('./settings.mjs').DemoSettings} settings
 * @param {{ log: (line: string) => void, prepare?: () => Promise<unknown> }} options `prepare` (the build) runs beside the database's start
 * @returns {Promise<RunningDemo>} rejects with an Error in words, nothing left running
 */
export async function runDemo(settings, { log, prepare = async () => {} }) {
  const started = [];
  const running = join(settings.folder, 'running');
  let tellFailure;
  const failed = new Promise((resolve) => (tellFailure = resolve));
  let stopping = false;
  const stop = async (hurry = false) => {
    stopping = true;
    for (const part of started.splice(0).reverse()) await part.stop(hurry);
    rmSync(running, { force: true });
  };
  const watch = (child) => {
    started.push(child);
    void child.exited.then(({ code, signal }) => {
      if (!stopping)
        tellFailure(`${child.name} stopped by itself (${signal ?? `exit code ${code}`}). Its last lines:\n${child.lastLines().join('\n')}`);
    });
    return child;
  };

  refuseSecondStart(running, settings);
  await mustBeFree(portsOf(settings), settings.host);
  mkdirSync(settings.folder, { recursive: true });
  writeFileSync(running, `${process.pid} ${startTimeOf(process.pid) ?? ''}\n`);
  try {
    const postgres = await both(startDatabase(settings, started), prepare());
    void postgres.exited.then(({ lastLines }) => {
      if (!stopping) tellFailure(`The database stopped by itself. Its last lines:\n${lastLines}`);
    });
    const simulator = settings.withSimulator ? watch(startSimulator(settings, log)) : null;
    const api = watch(startApi(settings, postgres.url, log));
    await Promise.all([
      waitUntilReady(api, `http://127.0.0.1:${settings.port}/health/ready`),
      simulator ? waitUntilReady(simulator, `http://127.0.0.1:${settings.simulatorPort}/control/customers`) : null,
    ]);
    if (simulator) await seedDemo({ ...settings, log });
  } catch (error) {
    await stop(true);
    throw error;
  }
  return { failed, stop };
}

async function startDatabase(settings, started) {
  const postgres = await startPostgres({ dataDir: join(settings.folder, 'postgres'), mode: 'durable' });
  started.unshift(postgres);
  return postgres;
}

/** The first's result, when both are done: a failure is passed on only then, so that what was starting can be stopped. */
async function both(first, second) {
  const [one, other] = await Promise.allSettled([first, second]);
  for (const outcome of [one, other]) if (outcome.status === 'rejected') throw outcome.reason;
  return one.value;
}

function startApi(settings, databaseUrl, log) {
  return startChild({
    name: 'The server',
    script: join(ROOT, 'apps/api/dist/demo.js'),
    cwd: ROOT,
    env: { ...settings.apiEnv, DATABASE_URL: databaseUrl },
    logFile: join(settings.folder, 'server.log'),
    onLine: (line) => showTrouble('server', line, log),
  });
}

function startSimulator(settings, log) {
  return startChild({
    name: 'The simulator',
    script: join(ROOT, 'apps/simulator/dist/main.js'),
    cwd: ROOT,
    env: settings.simulatorEnv,
    logFile: join(settings.folder, 'simulator.log'),
    onLine: (line) => showTrouble('simulator', line, log),
  });
}

/** The terminal stays calm: of a server's log only warnings and worse are shown; everything is in the log file. */
function showTrouble(name, line, log) {
  try {
    const entry = JSON.parse(line);
    const level = typeof entry.level === 'number' ? entry.level : { warn: 40, error: 50, fatal: 60 }[entry.level];
    if (level >= 40)
      log(`${name}: ${entry.msg ?? entry.message ?? entry.event ?? line}${entry.err?.message ? ` (${entry.err.message})` : ''}`);
  } catch {
    if (line.trim()) log(`${name}: ${line}`);
  }
}

function portsOf({ port, simulatorPort, withSimulator }) {
  return [{ variable: 'PORT', port }, ...(withSimulator ? [{ variable: 'SIMULATOR_PORT', port: simulatorPort }] : [])];
}

function refuseSecondStart(running, settings) {
  if (!existsSync(running)) return;
  const [pid, startTime] = readFileSync(running, 'utf8').trim().split(' ');
  if (!isAlive(Number(pid), startTime || null)) return;
  throw new Error(
    `Parley already runs from this folder (process ${pid}); open ${settings.consoleUrl}, or stop that one first. For a second one beside it, use a second clone.`,
  );
}
