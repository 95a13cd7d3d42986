import { readFileSync } from 'node:fs';

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Milliseconds in, percentiles out, rounded to a hundredth. */
export function percentiles(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null);
  return { n: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: round(sorted.at(-1) ?? null) };
}

export const round = (value, digits = 2) => (value === null ? null : Number(value.toFixed(digits)));

/** Resident memory of a process in MiB; null where there is no /proc. */
export function residentMiB(pid) {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);
  } catch {
    return null;
  }
}

/** Processor seconds a process has used so far; 0 where there is no /proc. */
export function cpuSeconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    // Ticks of 10 ms: utime and stime are fields 14 and 15, and two are cut off.
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
