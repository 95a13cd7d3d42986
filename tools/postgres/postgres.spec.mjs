import { afterAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { isAlive, waitUntil } from '../processes.mjs';
import { readPidFile } from './postmaster.mjs';
import { startPostgres } from './index.mjs';

const base = mkdtempSync(join(tmpdir(), 'parley-postgres-spec-'));
// Root starts the server as another user, who must be able to pass.
if (process.getuid?.() === 0) await import('node:fs').then(({ chmodSync }) => chmodSync(base, 0o755));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const starter = new URL('./hold-for-spec.mjs', import.meta.url).pathname;

/** A process of its own that starts the database and holds it until it is killed. */
async function startElsewhere(dataDir) {
  const child = spawn(process.execPath, [starter, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
  return { child, ...JSON.parse(line) };
}

async function query(url, text) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  it('is the oldest supported major, UTF-8, on loopback, and asks for its password', async () => {
    const postgres = await startPostgres({ dataDir: join(base, 'first'), mode: 'durable' });
    try {
      const [row] = await query(
        postgres.url,
        `select current_setting('server_version_num')::int / 10000 as major, pg_encoding_to_char(encoding) as encoding, lower('É') as lower,
                current_setting('listen_addresses') as listens, current_setting('fsync') as fsync
         from pg_database where datname = current_database()`,
      );
      expect(row).toEqual({ major: 15, encoding: 'UTF8', lower: 'é', listens: '127.0.0.1', fsync: 'on' });
      const withoutPassword = new URL(postgres.url);
      withoutPassword.password = 'guess';
      await expect(query(withoutPassword.toString(), 'select 1')).rejects.toMatchObject({ code: '28P01' });
      expect(statSync(join(base, 'first', 'password')).mode & 0o077).toBe(0);
    } finally {
      await postgres.stop();
    }
    expect(isAlive(postgres.pid)).toBe(false);
  });

  it('keeps its rows from start to start, and a second start beside the first one joins it', async () => {
    const dataDir = join(base, 'kept');
    const first = await startPostgres({ dataDir, mode: 'durable' });
    await query(first.url, 'create table kept (n int); insert into kept values (7)');
    const beside = await startPostgres({ dataDir, mode: 'durable' });
    expect(beside).toMatchObject({ attached: true, pid: first.pid });
    await beside.stop();
    expect(await query(first.url, 'select n from kept')).toEqual([{ n: 7 }]);
    await first.stop();
    const again = await startPostgres({ dataDir, mode: 'durable' });
    try {
      expect(again).toMatchObject({ attached: false, created: false });
      expect(await query(again.url, 'select n from kept')).toEqual([{ n: 7 }]);
    } finally {
      await again.stop();
    }
  });

  it('stops by itself when its starter is killed', async () => {
    const held = await startElsewhere(join(base, 'orphan'));
    held.child.kill('SIGKILL');
    expect(await waitUntil(() => !isAlive(held.pid), 30_000)).toBe(true);
    expect(existsSync(join(base, 'orphan', 'data', 'postmaster.pid'))).toBe(false);
  });

  it('starts again after it and its starter were killed, with every committed row', async () => {
    const dataDir = join(base, 'crashed');
    const held = await startElsewhere(dataDir);
    await query(held.url, 'create table kept (n int); insert into kept values (8)');
    process.kill(held.pid, 'SIGKILL');
    held.child.kill('SIGKILL');
    expect(await waitUntil(() => !isAlive(held.pid) && !isAlive(held.child.pid), 30_000)).toBe(true);
    const again = await startPostgres({ dataDir, mode: 'durable' });
    try {
      expect(await query(again.url, 'select n from kept')).toEqual([{ n: 8 }]);
    } finally {
      await again.stop();
    }
  });

  it('is not fooled by a file left behind whose process number now belongs to another program', async () => {
    const dataDir = join(base, 'reused');
    await (await startPostgres({ dataDir, mode: 'durable' })).stop();
    writeFileSync(join(dataDir, 'data', 'postmaster.pid'), `${process.pid}\n${join(dataDir, 'data')}\n1\n5432\n\n127.0.0.1\n\nready   \n`);
    const postgres = await startPostgres({ dataDir, mode: 'durable' });
    try {
      expect(postgres.attached).toBe(false);
      expect(readPidFile(join(dataDir, 'data'))?.pid).toBe(postgres.pid);
    } finally {
      await postgres.stop();
    }
  });

  it('leaves nothing of a test database', async () => {
    const dataDir = join(base, 'throwaway');
    const postgres = await startPostgres({ dataDir, mode: 'test' });
    expect(readFileSync(join(dataDir, 'password'), 'utf8').length).toBeGreaterThan(20);
    await postgres.stop();
    expect(existsSync(dataDir)).toBe(false);
  });
});
