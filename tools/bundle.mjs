// After tools/build.mjs, in apps/api: gathers the server's entries and all they import into a few files under dist/bundle/, and
// lets the entries load those. Node spends a server's start on finding, reading and compiling some two thousand modules of its
// packages; in a few files it starts in about half the time and CPU (ADR 9). What runs is the same code; `npm run dev` runs it unbundled.
import { rolldown } from 'rolldown';
import { isBuiltin } from 'node:module';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const ENTRIES = ['main', 'demo', 'migrate', 'replay'];
const dist = join(process.cwd(), 'dist');

// Native code is found beside its own package.json, and the API page is a folder of files to serve.
const STAYS_OUTSIDE = /^(@node-rs\/|swagger-ui-dist)/;

/** Packages that Nest and TypeORM try to load and do without: left to fail at run time, as they do unbundled. */
const optionalPackages = {
  name: 'optional-packages',
  resolveId: {
    order: 'post',
    async handler(id, importer, options) {
      if (/^[./\0]/.test(id) || isBuiltin(id)) return null;
      const found = await this.resolve(id, importer, { ...options, skipSelf: true });
      return found ?? { id, external: true };
    },
  },
};

const bundle = await rolldown({
  input: Object.fromEntries(ENTRIES.map((entry) => [entry, join(dist, `${entry}.js`)])),
  platform: 'node',
  external: (id) => isBuiltin(id) || STAYS_OUTSIDE.test(id),
  plugins: [optionalPackages],
  logLevel: 'warn',
  onLog(level, log) {
    if (log.code !== 'UNRESOLVED_IMPORT') console.error(`${level}: ${log.message}`);
  },
});
// Flat, so that what a module finds by its own address (the console's folder) lies where it lies for dist/<folder>/<module>.js.
const names = { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' };
await bundle.write({ dir: join(dist, 'bundle'), format: 'esm', keepNames: true, sourcemap: true, ...names });
await bundle.close();

await Promise.all(ENTRIES.map((entry) => writeFile(join(dist, `${entry}.js`), `import './bundle/${entry}.js';\n`)));
