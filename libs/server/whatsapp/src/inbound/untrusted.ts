/**
 * Reading values nobody vouches for. A webhook body is signed, but what stands in it is Meta's and the customer's: any field may be
 * missing, null, of another type, or named `__proto__`. These functions answer what can be used, and null for the rest.
 */

/** The field of an object, undefined for anything that has no such field of its own. */
export function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** The elements of a list; a value that is no list has none. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text as PostgreSQL can keep it: NUL removed, lone surrogates U+FFFD; otherwise as received. Null for anything but a string. */
export function text(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  return value.replaceAll('\u0000', '').replace(/\p{Cs}/gu, '\uFFFD');
}

/** Like {@link text}, without blanks around it and cut to `longest` characters; null when nothing is left. For names and titles. */
export function shortText(value: unknown, longest: number): string | null {
  if (typeof value !== 'string') return null;
  // Cut first: cleaning what the cut left of a surrogate pair is what `text` does.
  const short = text(value.trim().slice(0, longest));
  return short ? short : null;
}

export function finiteNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  // Meta's samples write coordinates and sizes both ways.
  if (typeof value !== 'string' || !/^-?\d{1,15}(\.\d{1,15})?$/.test(value)) return null;
  return Number(value);
}

/** Ids of Meta are printable ASCII without blanks. Anything else is kept raw and never used as an id. */
export function wireId(value: unknown): string | null {
  return typeof value === 'string' && /^[\x21-\x7e]{1,512}$/.test(value) ? value : null;
}

/** Whole seconds since 1970, as string or number; null when it is no time a JavaScript date can hold. */
export function wireTime(value: unknown): Date | null {
  const seconds = typeof value === 'string' && /^\d{1,13}$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isSafeInteger(seconds) || seconds <= 0) return null;
  const at = new Date(seconds * 1000);
  return Number.isNaN(at.getTime()) ? null : at;
}
