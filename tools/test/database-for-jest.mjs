import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../postgres/index.mjs';
import { ROOT } from '../workspace.mjs';

let postgres = null;

/**
 * Jest's globalSetup: `npx nx test <project>` and Jest by hand find a database too. `npm test` has started one for all already.
 * A project whose tests need one keeps them in `test/`.
 */
export async function start(_globalConfig, { rootDir }) {
  if (process.env.PARLEY_TEST_DATABASE_URL || !existsSync(join(rootDir, 'test'))) return;
  postgres = await startPostgres({ dataDir: join(ROOT, '.data', `test-${process.pid}`), mode: 'test' });
  process.env.PARLEY_TEST_DATABASE_URL = postgres.url;
}

export async function stop() {
  await postgres?.stop();
}
