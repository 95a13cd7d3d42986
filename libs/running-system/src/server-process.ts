import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A child process of ours: started, waited for, ended by its own handle and never by name. */
export interface ServerProcess {
  readonly pid: number;
  /** All it has printed, both streams, oldest first. */
  output(): string;
  /** SIGTERM, then SIGKILL after 30 s: later than the server's own limit. @returns the exit code, null when it had to be killed */
  stop(): Promise<number | null>;
  /** SIGKILL, at once. */
  kill(): Promise<void>;
  /** Any signal, SIGSTOP and SIGCONT too; for one that ends it, use {@link stop} or {@link kill}. */
  signal(signal: NodeJS.Signals): void;
  /** How it ended although nobody asked it to, in words; null as long as it has not. */
  endedByItself(): string | null;
}

export interface StartOptions {
  readonly script: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Polled until it answers with a 2xx. */
  readonly readyUrl: string;
  readonly timeoutMs?: number;
}

export async function startServer(options: StartOptions): Promise<ServerProcess> {
  const child = spawn(process.execPath, [options.script], { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => printed.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => printed.push(chunk));
  const output = (): string => printed.join('');
  let asked = false;
  const until = Date.now() + (options.timeoutMs ?? 60_000);
  while (!(await answers(options.readyUrl))) {
    if (hasEnded(child)) throw new Error(`${options.script} ended with ${child.exitCode} before it was ready:\n${output()}`);
    if (Date.now() > until) {
      await end(child, 'SIGKILL');
      throw new Error(`${options.script} was not ready in time:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return {
    pid: child.pid ?? 0,
    output,
    async stop() {
      asked = asked || !hasEnded(child);
      const timer = setTimeout(() => child.kill('SIGKILL'), 30_000);
      await end(child, 'SIGTERM');
      clearTimeout(timer);
      return child.exitCode;
    },
    kill() {
      asked = asked || !hasEnded(child);
      return end(child, 'SIGKILL');
    },
    signal: (signal) => void child.kill(signal),
    endedByItself: () => (asked || !hasEnded(child) ? null : `ended with ${child.signalCode ?? `exit code ${child.exitCode}`}`),
  };
}

/** Runs a script to its end: for starts that are meant to fail. */
export async function runToEnd(
  script: string,
  options: { cwd: string; env: NodeJS.ProcessEnv; timeoutMs?: number },
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [script], { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 60_000);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  return { code, output };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Below what operating systems hand out by themselves (Linux from 32768): nobody who asks for any port gets one of these. */
const [FIRST_PORT, PORTS] = [20_000, 12_000];
/** Two processes that look at the same time begin in different places. */
let asked = process.pid * 97;

/** A TCP port of the loopback that is free, and that nobody else is given until it is used, or while its server is down for a while. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS; tries += 1) {
    const port = FIRST_PORT + ((asked += 1) % PORTS);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
  throw new Error('no port is free');
}
