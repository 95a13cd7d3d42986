import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** For `node --import`: the child then stops when its starter is gone; needs an `ipc` channel. */
export const STOP_WITH_STARTER = new URL('./stop-with-starter.mjs', import.meta.url).href;
/** A server drains for at most 10 s by its own limits; after this it is stuck. */
const STOP_PATIENCE_MS = 15_000;
const KEPT_LINES = 30;

/**
 * @typedef {object} Child
 * @property {string} name
 * @property {number} pid
 * @property {Promise<{ code: number|null, signal: string|null }>} exited
 * @property {() => boolean} isOver
 * @property {() => string[]} lastLines what it printed last, oldest first
 * @property {(hurry?: boolean) => Promise<void>} stop SIGTERM, after 15 s (or at once, in a hurry) SIGKILL
 */

/**
 * Starts a Node program of ours as a child that stops when we do. Not in our process group: Ctrl+C is for us, and we stop the
 * children in their order.
 * @param {{ name: string, script: string, cwd: string, env: NodeJS.ProcessEnv, logFile?: string, onLine?: (line: string) => void, nodeArgs?: string[] }} options
 * @returns {Child}
 */
export function startChild({ name, script, cwd, env, logFile, onLine = () => {}, nodeArgs = [] }) {
  const child = spawn(process.execPath, ['--import', STOP_WITH_STARTER, ...nodeArgs, script], {
    cwd,
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const last = [];
  const log = logFile ? openLog(logFile) : null;
  for (const stream of [child.stdout, child.stderr]) {
    eachLine(stream, (line) => {
      last.push(line);
      if (last.length > KEPT_LINES) last.shift();
      log?.write(`${line}\n`);
      onLine(line);
    });
  }
  let over = false;
  const exited = new Promise((resolve) => {
    child.once('error', (error) => {
      last.push(error.message);
      resolve({ code: null, signal: null });
    });
    // `close`, not `exit`: its last words are still in the pipe when it exits
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  void exited.then(() => {
    over = true;
    log?.end();
  });
  return {
    name,
    pid: child.pid,
    exited,
    isOver: () => over,
    lastLines: () => [...last],
    async stop(hurry = false) {
      if (!over) child.kill(hurry ? 'SIGKILL' : 'SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

/**
 * Waits until the child answers 2xx at `url`; rejects with its last lines when it ends first or takes longer than a minute.
 * @param {Child} child
 */
export async function waitUntilReady(child, url, timeoutMs = 60_000) {
  const until = Date.now() + timeoutMs;
  for (;;) {
    if (child.isOver()) throw new Error(`${child.name} stopped while starting:\n${child.lastLines().join('\n')}`);
    if (await answers(url)) return;
    if (Date.now() > until)
      throw new Error(`${child.name} did not become ready within ${timeoutMs / 1000} s:\n${child.lastLines().join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** The log of this start; the one before is overwritten, so it cannot grow over the weeks. */
function openLog(file) {
  mkdirSync(dirname(file), { recursive: true });
  return createWriteStream(file, { flags: 'w', mode: 0o600 });
}

export function eachLine(stream, onLine) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) onLine(line);
  });
  stream.on('end', () => {
    if (rest) onLine(rest);
  });
}
