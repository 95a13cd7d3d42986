// Plays conversation scripts against the real engine: all of docs/conversations, or the files that are named.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ensureBuilt } from './build-all.mjs';
import { ROOT } from './workspace.mjs';

const FOLDER = join(ROOT, 'docs', 'conversations');

await ensureBuilt({ log: (line) => console.error(line) });
const { parseScript, runScript } = await import('@parley/conversation/script');

const named = process.argv.slice(2).map((file) => resolve(file));
const shipped = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.chat'))
  .map((name) => join(FOLDER, name));
const files = named.length > 0 ? named : shipped.sort();

const startedAt = performance.now();
let steps = 0;
let failed = 0;
for (const file of files) {
  const name = relative(process.cwd(), file);
  try {
    const script = parseScript(readFileSync(file, 'utf8'));
    runScript(script);
    steps += script.steps.length;
    console.log(`ok      ${name}: ${script.title}`);
  } catch (error) {
    failed += 1;
    // A fault names its line; anything else is a fault of ours, and its stack says where.
    console.log(`failed  ${name}: ${error.name === 'ScriptFault' ? error.message : error.stack}`);
  }
}
const took = Math.round(performance.now() - startedAt);
console.log(`\n${files.length - failed} passed, ${failed} failed: ${steps} steps in ${took} ms`);
process.exitCode = failed > 0 || files.length === 0 ? 1 : 0;
