// Builds the project in the current folder: every TypeScript source under src/ becomes one JavaScript file under dist/, by swc.
// File by file and no bundle: stack traces, `node --inspect` and a reader see the folders they know.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compileFile } from './compile.mjs';

const from = join(process.cwd(), 'src');
const to = join(process.cwd(), 'dist');

await rm(to, { recursive: true, force: true });
const entries = await readdir(from, { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name));
await Promise.all(files.map((file) => compileFile(file, { from, to })));
