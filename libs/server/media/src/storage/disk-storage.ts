import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ByteRange, MediaStorage } from './media-storage.js';

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
      for await (const chunk of source) await file.write(chunk);
      await file.sync();
    } catch (error) {
      await file.close();
      await rm(unfinished, { force: true });
      throw error;
    }
    await file.close();
    await rename(unfinished, path);
  }

  read(key: string, { start, end }: ByteRange): AsyncIterable<Buffer> {
    return createReadStream(this.pathOf(key), { start, end });
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
