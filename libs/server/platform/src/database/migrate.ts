import { DataSource, type MigrationInterface } from 'typeorm';

/** Whoever migrates holds this; the others wait and then find nothing to do. */
const LOCK = 7_242_000;

export type Migrations = readonly (new () => MigrationInterface)[];

/**
 * Brings the schema up to date, each migration in a transaction of its own. Safe to call again, and from several processes at once.
 * @returns the names of the migrations that ran
 */
export function migrate(url: string, migrations: Migrations): Promise<string[]> {
  return withDataSource(url, migrations, async (dataSource) => {
    const holder = dataSource.createQueryRunner();
    try {
      await holder.query('select pg_advisory_lock($1)', [LOCK]);
      const ran = await dataSource.runMigrations();
      return ran.map((migration) => migration.name);
    } finally {
      // Released with its connection at the latest.
      await holder.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
      await holder.release();
    }
  });
}

/** The names of the migrations this version needs and the database lacks, oldest first. */
export function pendingMigrations(url: string, migrations: Migrations): Promise<string[]> {
  return withDataSource(url, migrations, async (dataSource) => {
    const names = migrations.map((migration) => migration.name);
    const rows = await dataSource.query<{ done: boolean }[]>(`select to_regclass('migrations') is not null as done`);
    if (!rows[0]?.done) return names;
    const applied = await dataSource.query<{ name: string }[]>('select name from migrations');
    const done = new Set(applied.map((row) => row.name));
    return names.filter((name) => !done.has(name));
  });
}

async function withDataSource<Result>(
  url: string,
  migrations: Migrations,
  work: (dataSource: DataSource) => Promise<Result>,
): Promise<Result> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
    poolSize: 2,
    applicationName: 'parley-migrate',
    connectTimeoutMS: 10_000,
  });
  await dataSource.initialize();
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
