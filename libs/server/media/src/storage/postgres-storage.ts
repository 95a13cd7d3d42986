import { Injectable } from '@nestjs/common';
import { Database, statement } from '@parley/platform';
import { type ByteRange, BytesMissing, inPieces, MediaStorage } from './media-storage.js';

/** Of one row. Small enough that the driver's copies of it do not matter, large enough that 100 MB are 200 rows. */
const CHUNK_BYTES = 512 * 1024;

const writeChunk = statement(
  'media-write-chunk',
  `insert into media_chunk (media_id, no, bytes) values ($1, $2, $3) on conflict (media_id, no) do update set bytes = excluded.bytes`,
);

const readChunk = statement<{ bytes: Buffer }>('media-read-chunk', `select bytes from media_chunk where media_id = $1 and no = $2`);

const removeChunks = statement('media-remove-chunks', `delete from media_chunk where media_id = $1 and no >= $2`);

/**
 * Files as rows of the database: nothing else to run, one backup for all, and gone with a contact in the same place. Each row is written
 * in a transaction of its own: a slow download must not hold one open.
 */
@Injectable()
export class PostgresStorage extends MediaStorage {
  readonly name = 'postgres';

  constructor(private readonly database: Database) {
    super();
  }

  async write(key: string, source: AsyncIterable<Buffer>): Promise<void> {
    let no = 0;
    try {
      for await (const bytes of inPieces(source, CHUNK_BYTES)) {
        await this.database.run(writeChunk, [key, no, bytes]);
        no += 1;
      }
      // Of a longer file that was here before.
      await this.database.run(removeChunks, [key, no]);
    } catch (error) {
      await this.remove(key);
      throw error;
    }
  }

  async *read(key: string, { start, end }: ByteRange): AsyncGenerator<Buffer> {
    for (let no = Math.floor(start / CHUNK_BYTES); no * CHUNK_BYTES <= end; no += 1) {
      const [row] = await this.database.run(readChunk, [key, no]);
      if (!row) throw new BytesMissing();
      const offset = no * CHUNK_BYTES;
      yield row.bytes.subarray(Math.max(0, start - offset), end + 1 - offset);
    }
  }

  async remove(key: string): Promise<void> {
    await this.database.run(removeChunks, [key, 0]);
  }
}
