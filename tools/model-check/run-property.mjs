import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The largest run needs 0.9 GB; beyond this a model has grown out of hand. */
const MEMORY_MB = 2_048;
/** Deeper than any run goes (the deepest is some thousands); a search that reaches it was not exhaustive, which counts as a surprise. */
const DEPTH = 2_000_000;

/**
 * Checks one property in a directory of its own.
 * @param {{ model: string, switches: string, ltl?: string }} property
 * @param {{ modelsDir: string, timeLimitMs: number }} options
 * @returns {Promise<{ result: 'verified' | 'fails' | 'incomplete', states: number, depth: number, seconds: number, detail: string }>}
 *   `incomplete`: not exhaustive, or one of the tools failed; `detail` says how
 */
export async function runProperty({ model, switches, ltl, expected }, { modelsDir, timeLimitMs }) {
  const dir = await mkdtemp(join(tmpdir(), 'parley-model-'));
  const from = Date.now();
  const left = () => Math.max(1, timeLimitMs - (Date.now() - from));
  const seconds = () => (Date.now() - from) / 1000;
  const incomplete = (detail) => ({ result: 'incomplete', states: 0, depth: 0, seconds: seconds(), detail });
  try {
    await copyFile(join(modelsDir, `${model}.pml`), join(dir, 'model.pml'));
    const defines = [...switches.split(' ').filter(Boolean), ...(ltl ? ['-DLTL'] : [])];
    const spin = await run('spin', [...defines, '-a', 'model.pml'], dir, left());
    if (spin.code !== 0 || /error/i.test(spin.output)) return incomplete(`spin: ${lastLine(spin.output)}`);
    // A formula needs cycles under weak fairness, for more processes than spin assumes; an assertion does not.
    const kind = ltl ? ['-DNFAIR=4'] : ['-DSAFETY'];
    // A run that must fail stops at the first fault: compiling well takes longer than it.
    const optimise = expected === 'fails' ? '-O0' : '-O2';
    const gcc = await run(
      'gcc',
      [optimise, '-w', ...kind, '-DCOLLAPSE', '-DVECTORSZ=4096', `-DMEMLIM=${MEMORY_MB}`, '-o', 'pan', 'pan.c'],
      dir,
      left(),
    );
    if (gcc.code !== 0) return incomplete(`gcc: ${lastLine(gcc.output)}`);
    const pan = await run('./pan', [`-m${DEPTH}`, ...(ltl ? ['-a', '-f', '-N', ltl] : [])], dir, left());
    return { ...judge(pan), seconds: seconds() };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function judge({ output, timedOut }) {
  const states = Number(/([\d.e+]+) states, stored/.exec(output)?.[1] ?? 0);
  const depth = Number(/depth reached (\d+)/.exec(output)?.[1] ?? 0);
  const errors = Number(/errors: (\d+)/.exec(output)?.[1] ?? NaN);
  const said = /^pan:1: (.*)$/m.exec(output)?.[1] ?? '';
  if (timedOut) return { result: 'incomplete', states, depth, detail: 'out of time' };
  if (Number.isNaN(errors)) return { result: 'incomplete', states, depth, detail: lastLine(output) };
  if (/max search depth too small|out of memory|Search not completed/.test(output) && errors === 0) {
    return { result: 'incomplete', states, depth, detail: 'not exhaustive' };
  }
  return { result: errors === 0 ? 'verified' : 'fails', states, depth, detail: said };
}

function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? '';
}

/** @returns {Promise<{ code: number | null, output: string, timedOut: boolean }>} never rejects */
function run(command, args, cwd, timeoutMs) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let timedOut = false;
    const keep = (chunk) => (output += chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    const done = (code) => {
      clearTimeout(timer);
      resolve({ code, output, timedOut });
    };
    child.on('error', (error) => {
      output += error.message;
      done(null);
    });
    child.on('close', done);
  });
}
