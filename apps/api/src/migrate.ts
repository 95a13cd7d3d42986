import 'reflect-metadata';
import { migrate, PinoLog } from '@parley/platform';
import { migrations } from '@parley/schema';
import { migrationConfigurationOrExit } from './config/configuration.js';

// Migrations alone: the step before a deployment. Idempotent, safe with replicas.
const { databaseUrl, logLevel } = migrationConfigurationOrExit();
const log = new PinoLog(logLevel);
try {
  const ran = await migrate(databaseUrl, migrations);
  for (const name of ran) log.info('start', 'migration applied', { name });
  log.info('start', 'schema is current', { applied: ran.length });
} catch (error) {
  log.error('start', 'migration failed', error);
  process.stderr.write(`The migration failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
