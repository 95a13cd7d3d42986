import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

// initdb and postgres refuse to run as root, and must be able to read their own files and the data. Which way works depends on who
// we are and where the checkout lies, so the ways are tried in this order:
//   direct     we are not root
//   switched   root, and the user the data belongs to (or nobody) can reach the files
//   namespace  root with a checkout under a closed folder such as /root: a user namespace in which root has nobody's number, so that
//              the files stay root's; containers often forbid it
//   copied     root, closed folder, no namespaces: programs and data live in a readable folder elsewhere, as nobody

/**
 * @typedef {object} Way
 * @property {'direct'|'switched'|'namespace'|'copied'} name
 * @property {{ uid: number, gid: number } | null} owner who the data must belong to; null = whoever we are
 * @property {boolean} diesWithUs whether the server is told to stop when we are killed, by the kernel
 * @property {(program: string, args: string[], options?: { server?: boolean }) => { program: string, args: string[], options: object }} wrap
 */

/**
 * @param {{ home: string, dataDir: string, native: string }} place `home` exists; `dataDir` may not yet
 * @returns {Way}
 */
export function chooseWay({ home, dataDir, native }) {
  if (process.platform === 'win32' || process.getuid() !== 0) return direct();
  const owner = ownerOf(dataDir) ?? passwdEntry(ownerOf(home)) ?? nobody();
  if (owner.uid !== 0) {
    const data = existsSync(dataDir) ? dataDir : home;
    if (canReach(data, owner) && canReach(`${native}/bin/postgres`, owner) && canSwitchTo(owner)) return switched('switched', owner);
  }
  if (canUnshare()) return namespace();
  const stranger = nobody();
  if (canSwitchTo(stranger)) return switched('copied', stranger);
  throw new Error(
    'PostgreSQL refuses to run as root, and here root may neither become another user nor open a user namespace: start as an ordinary user, or set DATABASE_URL.',
  );
}

/** @returns {Way} */
function direct() {
  if (process.platform !== 'win32' && !passwdEntry({ uid: process.getuid(), gid: process.getgid() })) {
    // initdb looks its user up by number and gives up when there is no such user (`docker run --user 1234`)
    if (canUnshare()) return namespace();
    throw new Error(
      `PostgreSQL needs a user name, and user number ${process.getuid()} has none in /etc/passwd: start as a known user, or set DATABASE_URL.`,
    );
  }
  const leash = dyingWithParent();
  return {
    name: 'direct',
    owner: null,
    diesWithUs: leash !== null,
    wrap: (program, args, { server = false } = {}) => prefixed(server ? (leash ?? []) : [], program, args),
  };
}

/** @returns {Way} */
function switched(name, owner) {
  const leash = dyingWithParent();
  const who = ['--reuid', String(owner.uid), '--regid', String(owner.gid), '--clear-groups'];
  return {
    name,
    owner,
    diesWithUs: leash !== null,
    wrap(program, args, { server = false } = {}) {
      // The kernel forgets the leash when a process changes its user, so one program must do both, in the right order.
      if (server && leash) return prefixed([...leash.slice(0, -1), ...who, '--'], program, args);
      return { program, args, options: { uid: owner.uid, gid: owner.gid } };
    },
  };
}

/** @returns {Way} */
function namespace() {
  const leash = dyingWithParent();
  return {
    name: 'namespace',
    owner: null,
    diesWithUs: leash !== null,
    wrap: (program, args, { server = false } = {}) => prefixed([...UNSHARE, '--', ...(server ? (leash ?? []) : [])], program, args),
  };
}

function prefixed(prefix, program, args) {
  const [first, ...rest] = [...prefix, program, ...args];
  return { program: first, args: rest, options: {} };
}

const UNSHARE = ['unshare', '--user', '--map-user=65534', '--map-group=65534'];
const canUnshare = () => works(...UNSHARE, '--', 'true');

/** Asks the kernel to interrupt the server when we die, however we die; null where setpriv is missing or too simple (BusyBox, macOS). */
function dyingWithParent() {
  return works('setpriv', '--pdeathsig', 'INT', '--', 'true') ? ['setpriv', '--pdeathsig', 'INT', '--'] : null;
}

function works(program, ...args) {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 5000, cwd: '/' }).status === 0;
}

function canSwitchTo({ uid, gid }) {
  return spawnSync('true', [], { stdio: 'ignore', timeout: 5000, cwd: '/', uid, gid }).status === 0;
}

/** Owner of a path, null when it is not there or root's. */
function ownerOf(path) {
  if (!existsSync(path)) return null;
  const { uid, gid } = statSync(path);
  return uid === 0 ? null : { uid, gid };
}

function passwdEntry(owner) {
  return owner && works('id', '-un', String(owner.uid)) ? owner : null;
}

function nobody() {
  const number = (flag) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim());
  try {
    return { uid: number('-u'), gid: number('-g') };
  } catch {
    return { uid: 65534, gid: 65534 };
  }
}

/** Whether that user passes every folder on the way, by the mode bits. */
function canReach(path, { uid, gid }) {
  for (let at = resolve(path); ; at = dirname(at)) {
    const stat = statSync(at);
    const needed = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
    if ((stat.mode & needed) === 0) return false;
    if (dirname(at) === at) return true;
  }
}
