import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFileLock } from './file-lock.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs `npm ci` when the installed packages are missing or not those of package-lock.json; otherwise costs milliseconds.
 * @param {{ root?: string, log?: (line: string) => void }} options
 * @returns {Promise<boolean>} whether it installed; rejects with an Error whose `expected` is true when the message is for people
 */
export async function ensureInstalled({ root = ROOT, log = (line) => console.error(line) } = {}) {
  if (isInstalled(root)) return false;
  mustBeWritable(root);
  return withFileLock(
    join(root, '.data', 'install.lock'),
    async () => {
      // Another start may have done it while we waited.
      if (isInstalled(root)) return false;
      const reason = existsSync(join(root, 'node_modules')) ? 'The installed packages are not those of package-lock.json' : 'First start';
      log(`${reason}: installing (about a minute) …`);
      const startedAt = Date.now();
      await npmCi(root);
      stampInstallation(root);
      log(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
      return true;
    },
    { onWait: (holder) => log(`Another start (process ${holder}) is installing; waiting for it …`) },
  );
}

/**
 * A stamp of ours says so at once. Without one, or with another lock file since, npm's own record of what lies there is compared:
 * whoever ran npm by hand need not wait for it again. Another Node or platform always installs anew.
 */
function isInstalled(root) {
  const stamp = join(root, 'node_modules', '.install-stamp');
  const wanted = stampOf(root);
  if (existsSync(stamp)) {
    const found = readFileSync(stamp, 'utf8');
    if (found === wanted) return true;
    if (withoutLock(found) !== withoutLock(wanted)) return false;
  }
  if (!matchesLock(root)) return false;
  try {
    stampInstallation(root);
  } catch {
    // Somebody else's folder that we may only read: the comparison holds without a stamp, it just costs more each time.
  }
  return true;
}

const withoutLock = (stamp) => stamp.slice(stamp.indexOf(' '));

/** Node's major version and the platform belong to it: native packages are chosen by them. */
function stampOf(root) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${lock} node${process.versions.node.split('.')[0]} ${process.platform}-${process.arch}\n`;
}

function stampInstallation(root) {
  writeFileSync(join(root, 'node_modules', '.install-stamp'), stampOf(root));
}

function matchesLock(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const there = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') || entry.optional || entry.peer || entry.devOptional) return true;
    return there[path] !== undefined && there[path].version === entry.version && there[path].link === entry.link;
  });
}

async function npmCi(root) {
  const { program, args } = npmCommand();
  const options = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error', '--progress=false'];
  // Under NODE_ENV=production npm leaves out what builds the project.
  const child = spawn(program, [...args, ...options], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && args.length === 0,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const { code, error } = await new Promise((done) => {
    child.once('error', (problem) => done({ code: null, error: problem }));
    child.once('close', (status) => done({ code: status, error: null }));
  });
  if (code === 0) return;
  const said = error?.message ?? output;
  // npm follows some errors with its whole manual page
  const essence = said
    .split(/^npm error Clean install a project/m)[0]
    .trim()
    .split('\n')
    .slice(-15)
    .join('\n');
  throw expected(`${explain(said)}\n\nWhat npm said:\n${essence}`);
}

/** The npm that called us, whichever Node it belongs to; else the one beside our own Node; else the one in PATH. */
function npmCommand() {
  const caller = process.env.npm_execpath;
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  for (const cli of [caller, beside]) {
    if (cli && /npm-cli\.c?js$/.test(cli) && existsSync(cli)) return { program: process.execPath, args: [cli] };
  }
  return { program: 'npm', args: [] };
}

function explain(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network/i.test(output)) {
    return 'The packages could not be downloaded: npm cannot reach its registry. Check the network (or the proxy and registry in .npmrc) and start again; once installed, no network is needed.';
  }
  if (/EACCES|EPERM/.test(output)) return noAccess('node_modules');
  if (/ENOSPC/.test(output)) return 'The disk is full: the packages need about 700 MB.';
  if (/can only install packages when your package\.json and package-lock\.json/.test(output)) {
    return 'package.json and package-lock.json do not belong together: run "npm install" once and commit the lock file.';
  }
  return 'The packages could not be installed.';
}

function mustBeWritable(root) {
  for (const path of [root, join(root, 'node_modules'), join(root, '.data')]) {
    if (!existsSync(path)) continue;
    try {
      accessSync(path, constants.W_OK);
    } catch {
      throw expected(noAccess(path));
    }
  }
}

function noAccess(path) {
  const { username } = userInfo();
  let owner = '';
  try {
    owner = ` (it belongs to user number ${statSync(path).uid})`;
  } catch {
    // The path is only a name here.
  }
  return `Packages have to be installed first, but ${username} may not write to ${path}${owner}: start as its owner, or work in a clone of your own.`;
}

function expected(message) {
  return Object.assign(new Error(message), { expected: true });
}
