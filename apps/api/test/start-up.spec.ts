import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateAgent } from '@parley/accounts';
import { SilentLog } from '@parley/platform';
import { migrations } from '@parley/schema';
import { createTestDatabase } from '@parley/testing';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readConfiguration } from '../src/config/configuration.js';
import { StaticConsole } from '../src/console/static-console.js';
import { PendingMigrations, prepareSchema } from '../src/runtime/server.js';
import { stopServer } from '../src/runtime/run.js';
import { TestServer } from './test-server.js';

const environment = (databaseUrl: string, more: Record<string, string> = {}) =>
  readConfiguration(
    {
      DATABASE_URL: databaseUrl,
      WHATSAPP_PHONE_NUMBER_ID: '1',
      WHATSAPP_ACCESS_TOKEN: '1',
      WHATSAPP_APP_SECRET: '1',
      WHATSAPP_VERIFY_TOKEN: '1',
      ...more,
    },
    'production',
  );

describe('the schema at the start', () => {
  it('is made once, however many processes start together, and not without leave', async () => {
    const database = await createTestDatabase();
    try {
      const tables = ['event_counter', 'event', 'timer', 'read_receipt', 'outbox', 'message', 'notice', 'chat', 'conversation'];
      await database.database.query('drop schema public cascade');
      await database.database.query('create schema public');
      const refused = async () => {
        const error: unknown = await prepareSchema(environment(database.url, { MIGRATE_ON_START: 'false' }), new SilentLog()).then(
          () => null,
          (reason: unknown) => reason,
        );
        expect(error).toBeInstanceOf(PendingMigrations);
        return String(error);
      };
      const words = await refused();
      for (const { name } of migrations) expect(words).toContain(name);
      await Promise.all(Array.from({ length: 3 }, () => prepareSchema(environment(database.url), new SilentLog())));
      for (const table of tables) await database.database.query(`select 1 from ${table} limit 1`);
      const names = await database.database.query<{ name: string }>('select name from migrations');
      expect(new Set(names.map(({ name }) => name)).size).toBe(names.length);
      await prepareSchema(environment(database.url, { MIGRATE_ON_START: 'false' }), new SilentLog());
      const last = names.at(-1)?.name ?? '';
      await database.database.query('delete from migrations where name = $1', [last]);
      expect(await refused()).toMatch(new RegExp(`Pending: ${last}$`));
    } finally {
      await database.drop();
    }
  });
});

describe('the first admin', () => {
  it('is made while there is no agent at all, by one of many processes, and never again', async () => {
    const server = await TestServer.start();
    try {
      const agents = server.server.app.get(CreateAgent, { strict: false });
      const admin = { email: 'first@parley.example', name: 'First', password: 'correct horse battery' };
      const made = await Promise.all(Array.from({ length: 5 }, () => agents.firstAdmin(admin)));
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(await agents.firstAdmin({ ...admin, email: 'second@parley.example' })).toBe(false);
      const caller = await server.signIn(admin.email);
      expect((await caller.call('GET', '/api/auth/me')).body).toMatchObject({ agent: { name: 'First', role: 'admin' } });
    } finally {
      await server.stop();
    }
  });
});

describe('the running server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await TestServer.start();
  });
  afterAll(() => server.stop());

  it('answers health to everybody, and is not ready while it stops', async () => {
    expect(await server.call('GET', '/health/live')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await server.call('GET', '/health/ready')).toMatchObject({ status: 200, body: { status: 'ok', degraded: [] } });
    await server.database.database.query("update channel set paused_at = now(), pause_reason = 'token'");
    expect(await server.call('GET', '/health/ready')).toMatchObject({ status: 200, body: { degraded: ['channel-paused'] } });
    server.server.readiness.drain();
    expect((await server.call('GET', '/health/ready')).status).toBe(503);
    expect((await server.call('GET', '/health/live')).status).toBe(200);
  });

  it('has no figures in production without a token', async () => {
    expect((await server.call('GET', '/metrics')).status).toBe(404);
  });

  it('puts the policy on every answer, errors and unreadable addresses too', async () => {
    for (const url of ['/', '/health/live', '/api/auth/me', '/api/nothing', '/api/admin/conversations/%ZZ', '/metrics']) {
      const { headers } = await server.call('GET', url);
      expect(headers['content-security-policy']).toMatch(/script-src 'self'; style-src 'self';.*frame-ancestors 'none'/);
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
      if (url.startsWith('/api')) expect(headers['cache-control']).toBe('no-store');
    }
  });

  it('describes itself in OpenAPI 3.1, behind the login', async () => {
    await server.addAgent('Ada', 'admin');
    const ada = await server.signIn('ada@parley.example');
    const { status, body } = await ada.call('GET', '/api/openapi.json');
    expect([status, body['openapi']]).toEqual([200, '3.1.0']);
    expect(Object.keys(body['paths'] as object)).toContain('/api/admin/conversations/{conversation}/chat-support/send');
    expect((await ada.call('GET', '/api/docs')).text).toContain('/api/docs/swagger-ui-bundle.js');
    for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css', 'start.js']) {
      expect((await ada.call('GET', `/api/docs/${file}`)).status).toBe(200);
    }
    for (const file of ['package.json', '..%2Fpackage.json', 'constructor']) {
      expect((await ada.call('GET', `/api/docs/${file}`)).status).toBe(404);
    }
  });
});

describe('figures and frames', () => {
  it('need the token where there is one', async () => {
    const server = await TestServer.start({ metricsToken: 'figures' });
    try {
      expect((await server.call('GET', '/metrics')).status).toBe(401);
      expect((await server.call('GET', '/metrics', { headers: { authorization: 'Bearer figure' } })).status).toBe(401);
      await server.call('GET', '/api/admin/conversations/+447700900123');
      const { status, text } = await server.call('GET', '/metrics', { headers: { authorization: 'Bearer figures' } });
      expect(status).toBe(200);
      expect(text).toMatch(
        /^http_request_duration_seconds_count\{route="\/api\/admin\/conversations\/:conversation",method="GET",status="401"\} 1/m,
      );
      expect(text).not.toContain('447700900123');
      expect(text).toContain('parley_outbox_state{state="queued"} 0');
      expect(text).toContain('parley_inbox_oldest_pending_age_seconds{kind="message"} 0');
    } finally {
      await server.stop();
    }
  });

  it('are open in the demo, to the simulator’s page only', async () => {
    const server = await TestServer.start({ mode: 'demo', simulatorOrigin: 'http://localhost:4000' });
    try {
      expect((await server.call('GET', '/metrics')).status).toBe(200);
      const { headers } = await server.call('GET', '/health/live');
      expect(headers['content-security-policy']).toMatch(/frame-ancestors http:\/\/localhost:4000$/);
      expect(headers['x-frame-options']).toBeUndefined();
    } finally {
      await server.stop();
    }
  });
});

describe('a worker', () => {
  it('answers its operators and nobody else', async () => {
    const server = await TestServer.start({ role: 'worker' });
    try {
      expect((await server.call('GET', '/health/ready')).status).toBe(200);
      expect((await server.call('POST', '/api/auth/login', { body: {} })).status).toBe(401);
      expect((await server.call('POST', '/webhooks/whatsapp', { body: {} })).status).toBe(404);
      expect((await server.call('GET', '/', { headers: { accept: 'text/html' } })).status).toBe(404);
    } finally {
      await server.stop();
    }
  });
});

describe('the console’s files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-console-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Parley</title>');
    await writeFile(join(folder, 'assets', 'app-abc123.js'), `console.log(${'1+'.repeat(2000)}1)`);
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function ask(path: string, headers: Record<string, string> = {}, method = 'GET', notes: Record<string, unknown> = {}) {
    const { default: fastify } = await import('fastify');
    const console = await StaticConsole.open(folder, notes);
    const app = fastify();
    app.setNotFoundHandler(async (request, reply) => {
      if (!(await console?.answer(request.url, request, reply))) await reply.code(404).send('none');
      return reply;
    });
    const response = await app.inject({ method: method as 'GET', url: path, headers });
    await app.close();
    return response;
  }

  it('are index.html for every page a browser goes to, never for a missing file or a script', async () => {
    for (const path of ['/', '/conversations/5', '/index.html']) {
      const page = await ask(path, { accept: 'text/html,*/*' });
      expect([page.statusCode, page.body]).toEqual([200, '<!doctype html><title>Parley</title>']);
      expect(page.headers['cache-control']).toBe('no-cache');
    }
    expect((await ask('/assets/gone.js', { accept: 'text/html' })).statusCode).toBe(404);
    expect((await ask('/logo.png', { accept: 'image/*' })).statusCode).toBe(404);
    expect((await ask('/', { accept: 'text/html' }, 'POST')).statusCode).toBe(404);
  });

  it('never change under one name, travel compressed, and are not sent twice', async () => {
    const file = await ask('/assets/app-abc123.js', { 'accept-encoding': 'gzip, br' });
    expect(file.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'gzip',
      vary: 'accept-encoding',
    });
    expect(gunzipSync(file.rawPayload).toString()).toMatch(/^console\.log\(1/);
    const again = await ask('/assets/app-abc123.js', { 'if-none-match': String(file.headers['etag']) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('carry what the server has to tell its pages, masked, in the head and nowhere else', async () => {
    await writeFile(join(folder, 'page.html'), '<!doctype html><head><title>$& Parley</title></head>');
    const note = { 'parley-note': { words: '"<b>&amp;</b>" $&' } };
    const page = await ask('/page.html', { accept: 'text/html' }, 'GET', note);
    expect(page.body).toBe(
      '<!doctype html><head><title>$& Parley</title><meta name="parley-note" content="{&quot;words&quot;:&quot;\\&quot;&lt;b>&amp;amp;&lt;/b>\\&quot; $&amp;&quot;}" /></head>',
    );
    expect(page.headers['content-length']).toBe(String(Buffer.byteLength(page.body)));
    expect((await ask('/assets/app-abc123.js', {}, 'GET', note)).body).not.toContain('parley-note');
    const plain = await ask('/page.html', { accept: 'text/html' });
    expect(plain.body).not.toContain('meta');
    expect(plain.headers['etag']).not.toBe(page.headers['etag']);
  });

  it('are nothing outside their folder', async () => {
    for (const path of ['/../package.json', '/..%2fpackage.json', '/assets/../../package.json', '//etc/passwd']) {
      expect((await ask(path)).statusCode).toBe(404);
    }
  });

  it('are missing quietly when the console has not been built', async () => {
    expect(await StaticConsole.open(join(folder, 'nothing'))).toBeNull();
  });
});

describe('stopping', () => {
  it('closes the streams with a goodbye, finishes, and leaves nothing open', async () => {
    const server = await TestServer.start();
    const { port } = await server.server.listen();
    await server.server.work.start();
    await server.addAgent('Ada', 'admin');
    const { cookie } = await server.signIn('ada@parley.example');
    const response = await fetch(`http://127.0.0.1:${port}/api/admin/events`, { headers: { cookie } });
    await stopServer(server.server, 0);
    expect(await response.text()).toMatch(/retry: [1-5]\d{3}\nevent: bye\ndata: \{\}\n\n$/);
    await expect(fetch(`http://127.0.0.1:${port}/health/live`)).rejects.toThrow();
    await server.database.drop();
  });
});
