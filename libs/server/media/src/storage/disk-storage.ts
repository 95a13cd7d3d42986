import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ByteRange, BytesMissing, MediaStorage } from './media-storage.js';

/** Keys are ids of ours; whatever else somebody may have made of one would be a path. */
const KEY = /^[0-9a-f-]{36}$/;

/** Files in a directory of ours, in 256 folders. For one machine, or a volume that all processes share. */
export class DiskStorage extends MediaStorage {
  readonly name = 'disk';

  constructor(private readonly directory: string) {
    super();
  }

  /** Written beside its place and then moved there: half a file is never found. */
  async write(key: string, source: AsyncIterable<Buffer>): Promise<void> {
    const path = this.pathOf(key);
    const unfinished = `${path}.part`;
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    const file = await open(unfinished, 'w', 0o600);
    try {
      // Not `write`, which may write a part of a chunk and say so.
      for await (const chunk of source) await file.appendFile(chunk);
      await file.sync();
    } catch (error) {
      await file.close();
      await rm(unfinished, { force: true });
      throw error;
    }
    await file.close();
    await rename(unfinished, path);
  }

  async *read(key: string, { start, end }: ByteRange): AsyncGenerator<Buffer> {
    try {
      yield* createReadStream(this.pathOf(key), { start, end }) as AsyncIterable<Buffer>;
    } catch (error) {
      throw (error as { code?: unknown }).code === 'ENOENT' ? new BytesMissing() : error;
    }
  }

  async remove(key: string): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  private pathOf(key: string): string {
    if (!KEY.test(key)) throw new Error('not a key of ours');
    // The last two: ids begin with the time, and files of one hour would all be in one folder.
    return join(this.directory, key.slice(-2), key);
  }
}
