import { readFileSync } from 'node:fs';

// Jest runs our TypeScript sources as native ES modules, the way production runs them (no CommonJS detour).
// `parley-source` is our own export condition: tests read `src/`, a started server reads `dist/`.
// Never add `import` to the conditions: jest-circus' own CommonJS dependencies break with it.
const swc = JSON.parse(readFileSync(new URL('./.swcrc.json', import.meta.url), 'utf8'));

const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      ...swc,
      swcrc: false,
      sourceMaps: 'inline',
      jsc: {
        ...swc.jsc,
        parser: { ...swc.jsc.parser, tsx: true },
        transform: { ...swc.jsc.transform, react: { runtime: 'automatic' } },
      },
    },
  ],
};

// Options of a whole run. Where tools/test.mjs runs many projects in one go it gives them itself, and Jest wants none of them here.
const wholeRun = {
  passWithNoTests: true,
  // Jest keeps about 35 MB per suite in a worker; a worker above this is replaced, so a long run cannot fill the machine.
  workerIdleMemoryLimit: '768MB',
  // For what hangs, not for what is slow: a file may boot a whole server on a machine that does other things.
  testTimeout: 60_000,
};

const preset = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testMatch: ['<rootDir>/{src,test}/**/*.spec.{ts,tsx}'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^fast-check$': new URL('./tools/test/seeded-fast-check.mjs', import.meta.url).pathname,
  },
  transform,
  ...(process.env.PARLEY_JEST_PROJECTS ? {} : wholeRun),
};

export const nodePreset = {
  ...preset,
  globalSetup: new URL('./tools/test/global-setup.mjs', import.meta.url).pathname,
  globalTeardown: new URL('./tools/test/global-teardown.mjs', import.meta.url).pathname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['parley-source', 'node', 'node-addons'] },
};

/** Real processes and a real browser on two noisy cores: a step may take seconds, and one file at a time is faster than two. */
export const journeyPreset = { ...nodePreset, ...(process.env.PARLEY_JEST_PROJECTS ? {} : { testTimeout: 120_000, maxWorkers: 1 }) };

export const webPreset = {
  ...preset,
  testEnvironment: 'jsdom',
  setupFilesAfterEnv: [new URL('./libs/web/ui/testing/patience.mjs', import.meta.url).pathname],
  testEnvironmentOptions: { customExportConditions: ['parley-source', 'browser'] },
  moduleNameMapper: { ...preset.moduleNameMapper, '\\.css$': new URL('./tools/empty-module.mjs', import.meta.url).pathname },
};
