import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** C.UTF-8 sorts by code point yet knows upper and lower case of every script; its name differs between systems. */
const LOCALES = ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'C'];

/**
 * Creates the data folder unless it is there. It is made beside its place and renamed, so an interrupted creation leaves none.
 * The superuser gets a random password although the server listens on loopback only: without it any user of this machine could
 * connect, and a PostgreSQL superuser may start programs.
 * @param {{ home: string, dataDir: string, native: string, way: import('./way-to-run.mjs').Way }} place
 * @returns {boolean} whether it was created now
 */
export function createCluster({ home, dataDir, native, way }) {
  const password = join(home, 'password');
  if (existsSync(join(dataDir, 'PG_VERSION')) && existsSync(password)) return false;
  rmSync(dataDir, { recursive: true, force: true });
  const fresh = `${dataDir}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  // initdb runs as another user and must read the password, so it gets it inside the folder that is that user's alone.
  const secret = `${dataDir}.secret`;
  rmSync(secret, { force: true });
  writeFileSync(secret, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (way.owner) for (const path of [fresh, secret]) chownSync(path, way.owner.uid, way.owner.gid);
  try {
    initialise({ fresh, secret, native, way });
    renameSync(secret, password);
    if (way.owner) chownSync(password, process.getuid(), process.getgid());
    chmodSync(password, 0o600);
    renameSync(fresh, dataDir);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(secret, { force: true });
  }
  return true;
}

export function readPassword(home) {
  return readFileSync(join(home, 'password'), 'utf8').trim();
}

function initialise({ fresh, secret, native, way }) {
  let problem = '';
  for (const locale of LOCALES) {
    const args = [
      '-D',
      fresh,
      '-U',
      'parley',
      `--locale=${locale}`,
      '-E',
      'UTF8',
      '-A',
      'scram-sha-256',
      `--pwfile=${secret}`,
      '--no-sync',
    ];
    const { program, args: all, options } = way.wrap(join(native, 'bin', 'initdb'), args);
    const result = spawnSync(program, all, { ...options, cwd: '/', encoding: 'utf8', env: environment() });
    if (result.status === 0) return;
    problem = result.error?.message ?? `${result.stderr}`.trim();
    if (!/locale/i.test(problem)) break;
  }
  const hint = /No such file|ENOENT|not found/.test(problem)
    ? ' The embedded PostgreSQL is built for glibc; on Alpine and other musl systems set DATABASE_URL instead.'
    : '';
  throw new Error(`PostgreSQL could not create its data folder: ${problem}${hint}`);
}

/** Nothing of the caller's: PGDATA, PGPORT, LC_ALL and the like would change what we start. */
export function environment() {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  return Object.fromEntries(Object.entries({ PATH, SystemRoot, TEMP, TMP, TZ: 'UTC' }).filter(([, value]) => value !== undefined));
}
