// Builds the project in the current folder: every TypeScript source under src/ becomes one JavaScript file under dist/, by swc.
// File by file and no bundle: stack traces, `node --inspect` and a reader see the folders they know.
import { transformFile } from '@swc/core';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, extname, join, relative } from 'node:path';

const options = JSON.parse(await readFile(new URL('../.swcrc.json', import.meta.url), 'utf8'));
const from = join(process.cwd(), 'src');
const to = join(process.cwd(), 'dist');

await rm(to, { recursive: true, force: true });
const entries = await readdir(from, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));

await Promise.all(
  files.map(async (file) => {
    const target = join(to, relative(from, file));
    if (/\.(spec|test)\.tsx?$/.test(file) || file.endsWith('.d.ts')) return;
    await mkdir(dirname(target), { recursive: true });
    if (extname(file) !== '.ts') return cp(file, target);
    const { code, map } = await transformFile(file, { ...options, swcrc: false });
    const output = target.replace(/\.ts$/, '.js');
    await writeFile(output, map ? `${code}//# sourceMappingURL=${output.split('/').pop()}.map\n` : code);
    if (map) await writeFile(`${output}.map`, map);
  }),
);
