import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
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
 * The running server of this data folder, or null. After a kill the file stays behind, and its number may belong to a zombie or to
 * some other program: PostgreSQL would refuse to start for fear of that one, so the file is removed, but only when no process of the
 * killed server works in the folder any more, which is what PostgreSQL itself makes sure of by that file.
 */
export async function findRunning(dataDir) {
  const found = readPidFile(dataDir);
  if (!found) return null;
  if (isAlive(found.pid) && isPostmasterOf(found.pid, dataDir)) return found;
  if (!exists(found.pid)) return null;
  if (!(await waitUntil(() => !isInUse(dataDir), 10_000, 50))) {
    throw new Error(`Processes of a killed PostgreSQL still work in ${dataDir}: end them, then start again.`);
  }
  rmSync(join(dataDir, 'postmaster.pid'), { force: true });
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

/** In PostgreSQL's own sense: a zombie counts. */
function exists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Whether any process has the folder as its working directory, as all of a PostgreSQL's do. Where there is no /proc, none is seen. */
function isInUse(dataDir) {
  const processes = existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return processes.some((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === dataDir;
    } catch {
      return false;
    }
  });
}

function isPostmasterOf(pid, dataDir) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataDir);
  } catch {
    // No /proc: the number alone has to do.
    return true;
  }
}
