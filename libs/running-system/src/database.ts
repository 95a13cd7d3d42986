import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** An empty database of its own on the test server that tools/test.mjs started. */
export interface EmptyDatabase {
  readonly url: string;
  /** Each on a connection of its own. */
  query<Row>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Several on one connection: for transactions, and for locks that the session keeps. */
  session<Result>(work: (session: Pick<EmptyDatabase, 'query'>) => Promise<Result>): Promise<Result>;
  drop(): Promise<void>;
}

/** @param server a superuser's connection URL; the test server unless given */
export async function createEmptyDatabase(server = process.env['PARLEY_TEST_DATABASE_URL']): Promise<EmptyDatabase> {
  if (!server) throw new Error('PARLEY_TEST_DATABASE_URL is not set: run the tests through `npm test`');
  const name = `parley_e2e_${randomBytes(6).toString('hex')}`;
  await once(server, `create database ${name}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  const url = address.toString();
  const session: EmptyDatabase['session'] = async (work) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return await work({ query: async <Row>(text: string, values: unknown[] = []) => (await client.query(text, values)).rows as Row[] });
    } finally {
      await client.end();
    }
  };
  return {
    url,
    query: (text, values) => session((one) => one.query(text, values)),
    session,
    drop: () => once(server, `drop database if exists ${name} with (force)`),
  };
}

async function once(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
