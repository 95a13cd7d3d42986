import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, freePort, repositoryRoot, type RunningSystem, startSystem } from '@parley/running-system';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const METRICS_TOKEN = 'metrics-token-of-this-test';
const SECRETS = {
  WHATSAPP_VERIFY_TOKEN: 'journey-verify-token',
  WHATSAPP_APP_SECRET: 'journey-app-secret',
  SMOKE_EMAIL: ADMIN.email,
  SMOKE_PASSWORD: ADMIN.password,
  METRICS_TOKEN,
};

async function smoke(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['tools/smoke.mjs', ...args], {
    cwd: repositoryRoot(),
    env: { PATH: process.env['PATH'], ...env },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

/** What it said about a step: `✓`, `✗` or `–`, and the rest of the line. */
function line(output: string, name: string): string {
  return output.split('\n').find((candidate) => candidate.slice(2).startsWith(name)) ?? '';
}

describe('npm run smoke', () => {
  let system: RunningSystem;
  beforeAll(async () => {
    system = await startSystem({ METRICS_TOKEN });
  });
  afterAll(() => system.stop());

  it('finds a running installation right in every step, and prints no secret', async () => {
    const { code, output } = await smoke(['--url', system.apiUrl], SECRETS);
    expect(output.split('\n').filter((each) => each.startsWith('✗') || each.startsWith('–'))).toEqual([]);
    expect(output).toMatch(/1[5-9] right, 0 wrong, 0 not tried/);
    expect(line(output, 'figures and version')).toMatch(/^✓ .*: \d+\.\d+\.\d+$/);
    expect(code).toBe(0);
    for (const secret of Object.values(SECRETS)) expect(output).not.toContain(secret);
    const conversations = await system.database.query('select id from conversation');
    expect(conversations).toEqual([]);
  });

  it('names what it could not try without a secret, and is content', async () => {
    const { code, output } = await smoke(['--url', system.apiUrl, '--json']);
    const summary = JSON.parse(output) as { failed: number; notTried: number; steps: { ok: boolean | null }[] };
    expect(summary).toMatchObject({ failed: 0, notTried: 4 });
    expect(code).toBe(0);
  });

  it('says of each wrong thing what to do, and ends with 1', async () => {
    await system.database.query("update channel set paused_at = now(), pause_reason = 'Access token has ended (190)'");
    const { code, output } = await smoke(['--url', system.apiUrl], {
      ...SECRETS,
      WHATSAPP_VERIFY_TOKEN: 'another-verify-token',
      WHATSAPP_APP_SECRET: 'another-app-secret',
      SMOKE_PASSWORD: 'another-password',
      METRICS_TOKEN: 'another-metrics-token',
    });
    expect(code).toBe(1);
    expect(line(output, 'it is ready')).toMatch(/^✗ .*channel|WhatsApp refuses/);
    expect(line(output, 'the webhook shakes hands')).toMatch(/^✗ .*WHATSAPP_VERIFY_TOKEN/);
    expect(line(output, 'a well signed delivery is taken')).toMatch(/^✗ .*WHATSAPP_APP_SECRET/);
    expect(line(output, 'an agent can sign in')).toMatch(/^✗ .*SMOKE_PASSWORD/);
    expect(line(output, 'figures and version')).toMatch(/^✗ .*METRICS_TOKEN/);
    expect(line(output, 'a badly signed delivery is refused')).toMatch(/^✓/);
    for (const secret of ['another-verify-token', 'another-app-secret', 'another-password', 'another-metrics-token']) {
      expect(output).not.toContain(secret);
    }
  });

  it('says when nobody is there, and what it needs to be told', async () => {
    const nobody = await smoke(['--url', `http://127.0.0.1:${await freePort()}`]);
    expect(nobody.code).toBe(1);
    expect(line(nobody.output, 'the process answers')).toMatch(/^✗ .*nobody listens there/);
    expect((await smoke([])).code).toBe(1);
    const help = await smoke(['--help']);
    expect(help.code).toBe(0);
    for (const name of Object.keys(SECRETS)) expect(help.output).toContain(name);
  });
});
