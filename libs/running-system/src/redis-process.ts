import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from './server-process.js';

/** A Redis of a test's own, that comes and goes. */
export interface RedisProcess {
  readonly url: string;
  /** SIGKILL: connections break without a word. */
  kill(): Promise<void>;
  /** Again, on the same port, with nothing in it. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Where a `redis-server` is: `REDIS_SERVER_PATH`, else on the PATH, else null. */
export function findRedis(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'redis-server'));
  return [process.env['REDIS_SERVER_PATH'], ...folders].find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;
}

/** @param options.running false: the port is known, and nobody answers there yet */
export async function startRedis(executable: string, options: { running?: boolean } = {}): Promise<RedisProcess> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'parley-redis-'));
  let child: ChildProcess | undefined;
  const end = async (): Promise<void> => {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const exited = once(ending, 'exit');
    ending.kill('SIGKILL');
    await exited;
  };
  const start = async (): Promise<void> => {
    const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
    child = spawn(executable, settings, { stdio: 'ignore' });
    const until = Date.now() + 30_000;
    while (!(await answers(port))) {
      if (Date.now() > until || child.exitCode !== null) throw new Error(`${executable} did not start on port ${port}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  if (options.running !== false) await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: end,
    start,
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (result: boolean): void => {
      socket.destroy();
      resolve(result);
    };
    socket.on('connect', () => socket.write('PING\r\n'));
    socket.on('data', (data) => done(data.toString().startsWith('+PONG')));
    socket.on('error', () => done(false));
    socket.setTimeout(1000, () => done(false));
  });
}
