import { Database } from '@parley/platform';
import { migrations } from '@parley/schema';
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';

const TEMPLATE = 'parley_test_template';

export interface TestDatabase {
  readonly url: string;
  readonly dataSource: DataSource;
  readonly database: Database;
  /** Closes every connection and drops the database. */
  drop(): Promise<void>;
}

/**
 * A database of its own for a test file, on the real PostgreSQL of `PARLEY_TEST_DATABASE_URL` (tools/test.mjs starts it): a copy of
 * a template that our own migrations built, so that every run tests the migrations and no test sees another's rows.
 */
export async function createTestDatabase(
  options: { entities?: MixedList<(new () => object) | string | EntitySchema> } = {},
): Promise<TestDatabase> {
  const server = process.env['PARLEY_TEST_DATABASE_URL'];
  if (!server)
    throw new Error('PARLEY_TEST_DATABASE_URL is not set: run the tests through `npm test` or `node tools/test.mjs --only <project>`');
  const name = `parley_test_${randomBytes(6).toString('hex')}`;
  await copyTemplate(server, name);
  const url = withDatabase(server, name);
  const dataSource = await new DataSource({ type: 'postgres', url, entities: options.entities ?? [], poolSize: 10 }).initialize();
  return {
    url,
    dataSource,
    database: new Database(dataSource),
    async drop() {
      if (dataSource.isInitialized) await dataSource.destroy();
      await onServer(server, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/**
 * The template is built once per server by whichever test file comes first, and looked at by each. One at a time, the copy included: a
 * template is not copied while anybody is connected to it, and PostgreSQL gives up waiting for that after five seconds.
 */
async function copyTemplate(server: string, name: string): Promise<void> {
  await onServer(server, async (client) => {
    await client.query('select pg_advisory_lock(7242001)');
    const found = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
    if (found.rowCount === 0) await client.query(`create database ${TEMPLATE}`);
    const dataSource = await new DataSource({
      type: 'postgres',
      url: withDatabase(server, TEMPLATE),
      migrations: [...migrations],
      migrationsTransactionMode: 'each',
    }).initialize();
    try {
      await dataSource.runMigrations();
    } finally {
      await dataSource.destroy();
    }
    await client.query(`create database ${name} template ${TEMPLATE}`);
    await client.query('select pg_advisory_unlock(7242001)');
  });
}

async function onServer(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const copy = new URL(url);
  copy.pathname = `/${name}`;
  return copy.toString();
}
