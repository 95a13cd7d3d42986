/** The name of the unique constraint that refused the row, or null when the error is something else. */
export function violatedUnique(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return code === '23505' && typeof constraint === 'string' ? constraint : null;
}

/** Whether PostgreSQL refused with this SQLSTATE, and on account of this constraint where one is named. */
export function isSqlState(error: unknown, state: string, constraint?: string): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const found = error as { code?: unknown; constraint?: unknown };
  return found.code === state && (constraint === undefined || found.constraint === constraint);
}

/**
 * Going down, crashed, starting, dropped; an idle session ended; no connection to be had; and what the network says instead of it. A
 * stopped container has no name any more, so names that do not resolve are among them. Not among them: a transaction ended because
 * it idled (25P03). That was us, and what took us so long would take as long again.
 */
const CONNECTION_LOST = new Set([
  '57P01',
  '57P02',
  '57P03',
  '57P04',
  '57P05',
  '53300',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** Disk full, I/O error, only reading allowed (a standby that has not taken over, a former primary). */
const NOBODYS_FAULT = new Set(['53100', '58030', '25006']);

/**
 * True when the failure says nothing about what was asked: the database was not there, or it can write nothing at all. Trying a
 * batch one by one, or giving an item up after so many tries, would be wrong then. Not among it: out of memory, which one item may
 * well be the cause of.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  return isConnectionLost(error) || [...NOBODYS_FAULT].some((state) => isSqlState(error, state));
}

/** True when the database was not reachable or went away, as opposed to refusing what was asked. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && CONNECTION_LOST.has(code)) return true;
  // node-postgres has no code for these two
  return /Connection terminated|timeout exceeded when trying to connect/.test(error.message);
}
