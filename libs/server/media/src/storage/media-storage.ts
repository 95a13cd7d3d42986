/** Part of a file: both ends included, counted from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What was kept under a key is not there: lost with its disk, or never brought along to this storage. */
export class BytesMissing extends Error {
  constructor() {
    super('the bytes of a file are missing');
    this.name = 'BytesMissing';
  }
}

/** Where bytes are kept, and nothing else: what they are and whose stands in the table `media`. */
export abstract class MediaStorage {
  /** `postgres`, `disk`, `s3`: written beside each file, so that one kept elsewhere is not looked for here. */
  abstract readonly name: string;
  /** Keeps the bytes under a key of ours; again under the same key replaces them. What the source throws goes through, and nothing is kept. */
  abstract write(key: string, source: AsyncIterable<Buffer>): Promise<void>;
  /** The stream throws {@link BytesMissing} where they are not there. */
  abstract read(key: string, range: ByteRange): AsyncIterable<Buffer>;
  /** What is not there is removed already. */
  abstract remove(key: string): Promise<void>;
}

/** Pieces of exactly `size` bytes, the last one smaller; none of nothing. */
export async function* inPieces(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    let rest = chunk;
    while (bytes + rest.length >= size) {
      const taken = rest.subarray(0, size - bytes);
      yield Buffer.concat([...held, taken]);
      rest = rest.subarray(taken.length);
      held = [];
      bytes = 0;
    }
    if (rest.length > 0) held.push(rest);
    bytes += rest.length;
  }
  if (bytes > 0) yield Buffer.concat(held);
}
