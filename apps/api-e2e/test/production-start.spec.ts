import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, repositoryRoot, type RunningSystem, runToEnd, startSystem } from '@parley/running-system';
import { createHmac } from 'node:crypto';

const MAIN = 'apps/api/dist/main.js';

describe('the production server', () => {
  let system: RunningSystem;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.stop());

  it('refuses to start without its settings, naming every one that is missing, with exit code 1', async () => {
    const { code, output } = await runToEnd(MAIN, { cwd: repositoryRoot(), env: { PATH: process.env['PATH'], WHATSAPP_ACCESS_TOKEN: '' } });
    expect(code).toBe(1);
    for (const name of [
      'DATABASE_URL',
      'WHATSAPP_PHONE_NUMBER_ID',
      'WHATSAPP_ACCESS_TOKEN',
      'WHATSAPP_APP_SECRET',
      'WHATSAPP_VERIFY_TOKEN',
    ]) {
      expect(output).toContain(name);
    }
  });

  it('refuses settings it cannot read, all of them together', async () => {
    const { code, output } = await runToEnd(MAIN, {
      cwd: repositoryRoot(),
      env: { PATH: process.env['PATH'], PORT: 'eighty', ROLE: 'boss', SUPPORT_CHAT_ENABLED: 'perhaps' },
    });
    expect(code).toBe(1);
    for (const name of ['PORT', 'ROLE', 'SUPPORT_CHAT_ENABLED']) expect(output).toContain(name);
  });

  it('does not start on a database with pending migrations when it may not migrate', async () => {
    const [row] = await system.database.query<{ name: string }>('select current_database() as name');
    const empty = new URL(system.database.url);
    empty.pathname = `/${row?.name}_empty`;
    await system.database.query(`create database ${row?.name}_empty`);
    try {
      const { code } = await runToEnd(MAIN, {
        cwd: repositoryRoot(),
        env: {
          PATH: process.env['PATH'],
          PORT: '0',
          HOST: '127.0.0.1',
          DATABASE_URL: empty.toString(),
          MIGRATE_ON_START: 'false',
          WHATSAPP_PHONE_NUMBER_ID: '1',
          WHATSAPP_ACCESS_TOKEN: 'x',
          WHATSAPP_APP_SECRET: 'x',
          WHATSAPP_VERIFY_TOKEN: 'x',
        },
      });
      expect(code).toBe(1);
    } finally {
      await system.database.query(`drop database ${row?.name}_empty with (force)`);
    }
  });

  it('serves the webhook, the API and the console on one port', async () => {
    const challenge = await fetch(
      `${system.apiUrl}/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=journey-verify-token&hub.challenge=0123%204`,
    );
    expect([challenge.status, await challenge.text()]).toEqual([200, '0123 4']);
    expect((await fetch(`${system.apiUrl}/health/live`)).status).toBe(200);
    const page = await fetch(`${system.apiUrl}/`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('<div id="root"');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-inline');
    expect((await fetch(`${system.apiUrl}/metrics`)).status).toBe(404);
  });

  it('has no default login, and makes the first admin once from its settings', async () => {
    const count = await system.database.query<{ email: string; role: string }>('select email, role from agent');
    expect(count).toEqual([{ email: ADMIN.email, role: 'admin' }]);
  });

  it('answers a wrong signature 401 and writes not one row', async () => {
    const rows = () =>
      system.database.query<{ total: string }>(
        'select (select count(*) from webhook_raw) + (select count(*) from inbox) + (select count(*) from contact) as total',
      );
    const before = await rows();
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] });
    const wrong = createHmac('sha256', 'another-secret').update(body).digest('hex');
    for (const header of [`sha256=${wrong}`, `sha256=${wrong.slice(0, 10)}`, 'sha1=abc', '']) {
      const response = await fetch(`${system.apiUrl}/webhooks/whatsapp`, {
        method: 'POST',
        headers: { 'x-hub-signature-256': header },
        body,
      });
      expect(response.status).toBe(401);
    }
    expect(await rows()).toEqual(before);
  });

  it('stops cleanly when it is told to', async () => {
    expect(await system.server().stop()).toBe(0);
    await system.restart();
  });
});
