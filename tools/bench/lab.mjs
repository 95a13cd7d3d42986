import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { freePort, startPostgres } from '../postgres/index.mjs';
import { startChild, waitUntilReady } from '../running/child.mjs';
import { ROOT } from '../workspace.mjs';

const LIMIT = join(ROOT, 'tools', 'bench', 'limit');
export const APP_SECRET = 'bench-app-secret';
export const PHONE_NUMBER_ID = '106540352242922';
export const ADMIN = { email: 'bench@parley.example', password: 'a-password-of-the-bench' };
const TEMPLATE = 'product_template';

/**
 * A private PostgreSQL with pinned settings, and in it the database of the limit and, anew for every run, one of the product: each run
 * starts from an empty, migrated database, so none is slower for what the one before left.
 * @param {{ say: (line: string) => void, mode?: 'bench'|'counting' }} options
 */
export async function openLab({ say, mode = 'bench' }) {
  say('Starting PostgreSQL …');
  const postgres = await startPostgres({ dataDir: join(ROOT, '.data', 'bench'), mode });
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  for (const name of ['limit_db', 'product', TEMPLATE]) {
    await admin.query(`drop database if exists ${name} with (force)`);
  }
  await admin.query('create database limit_db');
  await admin.query(`create database ${TEMPLATE}`);
  await migrate(databaseUrl(postgres.url, TEMPLATE));
  return new Lab(postgres, admin);
}

class Lab {
  /** Everything started and not yet stopped, so that an interrupted bench leaves nothing. */
  started = new Set();

  constructor(postgres, admin) {
    this.postgres = postgres;
    this.admin = admin;
  }

  /** The lean server on empty tables. @param {'batch'|'loopjs'} mode */
  async startLimit(mode, graphUrl) {
    const url = databaseUrl(this.postgres.url, 'limit_db');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(readFileSync(join(LIMIT, 'schema.sql'), 'utf8'));
    await client.end();
    await this.admin.query('checkpoint');
    const port = await freePort();
    const at = performance.now();
    const server = await this.start('The limit server', join(LIMIT, 'server.mjs'), `http://127.0.0.1:${port}/`, {
      MODE: mode,
      PORT: String(port),
      PG_POOL: mode === 'batch' ? '4' : '6',
      LANES: '1',
      DATABASE_URL: url,
      GRAPH_URL: graphUrl,
      PHONE_ID: PHONE_NUMBER_ID,
      APP_SECRET,
    });
    return {
      ...server,
      readyAfterMs: performance.now() - at,
      url: `http://127.0.0.1:${port}`,
      webhook: `http://127.0.0.1:${port}/webhook`,
    };
  }

  /** The built product on a fresh, migrated database; its own send limits lifted. */
  async startProduct(graphUrl, env = {}) {
    await this.admin.query('drop database if exists product with (force)');
    await this.admin.query(`create database product template ${TEMPLATE}`);
    await this.admin.query('checkpoint');
    const port = await freePort();
    const at = performance.now();
    const server = await this.start('The server', join(ROOT, 'apps/api/dist/main.js'), `http://127.0.0.1:${port}/health/ready`, {
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl(this.postgres.url, 'product'),
      PUBLIC_URL: `http://localhost:${port}`,
      WHATSAPP_PHONE_NUMBER_ID: PHONE_NUMBER_ID,
      WHATSAPP_ACCESS_TOKEN: 'bench-token',
      WHATSAPP_APP_SECRET: APP_SECRET,
      WHATSAPP_VERIFY_TOKEN: 'bench-verify',
      WHATSAPP_GRAPH_URL: graphUrl,
      WHATSAPP_MESSAGES_PER_SECOND: '0',
      WHATSAPP_PAIR_LIMIT: 'off',
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      ...env,
    });
    const url = `http://127.0.0.1:${port}`;
    return { ...server, readyAfterMs: performance.now() - at, url, webhook: `${url}/webhooks/whatsapp` };
  }

  /** Another bare server of the limit, without database. */
  async startBare(script) {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const server = await this.start(`The limit's ${script}`, join(LIMIT, script), `${url}/stat`, { PORT: String(port) });
    return { ...server, url };
  }

  async startGraph() {
    const port = await freePort();
    const graph = await this.start('The mock Graph', join(LIMIT, 'graph.mjs'), `http://127.0.0.1:${port}/__count`, { PORT: String(port) });
    return { ...graph, url: `http://127.0.0.1:${port}` };
  }

  /** Runs the load generator to its end. @returns its JSON */
  async load(args, pids) {
    const all = Object.entries(pids)
      .map(([name, pid]) => `${name}=${pid}`)
      .join(',');
    const child = spawn(process.execPath, ['--max-old-space-size=4096', join(LIMIT, 'load.mjs'), ...args, '--pids', all], {
      env: { ...process.env, APP_SECRET, PHONE_ID: PHONE_NUMBER_ID, PGPID: String(this.postgres.pid) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (output += chunk));
    const code = await new Promise((resolve) => child.once('close', resolve));
    if (code !== 0) throw new Error(`the load generator ended with code ${code}`);
    return JSON.parse(output);
  }

  /** @param {'limit_db'|'product'} name */
  urlOf(name) {
    return databaseUrl(this.postgres.url, name);
  }

  async query(text, values) {
    const client = new pg.Client({ connectionString: this.urlOf('product') });
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  async start(name, script, readyUrl, env) {
    const child = startChild({ name, script, cwd: ROOT, env: { PATH: process.env.PATH, ...env } });
    this.started.add(child);
    void child.exited.then(() => this.started.delete(child));
    await waitUntilReady(child, readyUrl);
    return child;
  }

  async close() {
    for (const child of [...this.started]) await child.stop(true);
    await this.admin.end().catch(() => {});
    await this.postgres.stop();
  }
}

async function migrate(url) {
  const child = startChild({
    name: 'The migration',
    script: join(ROOT, 'apps/api/dist/migrate.js'),
    cwd: ROOT,
    env: { PATH: process.env.PATH, DATABASE_URL: url },
  });
  const { code } = await child.exited;
  if (code !== 0) throw new Error(`The migration failed:\n${child.lastLines().join('\n')}`);
}

function databaseUrl(server, name) {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}
