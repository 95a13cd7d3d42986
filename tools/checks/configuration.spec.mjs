import { describe, expect, it } from '@jest/globals';
import { read, trackedFiles } from './files.mjs';

describe('configuration', () => {
  it('.env.example names every variable the server reads, and no other', () => {
    const schema = trackedFiles().filter((path) => /^apps\/api\/src\/config\/[^/]+\.ts$/.test(path) && !path.endsWith('.spec.ts'));
    const known = new Set(schema.flatMap((path) => [...read(path).matchAll(/^\s+([A-Z][A-Z0-9_]{2,}):/gm)].map(([, name]) => name)));
    const offered = new Set([...read('.env.example').matchAll(/^#?\s?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name));
    expect(known.size).toBeGreaterThan(10);
    // Set by our own start script alone, between the processes of the demo.
    const internal = new Set(['PARLEY_SIMULATOR_ORIGIN', 'PARLEY_DEMO_SIGN_IN']);
    expect([...known].filter((name) => !offered.has(name) && !internal.has(name))).toEqual([]);
    // Compose and the demo read these; the server never sees them.
    const notTheServers = new Set(['POSTGRES_PASSWORD', 'SIMULATOR_PORT']);
    expect([...offered].filter((name) => !known.has(name) && !notTheServers.has(name))).toEqual([]);
  });

  it('.env.example holds no secret', () => {
    for (const line of read('.env.example')
      .split('\n')
      .filter((text) => /^[A-Z_]*(TOKEN|SECRET|PASSWORD)[A-Z_]*=/.test(text))) {
      expect(line).toMatch(/=$/);
    }
  });

  it('railway.json is JSON whose numbers are numbers', () => {
    const { deploy } = JSON.parse(read('railway.json'));
    expect(typeof deploy.healthcheckTimeout).toBe('number');
    expect(typeof deploy.restartPolicyMaxRetries).toBe('number');
    expect(deploy.healthcheckPath).toBe('/health/ready');
  });
});
