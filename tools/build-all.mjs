import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nx } from './nx.mjs';
import { projects, ROOT } from './workspace.mjs';

const NOT_SOURCE = new Set(['node_modules', 'dist', 'out-tsc', 'test', '.data', 'coverage']);
const STAMP = join(ROOT, '.data', 'build-stamp');

/**
 * Builds what is not built. Nx knows that by content but needs seconds to say so; our own look at names, sizes and times takes
 * milliseconds and is what a second `npm start` waits for.
 * @param {{ log?: (line: string) => void }} options
 * @throws Error with the output of the failed build
 */
export async function ensureBuilt({ log = () => {} } = {}) {
  const buildable = projects().filter((project) => project.scripts.build);
  const state = fingerprint();
  const isThere = buildable.every((project) => existsSync(join(project.directory, 'dist')));
  if (isThere && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === state) return;
  log('Building …');
  const { code, output } = await nx(['run-many', '-t', 'build', '--outputStyle=static']);
  if (code !== 0) throw new Error(`The build failed:\n${output}`);
  mkdirSync(join(ROOT, '.data'), { recursive: true });
  writeFileSync(STAMP, state);
}

function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\0`);
  };
  for (const project of projects()) for (const file of sourcesIn(project.directory)) add(file);
  for (const file of ['package-lock.json', '.swcrc.json', 'tsconfig.base.json', 'tools/build.mjs', 'tools/compile.mjs'])
    add(join(ROOT, file));
  return hash.digest('hex');
}

function* sourcesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !NOT_SOURCE.has(entry.name) && path !== join(ROOT, 'tools')) yield* sourcesIn(path);
    else if (entry.isFile() && !/\.spec\.tsx?$/.test(entry.name)) yield path;
  }
}
