/** After so many tries an item is given up; with the delays below that is about two minutes. */
export const MAX_ATTEMPTS = 8;

const LONGEST_DELAY_MS = 60_000;

/** 1, 2, 4, … 60 s: a lock or a full disk passes in seconds, and the contact's later messages wait behind this one. */
export function retryDelayMs(attempts: number): number {
  return Math.min(LONGEST_DELAY_MS, 1_000 * 2 ** (attempts - 1));
}

/** For whoever looks at the dead-letter shelf: what broke and where, never what the customer wrote. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  const parts = [error.name, code, constraint].filter((part) => typeof part === 'string');
  const place = error.stack
    ?.split('\n')
    .find((line) => line.startsWith('    at '))
    ?.trim();
  // The class and the frame; the message may quote values.
  return [parts.join(' '), place].filter(Boolean).join(' ').slice(0, 500);
}
