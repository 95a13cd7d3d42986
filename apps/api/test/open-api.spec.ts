import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

describe('the description of the API', () => {
  it('and the console’s types are what the controllers say (else: npm run openapi)', () => {
    const tool = fileURLToPath(new URL('../../../tools/openapi.mjs', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [tool, '--check'], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});
