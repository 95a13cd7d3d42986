import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../postgres/index.mjs';
import { isAlive, startTimeOf, waitUntil } from '../processes.mjs';
import { startChild, waitUntilReady } from '../running/child.mjs';
import { mustBeFree } from '../running/ports.mjs';
import { ROOT } from '../workspace.mjs';
import { seedDemo } from './seed.mjs';

/** The demo: embedded database, simulator, server, and a few conversations in an empty one. */
export class Demo {
  /** Settles when a part ended by itself, with what to tell the visitor. @type {Promise<string>} */
  failed = new Promise((resolve) => (this.tellFailure = resolve));
  /** @type {Map<'server'|'simulator', import('../running/child.mjs').Child>} */
  children = new Map();
  stopping = false;

  /**
   * @param {import('./settings.mjs').DemoSettings} settings
   * @param {(line: string) => void} log
   */
  constructor(settings, log) {
    this.settings = settings;
    this.log = log;
    this.running = join(settings.folder, 'running');
  }

  /**
   * @param {() => Promise<unknown>} prepare the build; runs beside the database's start
   * @throws Error in words, nothing left running
   */
  async start(prepare = async () => {}) {
    const { settings } = this;
    await this.refuseSecondStart();
    await mustBeFree(visiblePorts(settings), settings.host);
    mkdirSync(settings.folder, { recursive: true });
    writeFileSync(this.running, `${process.pid} ${startTimeOf(process.pid) ?? ''}\n`);
    try {
      await both(this.startDatabase(), prepare());
      if (settings.withSimulator) this.startPart('simulator');
      this.startPart('server');
      await Promise.all([...this.children.keys()].map((part) => this.ready(part)));
      if (settings.withSimulator) await seedDemo(settings, this.log);
    } catch (error) {
      await this.stop(true);
      throw error;
    }
  }

  /** Stops a part and starts it again: what it is made of has changed. @throws Error with its last lines when it does not come up */
  async restart(part) {
    const child = this.children.get(part);
    if (!child) return;
    this.children.delete(part);
    await child.stop(true);
    if (this.stopping) return;
    this.startPart(part);
    try {
      await this.ready(part);
    } catch (error) {
      if (!this.stopping) throw error;
    }
  }

  /** Clean, in the order server, simulator, database; in a hurry without waiting for what they are doing. */
  async stop(hurry = false) {
    this.stopping = true;
    for (const part of ['server', 'simulator']) await this.children.get(part)?.stop(hurry);
    await this.postgres?.stop();
    rmSync(this.running, { force: true });
  }

  async startDatabase() {
    this.postgres = await startPostgres({ dataDir: join(this.settings.folder, 'postgres'), mode: 'durable' });
    // Phones that remember conversations which a new database does not know would make no sense.
    if (this.postgres.created) rmSync(this.settings.simulatorEnv.SIMULATOR_STATE_FILE, { force: true });
    void this.postgres.exited.then(({ lastLines }) => {
      if (!this.stopping) this.tellFailure(`The database stopped by itself. Its last lines:\n${lastLines}`);
    });
  }

  startPart(part) {
    const { apiEnv, simulatorEnv, folder } = this.settings;
    const isServer = part === 'server';
    const child = startChild({
      name: `The ${part}`,
      script: join(ROOT, isServer ? 'apps/api/dist/demo.js' : 'apps/simulator/dist/main.js'),
      cwd: ROOT,
      env: isServer ? { ...apiEnv, DATABASE_URL: this.postgres.url } : simulatorEnv,
      logFile: join(folder, `${part}.log`),
      onLine: (line) => showTrouble(part, line, this.log),
    });
    this.children.set(part, child);
    void child.exited.then(({ code, signal }) => {
      if (this.stopping || this.children.get(part) !== child) return;
      this.tellFailure(
        `The ${part} stopped by itself (${signal ?? `exit code ${code}`}). Its last lines:\n${child.lastLines().join('\n')}`,
      );
    });
  }

  ready(part) {
    const { apiUrl, simulatorApiUrl } = this.settings;
    return waitUntilReady(this.children.get(part), part === 'server' ? `${apiUrl}/health/ready` : `${simulatorApiUrl}/control/customers`);
  }

  /** One that was killed a moment ago may still be stopping its parts. */
  async refuseSecondStart() {
    const holder = () => {
      if (!existsSync(this.running)) return null;
      const [pid, startTime] = readFileSync(this.running, 'utf8').trim().split(' ');
      return isAlive(Number(pid), startTime || null) ? pid : null;
    };
    if (await waitUntil(() => holder() === null, 4000, 100)) return;
    throw new Error(
      `Parley already runs from this folder (process ${holder()}); open ${this.settings.consoleUrl}, or stop that one first. For a second one beside it, use a second clone.`,
    );
  }
}

/** Waits for both; a failure is passed on only then, so that what was starting can be stopped. */
async function both(first, second) {
  for (const outcome of await Promise.allSettled([first, second])) if (outcome.status === 'rejected') throw outcome.reason;
}

/** The terminal stays calm: of a server's log only warnings and worse are shown; everything is in the log file. */
function showTrouble(part, line, log) {
  try {
    const { level, area, event, errorType, errorCode } = JSON.parse(line);
    if (level >= 40) log(`${part}: ${[area, event, errorType, errorCode].filter(Boolean).join(' · ')}`);
  } catch {
    if (line.trim()) log(`${part}: ${line}`);
  }
}

function visiblePorts({ port, simulatorPort, withSimulator }) {
  return [{ variable: 'PORT', port }, ...(withSimulator ? [{ variable: 'SIMULATOR_PORT', port: simulatorPort }] : [])];
}
