import { Refusal } from '@parley/platform';

/**
 * Where a page ended: the sort keys of its last row, for the next keyset step. Opaque to clients. Made of plain strings, each checked
 * by the query that reads it.
 */
export function encodeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** @param field the name of the parameter, for the error */
export function decodeCursor<const Patterns extends readonly RegExp[]>(
  cursor: string,
  field: string,
  patterns: Patterns,
): { [Index in keyof Patterns]: string } {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === patterns.length) {
      const fits = patterns.every((pattern, index) => typeof parts[index] === 'string' && pattern.test(parts[index]));
      if (fits) return parts as { [Index in keyof Patterns]: string };
    }
  } catch {
    // Not ours; refused below like every other one that is not.
  }
  const message = `${field} is not a cursor of this list`;
  throw new Refusal('VALIDATION_FAILED', message, [{ field, message }]);
}

export const CURSOR_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** As PostgreSQL prints it: microseconds matter, a JavaScript date would lose them and skip or repeat rows. */
export const CURSOR_TIMESTAMP = /^\d{4,5}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/;
export const CURSOR_NUMBER = /^\d{1,15}$/;
