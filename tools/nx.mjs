import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './workspace.mjs';

/** No daemon, no cloud, no full-screen interface, plugins in our own process: the quickest and quietest Nx. */
const QUIET = { NX_NO_CLOUD: 'true', NX_DAEMON: 'false', NX_TUI: 'false', NX_ISOLATE_PLUGINS: 'false', NX_SKIP_LOG_GROUPING: 'true' };

/**
 * Runs Nx and collects what it prints.
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, onData?: (chunk: string) => void }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function nx(args, { env = {}, onData = () => {} } = {}) {
  const script = join(ROOT, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      onData(chunk);
    });
  }
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (status) => resolve(status ?? 1));
  });
  return { code, output };
}
