/** What is wrong with a playbook, for whoever edits it. */
export interface PlaybookFault {
  /** Where: a JSON pointer into the document, `/menu/entries/2/title/es`. */
  readonly at: string;
  /** What, in a sentence. */
  readonly message: string;
}

/** One step deeper, as RFC 6901 writes it. */
export function below(at: string, key: string | number): string {
  return `${at}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A count as people write it: `1,024`. */
export function count(value: number): string {
  return value.toLocaleString('en-GB');
}
