import { spawn } from 'node:child_process';
import { ROOT } from './workspace.mjs';

/**
 * Runs a Node script of an installed tool to its end and collects what it prints, both streams in order.
 * @param {string} script absolute
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, nodeArgs?: string[] }} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runNode(script, args, { env = {}, nodeArgs = [] } = {}) {
  const child = spawn(process.execPath, [...nodeArgs, script, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (status) => resolve(status ?? 1));
  });
  return { code, output };
}
