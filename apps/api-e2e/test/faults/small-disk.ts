import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of 64 MB in memory, as a folder; needs root and the right to mount. */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** @returns null where this user may not mount */
  static mount(): SmallDisk | null {
    const folder = mkdtempSync(join(tmpdir(), 'parley-small-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      rmSync(folder, { recursive: true });
      return null;
    }
    chmodSync(folder, 0o755);
    return new SmallDisk(folder);
  }

  /** Gives it to whoever a process of PostgreSQL runs as. @returns the folder, for a tablespace */
  giveTo(backendPid: number): string {
    const [, uid, gid] = /^Uid:\s+(\d+)[\s\S]*?^Gid:\s+(\d+)/m.exec(readFileSync(`/proc/${backendPid}/status`, 'utf8')) ?? [];
    chownSync(this.folder, Number(uid), Number(gid));
    return this.folder;
  }

  /** Leaves only so much free, in bytes. */
  fill(leave: number): void {
    const { bavail, bsize } = statfsSync(this.folder);
    writeFileSync(join(this.folder, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - leave)));
  }

  /** Takes away what {@link fill} put there. */
  makeRoom(): void {
    rmSync(join(this.folder, 'filler'), { force: true });
  }

  unmount(): void {
    execFileSync('umount', ['-l', this.folder], { stdio: 'ignore' });
    rmSync(this.folder, { recursive: true, force: true });
  }
}
