import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isAlive, startTimeOf } from './processes.mjs';

/**
 * Runs `work` while holding a lock file, so that two starts in one clone do not install or create a database at once. A lock whose
 * holder died is taken over; the holder is told apart from a later process with the same number by its start time.
 * @param {string} path the lock file; its folder is made when missing
 * @param {() => Promise<T>} work
 * @param {{ onWait?: (holder: number) => void, timeoutMs?: number }} options
 * @returns {Promise<T>} rejects when the lock stays taken for `timeoutMs` (default 10 minutes: a slow first installation)
 * @template T
 */
export async function withFileLock(path, work, { onWait, timeoutMs = 600_000 } = {}) {
  const until = Date.now() + timeoutMs;
  mkdirSync(dirname(path), { recursive: true });
  for (let told = false; !take(path);) {
    const holder = holderOf(path);
    if (holder ? !isAlive(holder.pid, holder.startTime) : isOld(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (Date.now() > until)
      throw new Error(`${path} is still held by process ${holder?.pid ?? 'unknown'}; delete the file if that is wrong`);
    if (!told && holder) {
      told = true;
      onWait?.(holder.pid);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path) {
  try {
    writeFileSync(path, `${process.pid} ${startTimeOf(process.pid) ?? ''}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** A lock without a name in it: its holder died between making and writing it, if that was not just now. */
function isOld(path) {
  try {
    return Date.now() - statSync(path).mtimeMs > 5000;
  } catch {
    return false;
  }
}

/** Null while the holder is between creating the file and writing its number. */
function holderOf(path) {
  try {
    const [pid, startTime] = readFileSync(path, 'utf8').trim().split(' ');
    return pid ? { pid: Number(pid), startTime: startTime || null } : null;
  } catch {
    return null;
  }
}
