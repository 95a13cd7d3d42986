// `npm run migrate`: brings the database of DATABASE_URL to this version's schema and ends. Safe to run twice or on several machines at
// once: an advisory lock lets one work while the others wait. The server does the same at its start unless MIGRATE_ON_START=false.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build-all.mjs';
import { ROOT } from './workspace.mjs';

if (!process.env.DATABASE_URL) {
  console.error(
    '\nDATABASE_URL is not set, so there is no database to migrate. Set it, for example:\n' +
      '  DATABASE_URL=postgres://user:password@host:5432/parley npm run migrate\n' +
      'The database of the demo (npm start) migrates itself.\n',
  );
  process.exit(1);
}
await ensureBuilt({ log: (line) => console.error(line) }).catch((error) => {
  console.error(`\n${error.message}\n`);
  process.exit(1);
});
const migration = spawn(process.execPath, [join(ROOT, 'apps/api/dist/migrate.js')], { cwd: ROOT, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => migration.kill(signal));
migration.once('error', (error) => {
  console.error(error.message);
  process.exit(1);
});
migration.once('exit', (code) => process.exit(code ?? 1));
