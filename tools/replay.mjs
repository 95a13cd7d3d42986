// `npm run replay -- --list | --id N | --all`: dead letters of the database of DATABASE_URL, looked at and tried again. In a production
// image the same is `node apps/api/dist/replay.js`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build-all.mjs';
import { ROOT } from './workspace.mjs';

await ensureBuilt({ log: (line) => console.error(line) }).catch((error) => {
  console.error(`\n${error.message}\n`);
  process.exit(1);
});
const replay = spawn(process.execPath, [join(ROOT, 'apps/api/dist/replay.js'), ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => replay.kill(signal));
replay.once('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
replay.once('exit', (code) => process.exit(code ?? 1));
