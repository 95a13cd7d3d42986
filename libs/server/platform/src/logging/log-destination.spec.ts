import { afterEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { PinoLog } from './log.js';
import { logDestination } from './log-destination.js';

const LINES = 40_000;

describe('the log’s way out', () => {
  let reader: ChildProcess | undefined;
  afterEach(() => {
    reader?.kill('SIGKILL');
  });

  it('never stops the server, also when nobody reads what it says', async () => {
    // `sleep` holds the other end of the pipe and never reads from it.
    reader = spawn('sleep', ['60'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const fd = (reader.stdin as unknown as { _handle: { fd: number } })._handle.fd;
    const destination = logDestination(fd);
    let dropped = 0;
    destination.on('drop', () => (dropped += 1));
    const log = new PinoLog('info', destination);
    for (let line = 0; line < LINES; line += 1) {
      log.info('start', 'a line nobody reads', { line });
      if (line % 1_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    // About 5 MB were said; a pipe takes 64 kB and we keep 1 MB. Getting here at all is the promise.
    expect(dropped).toBeGreaterThan(LINES / 2);
    destination.destroy();
  });
});
