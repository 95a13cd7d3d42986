import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PinoLog } from './log.js';
import { logDestination } from './log-destination.js';

const LINES = 40_000;

describe('the log’s way out', () => {
  let folder: string;
  let readingEnd: number;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-log-'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    readingEnd = openSync(join(folder, 'pipe'), constants.O_RDONLY | constants.O_NONBLOCK);
  });
  afterEach(() => {
    closeSync(readingEnd);
    rmSync(folder, { recursive: true });
  });

  it('never stops the server, also when nobody reads what it says', async () => {
    const destination = logDestination(openSync(join(folder, 'pipe'), constants.O_WRONLY | constants.O_NONBLOCK));
    let dropped = 0;
    destination.on('drop', () => (dropped += 1));
    const log = new PinoLog('info', destination);
    for (let line = 0; line < LINES; line += 1) {
      log.info('start', 'a line nobody reads', { line });
      if (line % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    // About 5 MB were said; a pipe takes 64 kB and we keep 1 MB. Getting here at all is the promise.
    expect(dropped).toBeGreaterThan(LINES / 2);
    await new Promise((resolve) => {
      destination.on('close', resolve);
      destination.destroy();
    });
  });
});
