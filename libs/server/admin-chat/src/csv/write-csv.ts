import { stringify } from 'csv-stringify/sync';

export type CsvValue = string | number | null;

/**
 * How a cell begins that a spreadsheet takes for a formula, and runs: the signs of OWASP's list with their full-width sisters, and the
 * apostrophe, so that taking one away again always gives back what was there (INV-25).
 */
const FORMULA_START = /^['=+\-@\t\r\n＝＋－＠]/;

/** Text as a cell that stays text: an apostrophe before what would be a formula. To read it back, take one leading apostrophe away. */
export function safeCell(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/**
 * A table as RFC 4180 has it: commas, CRLF, texts in quotation marks; UTF-8 with a byte order mark, without which Excel reads it in the
 * machine's own code page. Numbers are numbers (none of ours is negative), null is an empty cell.
 */
export function writeCsv(rows: readonly (readonly CsvValue[])[]): string {
  const cells = rows.map((row) => row.map((value) => (typeof value === 'string' ? safeCell(value) : value)));
  return stringify(cells, { bom: true, quoted_string: true, record_delimiter: '\r\n', cast: { number: String } });
}
