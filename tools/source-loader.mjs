// Lets plain Node run our TypeScript sources with decorators (swc, the same settings as the build): for generators, never for the server.
// `module.register` it before importing; it also picks the `parley-source` entry of our own packages.
import { transform } from '@swc/core';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const options = JSON.parse(await readFile(new URL('../.swcrc.json', import.meta.url), 'utf8'));

export async function resolve(specifier, context, next) {
  const withOurs = { ...context, conditions: [...context.conditions, 'parley-source'] };
  if (/^\.{1,2}\//.test(specifier) && context.parentURL?.endsWith('.ts')) return next(specifier.replace(/\.js$/, '.ts'), withOurs);
  return next(specifier, withOurs);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...options, filename, swcrc: false, sourceMaps: 'inline' });
  return { format: 'module', source: code, shortCircuit: true };
}
