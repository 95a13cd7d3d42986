import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projects, ROOT } from '../workspace.mjs';
import { read } from './files.mjs';

const stages = read('Dockerfile')
  .split(/^FROM /m)
  .slice(1);

describe('the image', () => {
  it('runs the production server as a user without rights, and says how it is', () => {
    const last = stages.at(-1);
    expect(last).toMatch(/^USER node$/m);
    expect(last).toMatch(/^HEALTHCHECK /m);
    // Exec form: Node is process 1 and gets the signals.
    expect(last).toContain('CMD ["node", "apps/api/dist/main.js"]');
  });

  it('installs without running anybody’s install scripts, and for production what production needs', () => {
    const installs = [...read('Dockerfile').matchAll(/npm (ci|install)[^\n\\]*/g)].map(([line]) => line);
    expect(installs.length).toBe(2);
    for (const line of installs) expect(line).toContain('--ignore-scripts');
    expect(installs[1]).toContain('--omit=dev');
  });

  it('builds projects that exist', () => {
    const [, list] = /run-many -t build -p ([^\n\\]+)/.exec(read('Dockerfile'));
    const names = projects()
      .filter(({ scripts }) => scripts.build)
      .map(({ name }) => name);
    for (const name of list.trim().split(' ')) expect(names).toContain(name);
  });

  it('takes no secret and no built thing along', () => {
    const ignored = read('.dockerignore').split('\n');
    for (const path of ['.env', '.git', '.data', '**/node_modules', '**/dist']) expect(ignored).toContain(path);
  });
});

describe('docker-compose.yml', () => {
  it('is YAML in our format', () => {
    const prettier = join(ROOT, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
    const { status, stderr, stdout } = spawnSync(process.execPath, [prettier, '--check', 'docker-compose.yml', 'railway.json'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, stdout && '']);
  });

  it('holds no secret: every credential comes from the environment', () => {
    const values = [...read('docker-compose.yml').matchAll(/^\s+\w*(?:TOKEN|SECRET|PASSWORD)\w*: (.*)$/gm)].map(([, value]) => value);
    expect(values.length).toBeGreaterThan(4);
    for (const value of values) expect(value).toMatch(/^\$\{[A-Z_]+(:[-?][^}]*)?\}$/);
  });
});
