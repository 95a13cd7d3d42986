import { existsSync, watch } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { compileFile } from '../compile.mjs';
import { projects, ROOT } from '../workspace.mjs';

/** An editor writes a file in several steps, and a branch switch writes hundreds: changes this close together are one. */
const TOGETHER_MS = 60;

/**
 * Recompiles a server's source the moment it is saved and restarts what runs it.
 * @param {import('../demo/run-demo.mjs').Demo} demo
 * @param {(line: string) => void} log
 * @returns {{ stop: () => void }}
 */
export function watchServers(demo, log) {
  const watched = projects().filter((project) => project.scripts.build?.includes('tools/build.mjs'));
  const changed = new Map();
  let timer = null;
  let working = Promise.resolve();

  const watchers = watched.map((project) => {
    const from = join(project.directory, 'src');
    return watch(from, { recursive: true }, (_event, name) => {
      if (!name || !/\.(ts|json|sql)$/.test(name)) return;
      changed.set(join(from, name), project);
      clearTimeout(timer);
      timer = setTimeout(() => (working = working.then(rebuild)), TOGETHER_MS);
    });
  });

  async function rebuild() {
    const files = [...changed];
    changed.clear();
    const at = Date.now();
    try {
      await Promise.all(files.map(([file, project]) => update(file, project)));
    } catch (error) {
      log(`\n${error.message}\nWaiting for the next save …`);
      return;
    }
    const touched = new Set(files.filter(([file]) => !/\.(spec|test)\.ts$/.test(file)).flatMap(([, project]) => partsOf(project)));
    for (const part of touched) {
      try {
        await demo.restart(part);
        log(`${nameOf(files)} → the ${part} is back after ${Date.now() - at} ms`);
      } catch (error) {
        log(`\n${error.message}\nWaiting for the next save …`);
      }
    }
  }

  return {
    stop() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}

async function update(file, project) {
  const folders = { from: join(project.directory, 'src'), to: join(project.directory, 'dist') };
  if (existsSync(file)) return compileFile(file, folders);
  await rm(join(folders.to, relative(folders.from, file)).replace(/\.ts$/, '.js'), { force: true });
}

/** The server's entries load its bundle; here they must load what is compiled file by file. A later build puts the bundle back. */
export async function unbundleServer() {
  const server = projects().find((project) => project.name === '@parley/api');
  const folders = { from: join(server.directory, 'src'), to: join(server.directory, 'dist') };
  await Promise.all(['main.ts', 'demo.ts', 'migrate.ts'].map((entry) => compileFile(join(folders.from, entry), folders)));
}

/** The wire is known to both sides; everything else to one. */
function partsOf(project) {
  if (project.tags.includes('scope:simulator')) return ['simulator'];
  return project.tags.includes('scope:protocol') ? ['simulator', 'server'] : ['server'];
}

function nameOf(files) {
  const [first] = files[0];
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  return relative(ROOT, first).split(sep).join('/') + more;
}
