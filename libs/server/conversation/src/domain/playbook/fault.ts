/** What is wrong with a playbook, for whoever edits it. */
export interface PlaybookFault {
  /** Where: a JSON pointer into the document, `/menu/entries/2/title/es`. */
  readonly at: string;
  /** What, in a sentence. */
  readonly message: string;
}

/**
 * What a judge says: a fault, or null after a small piece of work. A playbook may be a megabyte: whoever listens lets others have their
 * turn in between.
 */
export type Verdict = PlaybookFault | null;

/** Faults told at a time: whoever has more than these mends them first. */
const MAX_FAULTS = 100;

/** The first faults of a judge, each once. */
export function* firstOf(verdicts: Iterable<Verdict>): Generator<Verdict> {
  // Two languages that borrow the same words have the same fault in the same place.
  const told = new Set<string>();
  for (const verdict of verdicts) {
    if (verdict) {
      const name = `${verdict.at} ${verdict.message}`;
      if (told.has(name)) continue;
      told.add(name);
    }
    yield verdict;
    if (told.size >= MAX_FAULTS) return;
  }
}

export function isFault(verdict: Verdict): verdict is PlaybookFault {
  return verdict !== null;
}

/** One step deeper, as RFC 6901 writes it. */
export function below(at: string, key: string | number): string {
  if (typeof key === 'number' || !/[~/]/.test(key)) return `${at}/${String(key)}`;
  return `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A count as people write it: `1,024`. */
export function count(value: number): string {
  return value.toLocaleString('en-GB');
}
