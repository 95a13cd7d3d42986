import { transformFile } from '@swc/core';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';

const options = JSON.parse(await readFile(new URL('../.swcrc.json', import.meta.url), 'utf8'));

/**
 * Makes of one source file what runs: TypeScript becomes JavaScript with its map, anything else is copied, specs and declarations
 * are left out. Rejects with swc's message when the file cannot be read as TypeScript.
 * @param {string} file absolute
 * @param {{ from: string, to: string }} folders `src` and `dist` of its project
 */
export async function compileFile(file, { from, to }) {
  if (/\.(spec|test)\.tsx?$/.test(file) || file.endsWith('.d.ts')) return;
  const target = join(to, relative(from, file));
  await mkdir(dirname(target), { recursive: true });
  if (extname(file) !== '.ts') return cp(file, target);
  const { code, map } = await transformFile(file, { ...options, swcrc: false });
  const output = target.replace(/\.ts$/, '.js');
  await writeFile(output, map ? `${code}//# sourceMappingURL=${basename(output)}.map\n` : code);
  if (map) await writeFile(`${output}.map`, map);
}
