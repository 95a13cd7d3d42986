import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../postgres/index.mjs';
import { waitUntil } from '../processes.mjs';
import { ROOT } from '../workspace.mjs';
import { AgentClient } from './clients.mjs';
import { STORIES } from './stories.mjs';

// A cold build, a new database and a machine that does other things: the bound is for hanging, not for being slow.
const PATIENCE_MS = 180_000;

const data = mkdtempSync(join(tmpdir(), 'parley-start-spec-'));
chmodSync(data, 0o755);
const started = new Set();
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
});
afterAll(() => rmSync(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 }));

/** `npm start` without npm: the script that it runs. */
async function start(env = {}) {
  const ports = { PORT: String(await freePort()), SIMULATOR_PORT: String(await freePort()), ...env };
  const child = spawn(process.execPath, ['tools/start.mjs'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PARLEY_DATA_DIR: data, ...ports },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  const exited = new Promise((resolve) => child.once('close', resolve));
  return { child, exited, ports, output: () => output, isUp: () => output.includes('Parley is running.') };
}

async function startAndWait(env) {
  const demo = await start(env);
  const isUp = await Promise.race([waitUntil(demo.isUp, PATIENCE_MS, 100), demo.exited.then(() => false)]);
  if (!isUp) throw new Error(`npm start did not come up:\n${demo.output()}`);
  return demo;
}

async function conversationsOf({ ports, output }) {
  const agent = new AgentClient(`http://127.0.0.1:${ports.PORT}`, 10_000);
  const [, email] = /Sign in as +(\S+)/.exec(output());
  const [, password] = /Password +(\S+)/.exec(output());
  await agent.signIn({ email, password });
  const { counts } = await (await agent.expect(200, 'GET', '/api/admin/conversations?limit=1')).json();
  return { counts, password };
}

async function customersOf({ ports }) {
  return (await (await fetch(`http://127.0.0.1:${ports.SIMULATOR_PORT}/control/customers`)).json()).items.map(({ name }) => name);
}

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(Number(port), '127.0.0.1', () => server.close(() => resolve(true)));
  });
const allFree = async ({ ports }) => (await isFree(ports.PORT)) && (await isFree(ports.SIMULATOR_PORT));

describe('npm start', () => {
  it(
    'brings up a demo for both sides, survives kill -9 with its conversations, and stops cleanly with code 0',
    async () => {
      const first = await startAndWait();
      const { counts } = await conversationsOf(first);
      expect(counts).toMatchObject({ all: STORIES.length, mine: 2, waiting: 2 });
      for (const path of ['/', '/demo']) expect((await fetch(`http://localhost:${first.ports.SIMULATOR_PORT}${path}`)).status).toBe(200);
      expect((await fetch(`http://localhost:${first.ports.PORT}/`)).status).toBe(200);

      // Somebody starts it a second time from the same folder.
      const second = await start();
      expect(await second.exited).toBe(1);
      expect(second.output()).toContain('already runs from this folder');

      // Killed hard, nothing stays behind and the next start goes on where it was.
      first.child.kill('SIGKILL');
      await first.exited;
      expect(await waitUntil(() => allFree(first), 30_000, 100)).toBe(true);
      const again = await startAndWait();
      expect((await conversationsOf(again)).counts).toEqual(counts);
      expect((await customersOf(again)).sort()).toEqual(STORIES.map(({ name }) => name).sort());

      again.child.kill('SIGTERM');
      expect(await again.exited).toBe(0);
      expect(await waitUntil(() => allFree(again), 30_000, 100)).toBe(true);
    },
    PATIENCE_MS * 2,
  );

  it(
    'makes a password of its own where others can reach it, in a database that never knew the printed one',
    async () => {
      const demo = await startAndWait({ HOST: '0.0.0.0' });
      const { password, counts } = await conversationsOf(demo);
      expect(password).not.toBe('calm-teal-harbour-27');
      expect(password.length).toBeGreaterThanOrEqual(12);
      expect(counts.all).toBe(STORIES.length);
      demo.child.kill('SIGINT');
      expect(await demo.exited).toBe(0);
    },
    PATIENCE_MS,
  );

  it(
    'says in words which port is taken and how to choose another',
    async () => {
      const blocker = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => blocker.once('listening', resolve));
      const { port } = blocker.address();
      try {
        const demo = await start({ SIMULATOR_PORT: String(port) });
        expect(await demo.exited).toBe(1);
        expect(demo.output()).toContain(`Port ${port} is taken`);
        expect(demo.output()).toContain('SIMULATOR_PORT=');
      } finally {
        blocker.close();
      }
    },
    PATIENCE_MS,
  );

  it('runs the production server where a database is given, which names every setting that is missing', async () => {
    const production = await start({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect(await production.exited).toBe(1);
    for (const name of ['WHATSAPP_PHONE_NUMBER_ID', 'WHATSAPP_ACCESS_TOKEN', 'WHATSAPP_APP_SECRET', 'WHATSAPP_VERIFY_TOKEN']) {
      expect(production.output()).toContain(name);
    }
  }, 60_000);
});
