import { expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { isAlive, waitUntil } from '../processes.mjs';

// Where the kernel cannot tell the database that its starter is gone, the watchdog does; a sleeper stands for the database here.
it('the watchdog stops its process when the pipe from the starter closes, however the starter ended', async () => {
  const database = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const watchdog = spawn(process.execPath, [new URL('./watchdog.mjs', import.meta.url).pathname, String(database.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(isAlive(database.pid)).toBe(true);
  watchdog.stdin.destroy();
  expect(await waitUntil(() => !isAlive(database.pid) && !isAlive(watchdog.pid), 30_000)).toBe(true);
});
