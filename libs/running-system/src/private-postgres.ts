import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseProxy } from './database-proxy.js';
import { repositoryRoot } from './workspace.js';

interface Running {
  readonly url: string;
  readonly pid: number;
}

/** A PostgreSQL of this test's own, durable as in production, that may be crashed: the one of `npm test` belongs to all. */
export class PrivatePostgres {
  private constructor(
    private readonly folder: string,
    private readonly door: DatabaseProxy,
    private starter: ChildProcess,
    private running: Running,
  ) {}

  static async start(): Promise<PrivatePostgres> {
    const folder = join(repositoryRoot(), '.data', `private-postgres-${process.pid}-${randomBytes(3).toString('hex')}`);
    const { starter, running } = await startIn(folder);
    return new PrivatePostgres(folder, await DatabaseProxy.before(running.url), starter, running);
  }

  /** A superuser's connection URL, the same in every life: each life has another port, and a proxy stands before them. */
  get url(): string {
    return this.door.urlOf(this.running.url);
  }

  /** What `pg_ctl stop -m immediate` does: no goodbye, no checkpoint; the next start recovers from its log. */
  async crash(): Promise<void> {
    const stopped = once(this.starter, 'exit');
    process.kill(this.running.pid, 'SIGQUIT');
    await goneOf(this.running.pid);
    this.starter.kill('SIGKILL');
    await stopped;
  }

  async startAgain(): Promise<void> {
    const { starter, running } = await startIn(this.folder);
    this.starter = starter;
    this.running = running;
    this.door.retarget(running.url);
  }

  /** Crashes it if it runs, and deletes its data. */
  async stop(): Promise<void> {
    if (this.starter.exitCode === null && this.starter.signalCode === null) await this.crash();
    await this.door.close();
    // Where root may not run it in the checkout, programs and data lie elsewhere.
    const note = join(this.folder, 'elsewhere');
    if (existsSync(note)) rmSync(readFileSync(note, 'utf8').trim(), { recursive: true, force: true });
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Its starter is a process of its own, so that it outlives neither this one nor its data. */
async function startIn(folder: string): Promise<{ starter: ChildProcess; running: Running }> {
  const script = join(repositoryRoot(), 'tools', 'postgres', 'hold-for-spec.mjs');
  const starter = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  starter.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  for await (const line of createInterface({ input: starter.stdout })) return { starter, running: JSON.parse(line) as Running };
  throw new Error(`a private PostgreSQL did not start in ${dirname(folder)}: ${errors}`);
}

async function goneOf(pid: number): Promise<void> {
  const until = Date.now() + 30_000;
  while (isAlive(pid)) {
    if (Date.now() > until) throw new Error('PostgreSQL did not stop at SIGQUIT');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A zombie is dead: its parent, the starter, has not asked yet.
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}
