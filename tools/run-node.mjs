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
  let output = '';
  const collect = (chunk) => (output += chunk);
  const code = await runToEnd(script, args, { env, nodeArgs, onOutput: collect, onError: collect });
  return { code, output };
}

/** The same, handing on what is printed as it comes. @returns {Promise<number>} the exit code */
export async function runToEnd(script, args, { env = {}, nodeArgs = [], onOutput = () => {}, onError = () => {} } = {}) {
  const child = spawn(process.execPath, [...nodeArgs, script, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    // A group of its own, so that whatever it starts in turn can be stopped with it.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => stopGroup(child);
  process.once('exit', stop);
  child.stdout.setEncoding('utf8').on('data', onOutput);
  child.stderr.setEncoding('utf8').on('data', onError);
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('close', (status) => resolve(status ?? 1));
  });
  process.off('exit', stop);
  return code;
}

function stopGroup(child) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM');
  } catch {
    // It has just ended by itself.
  }
}
