import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFileLock } from './file-lock.mjs';
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
  if (isBuilt()) return;
  await withFileLock(join(ROOT, '.data', 'build.lock'), async () => {
    // Another start may have built it while we waited.
    if (isBuilt()) return;
    log('Building …');
    const state = fingerprint();
    const { code, output } = await nx(['run-many', '-t', 'build', '--outputStyle=static']);
    if (code !== 0) throw new Error(`The build failed:\n${output}`);
    writeFileSync(STAMP, state);
  });
}

/** For whoever changes what was built: the next start builds again. */
export function forgetBuild() {
  rmSync(STAMP, { force: true });
}

function isBuilt() {
  const buildable = projects().filter((project) => project.scripts.build);
  const isThere = buildable.every((project) => existsSync(join(project.directory, 'dist')));
  return isThere && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint();
}

function fingerprint() {
  const hash = createHash('sha256');
  const add = (path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\0`);
  };
  for (const project of projects()) for (const file of sourcesIn(project.directory)) add(file);
  for (const file of ['package-lock.json', '.swcrc.json', 'tsconfig.base.json', 'tools/build.mjs', 'tools/bundle.mjs', 'tools/compile.mjs'])
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
