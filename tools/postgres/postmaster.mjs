import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, waitUntil } from '../processes.mjs';

/**
 * What `postmaster.pid` says: PostgreSQL writes it when it starts and deletes it when it has stopped; after a kill it stays behind.
 * @returns {{ pid: number, port: number, ready: boolean } | null}
 */
export function readPidFile(dataDir) {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

/**
 * The running server of this data folder, or null. A file left behind whose number now belongs to some other program is removed:
 * PostgreSQL itself would refuse to start for fear of that program.
 */
export function findRunning(dataDir) {
  const found = readPidFile(dataDir);
  if (!found) return null;
  if (isAlive(found.pid) && isPostmasterOf(found.pid, dataDir)) return found;
  if (isAlive(found.pid)) rmSync(join(dataDir, 'postmaster.pid'), { force: true });
  return null;
}

/** Fast shutdown (clients are disconnected, data is safe); after ten seconds without cleaning up, which costs a recovery at the next start. */
export async function stopPostmaster(pid) {
  for (const [signal, patienceMs] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 2_000],
  ]) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code === 'ESRCH') return;
      throw error;
    }
    if (await waitUntil(() => !isAlive(pid), patienceMs, 10)) return;
  }
}

function isPostmasterOf(pid, dataDir) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataDir);
  } catch {
    // No /proc: the number alone has to do.
    return true;
  }
}
