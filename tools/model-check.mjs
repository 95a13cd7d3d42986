// npm run model-check: every property of docs/models with spin, gcc and pan. `--quick`: what takes seconds, and all that must fail.
// `--only <text>`: runs whose model or words contain it. `--strict` or CI=true: a machine without spin is a failure, not a skip.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PROPERTIES } from './model-check/properties.mjs';
import { runProperty } from './model-check/run-property.mjs';

/** Two: the largest runs take most of a gigabyte each, and a core. */
const AT_ONCE = 2;
/** The largest run takes one to two minutes on a quiet core of 2026; this allows for a busy one. */
const TIME_LIMIT_MS = 15 * 60_000;

const { values } = parseArgs({ options: { quick: { type: 'boolean' }, strict: { type: 'boolean' }, only: { type: 'string' } } });
const modelsDir = fileURLToPath(new URL('../docs/models', import.meta.url));

const missing = ['spin', 'gcc'].filter((tool) => spawnSync(tool, [tool === 'spin' ? '-V' : '--version']).error);
if (missing.length > 0) {
  const isFailure = values.strict === true || process.env['CI'] === 'true';
  console.log(
    `${isFailure ? 'failed' : 'skipped'}: model check (${missing.join(' and ')} not installed; on Debian: apt-get install spin gcc)`,
  );
  process.exit(isFailure ? 1 : 0);
}

const chosen = PROPERTIES.filter((property) => !values.quick || property.quick).filter(
  (property) => !values.only || `${property.model} ${property.words}`.includes(values.only),
);
if (chosen.length === 0) {
  console.error('no such property');
  process.exit(1);
}
console.log(
  '| model | property | switches | expected | result | states | depth | seconds |\n| --- | --- | --- | --- | --- | --- | --- | --- |',
);
let surprises = 0;
const waiting = chosen.entries();
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (const [, property] of waiting) {
      const outcome = await runProperty(property, { modelsDir, timeLimitMs: TIME_LIMIT_MS });
      print(property, outcome);
      if (outcome.result !== property.expected) surprises += 1;
    }
  }),
);
console.log(`\n${chosen.length} properties, ${chosen.length - surprises} as expected, ${surprises} not`);
process.exitCode = surprises === 0 ? 0 : 1;

function print({ model, words, switches, ltl, expected }, { result, states, depth, seconds, detail }) {
  const surprise = result === expected ? '' : ` **surprise** (${detail})`;
  // What a failing run had visited says nothing: it stops at the first fault.
  const size = result === 'fails' ? ['–', '–'] : [states.toLocaleString('en'), depth];
  const how = `\`${[switches, ltl].filter(Boolean).join(' ') || '(none)'}\``;
  console.log(`| ${model} | ${words} | ${how} | ${expected} | ${result}${surprise} | ${size.join(' | ')} | ${seconds.toFixed(1)} |`);
}
