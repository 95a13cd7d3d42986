// `npm start`: the demo in one command, or, where a real database or production is asked for, the production server.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build-all.mjs';
import { presentDemo } from './demo/present-demo.mjs';
import { demoSettings } from './demo/settings.mjs';
import { STOP_WITH_STARTER } from './running/child.mjs';
import { stopRequest } from './running/stop-request.mjs';
import { ROOT } from './workspace.mjs';

const log = (line) => console.log(line);

if (process.env.DATABASE_URL || process.env.NODE_ENV === 'production') await production();
else await presentDemo(() => demoSettings(), { log, prepare: () => ensureBuilt({ log }) });

/** The production server in our place: same environment, its own words, its exit code. */
async function production() {
  await ensureBuilt({ log }).catch((error) => {
    console.error(`\n${error.message}\n`);
    process.exit(1);
  });
  const server = spawn(process.execPath, ['--import', STOP_WITH_STARTER, join(ROOT, 'apps/api/dist/main.js')], {
    cwd: ROOT,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  void stopRequest({ onAgain: () => server.kill('SIGTERM') }).then(() => server.kill('SIGTERM'));
  server.once('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  server.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
