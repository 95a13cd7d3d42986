import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { safeCell, writeCsv } from './write-csv.js';

/** RFC 4180, read by the letter: an independent witness. */
function parse(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = csv.startsWith('\ufeff') ? 1 : 0;
  while (at < csv.length) {
    let cell = '';
    if (csv[at] === '"') {
      for (at += 1; csv[at] !== '"' || csv[at + 1] === '"'; at += 1) {
        if (at >= csv.length) throw new Error('a quotation mark is not closed');
        if (csv[at] === '"') at += 1;
        cell += csv[at] ?? '';
      }
      at += 1;
    } else {
      while (at < csv.length && csv[at] !== ',' && csv[at] !== '\r') {
        if (csv[at] === '"' || csv[at] === '\n') throw new Error('a cell without quotation marks holds what needs them');
        cell += csv[at] ?? '';
        at += 1;
      }
    }
    row.push(cell);
    if (csv[at] === ',') {
      at += 1;
      if (at === csv.length) row.push('');
    } else if (csv.startsWith('\r\n', at)) {
      at += 2;
      rows.push(row);
      row = [];
    } else throw new Error(`neither comma nor end of line at ${at}`);
  }
  return rows;
}

const unprefixed = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell);
const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc
    .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '＝', '＋', '－', '＠', '"', ',', ''), fc.string())
    .map(([start, rest]) => start + rest),
  fc.constantFrom("=cmd|' /C calc'!A0", '+44 7700 900123', '-2+3', '@SUM(A1)', "'=1", '"', '""', ',', '\r\n', 'مرحبا, "🙂"'),
);

describe('a table as CSV', () => {
  it('INV-25 parsed back equals the source cells after un-prefixing, and no cell starts a formula', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 5 })
          .chain((width) => fc.array(fc.array(nasty, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 })),
        (rows) => {
          const parsed = parse(writeCsv(rows));
          expect(parsed.map((row) => row.map(unprefixed))).toEqual(rows);
          for (const cell of parsed.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('keeps numbers numbers, nothing nothing, and is UTF-8 with a byte order mark', () => {
    expect(
      writeCsv([
        ['name', 'count', 'p50'],
        ['Ana, "A"', 12, null],
        ['=1', 0.5, 3],
      ]),
    ).toBe('\ufeff"name","count","p50"\r\n"Ana, ""A""",12,\r\n"\'=1",0.5,3\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+44', "'+44"],
    ['-1', "'-1"],
    ['@x', "'@x"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ["'x", "''x"],
    ['x=1', 'x=1'],
    ['', ''],
  ])('%j becomes %j', (source, cell) => {
    expect(safeCell(source)).toBe(cell);
  });
});
