import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseProxy } from './database-proxy.js';
import { repositoryRoot } from './workspace.js';

export type ReplicaRole = 'api' | 'worker';

export interface ReplicaOptions {
  readonly name: string;
  readonly role: ReplicaRole;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
  /** Between it and PostgreSQL, where the set was started with proxies. */
  readonly proxy?: DatabaseProxy;
  /** Both streams of every life are appended to it. */
  readonly logFile: string;
}

/** A start may share two cores with three others. */
const START_PATIENCE_MS = 60_000;
const STOP_PATIENCE_MS = 30_000;

/** One server process of several, with the lives it has had: killed, frozen and started again by its own handle. */
export class Replica {
  readonly name: string;
  readonly role: ReplicaRole;
  readonly port: number;
  readonly proxy: DatabaseProxy | null;
  /** How often it ended without being told to, once it was ready. Always a fault of the product. */
  endedByItself = 0;
  /** How often it gave up while starting; right when the database is away. */
  gaveUpStarting = 0;
  private child: ChildProcess | null = null;
  private expected = false;
  private isReady = false;
  private isFrozen = false;

  constructor(private readonly options: ReplicaOptions) {
    ({ name: this.name, role: this.role, port: this.port } = options);
    this.proxy = options.proxy ?? null;
    mkdirSync(dirname(options.logFile), { recursive: true });
  }

  get state(): 'down' | 'starting' | 'ready' | 'frozen' {
    if (this.child === null) return 'down';
    if (this.isFrozen) return 'frozen';
    return this.isReady ? 'ready' : 'starting';
  }

  /** The operating system's number of the present life; 0 when it is down. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  /** @returns whether it became ready; false when it ended or was killed first */
  async start(): Promise<boolean> {
    const log = openSync(this.options.logFile, 'a');
    const root = repositoryRoot();
    // The import stops it when whoever started it is gone, however that ended.
    const args = ['--import', join(root, 'tools/running/stop-with-starter.mjs'), 'apps/api/dist/main.js'];
    const child = spawn(process.execPath, args, { cwd: root, env: this.options.env, stdio: ['ignore', log, log, 'ipc'] });
    closeSync(log);
    this.child = child;
    this.expected = false;
    this.isReady = false;
    this.isFrozen = false;
    child.once('exit', () => this.over(child));
    const until = Date.now() + START_PATIENCE_MS;
    while (this.child === child) {
      if (await this.answersReady()) {
        if (this.child !== child) return false;
        this.isReady = true;
        return true;
      }
      if (Date.now() > until)
        throw new Error(`${this.name} was not ready within ${START_PATIENCE_MS / 1000} s: see ${this.options.logFile}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return false;
  }

  /** SIGKILL, at once, also while it is frozen or starting. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** SIGTERM, then SIGKILL. @returns the exit code, null when it had to be killed */
  async stop(): Promise<number | null> {
    const { child } = this;
    if (!child) return 0;
    this.thaw();
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
    await this.end('SIGTERM');
    clearTimeout(timer);
    return child.exitCode;
  }

  freeze(): void {
    this.isFrozen = this.child?.kill('SIGSTOP') ?? false;
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
    this.isFrozen = false;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (!child) return;
    this.expected = true;
    const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null;
    child.kill(signal);
    await exited;
  }

  private over(child: ChildProcess): void {
    if (this.child !== child) return;
    if (!this.expected && this.isReady) this.endedByItself += 1;
    else if (!this.expected) this.gaveUpStarting += 1;
    this.child = null;
  }

  private async answersReady(): Promise<boolean> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.port}/health/ready`, { signal: AbortSignal.timeout(2000) });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  }
}
