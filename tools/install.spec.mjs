import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withFileLock } from './file-lock.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './workspace.mjs';

const base = mkdtempSync(join(tmpdir(), 'parley-install-spec-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A tiny project that wants one package; `installed` is the version npm recorded, null = nothing installed. */
function project(name, installed) {
  const root = join(base, name);
  mkdirSync(root);
  const wanted = { 'node_modules/left': { version: '1.0.0' } };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ name, dependencies: { left: '1.0.0' } }));
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({ name, lockfileVersion: 3, packages: { '': { name, dependencies: { left: '1.0.0' } }, ...wanted } }),
  );
  if (installed) {
    mkdirSync(join(root, 'node_modules'));
    writeFileSync(
      join(root, 'node_modules', '.package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/left': { version: installed } } }),
    );
  }
  return root;
}

async function ensureWithoutNetwork(root) {
  // Nobody listens there; a proxy of the machine is not asked either.
  const settings = { npm_config_registry: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0', npm_config_noproxy: '127.0.0.1' };
  const before = Object.keys(settings).map((name) => [name, process.env[name]]);
  Object.assign(process.env, settings);
  try {
    return await ensureInstalled({ root, log: () => {} });
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

describe('the installation before every script', () => {
  it('does nothing when what the lock file asks for is there, and remembers it', async () => {
    const root = project('installed', '1.0.0');
    expect(await ensureWithoutNetwork(root)).toBe(false);
    expect(existsSync(join(root, 'node_modules', '.install-stamp'))).toBe(true);
    expect(await ensureWithoutNetwork(root)).toBe(false);
  });

  it('says in words that the registry cannot be reached', async () => {
    const missing = ensureWithoutNetwork(project('missing', null));
    await expect(missing).rejects.toMatchObject({ expected: true, message: expect.stringContaining('npm cannot reach its registry') });
  });

  it('notices that another version is installed than the lock file asks for', async () => {
    await expect(ensureWithoutNetwork(project('stale', '0.9.0'))).rejects.toMatchObject({ expected: true });
  });

  it('installs anew for another Node', async () => {
    const root = project('other-node', '1.0.0');
    await ensureWithoutNetwork(root);
    const stamp = join(root, 'node_modules', '.install-stamp');
    writeFileSync(stamp, readFileSync(stamp, 'utf8').replace(/node\d+/, 'node12'));
    await expect(ensureWithoutNetwork(root)).rejects.toMatchObject({ expected: true });
  });

  it('tells an old Node in words what it needs', () => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '18.20.0' }); import('${join(ROOT, 'tools/ensure.mjs')}');`;
    const { status, stderr } = spawnSync(process.execPath, ['-e', pretend], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain('Parley needs Node 20.19 or newer');
    expect(stderr).toContain('18.20.0');
  });
});

describe('the lock of a start', () => {
  it('lets one work while the other waits', async () => {
    const path = join(base, 'one.lock');
    const order = [];
    const work = (name) => async () => {
      order.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 150));
      order.push(`${name} ends`);
    };
    await Promise.all([withFileLock(path, work('first')), withFileLock(path, work('second'))]);
    expect(order).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
  });

  it('is taken over from a holder that died', async () => {
    const path = join(base, 'dead.lock');
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(path, `${pid} 1\n`);
    expect(await withFileLock(path, async () => 'done')).toBe('done');
  });
});
