import { readFileSync } from 'node:fs';

/**
 * When a process began, in the kernel's own ticks since boot: with the number it names a process for good, because numbers are
 * used again. Null where there is no /proc (macOS, Windows) or no such process.
 */
export function startTimeOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // field 22; the second field is the name in brackets and may itself hold spaces and brackets
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** Whether the process is there; with a start time, whether it is still that one. A zombie counts as gone. */
export function isAlive(pid, startTime = null) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  const now = startTimeOf(pid);
  if (startTime !== null && now !== null && now !== startTime) return false;
  return stateOf(pid) !== 'Z';
}

function stateOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat[stat.lastIndexOf(')') + 2];
  } catch {
    return null;
  }
}

/** Waits until `isGone()` holds. @returns false when it did not within `timeoutMs` */
export async function waitUntil(isGone, timeoutMs, everyMs = 20) {
  const until = Date.now() + timeoutMs;
  while (!(await isGone())) {
    if (Date.now() > until) return false;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return true;
}
