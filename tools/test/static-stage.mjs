import { join, relative } from 'node:path';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { nx, writeProjectGraph } from '../nx.mjs';
import { runNode } from '../run-node.mjs';
import { projects, readJson, ROOT } from '../workspace.mjs';

/**
 * Lint and types of every project, and the build. One ESLint and one compiler look at the whole workspace: the targets of Nx do the
 * same project by project, and every one of those reads the types of the libraries again, which takes three times as long.
 * Each project counts as a test of each.
 * @param {{ report: (outcome: import('./tally.mjs').Outcome) => void, print: (text: string) => void }} output
 */
export async function runStaticStage({ report, print }) {
  await writeProjectGraph();
  const [lint, typesAndBuild] = await Promise.all([runLint(print), runTypes(print).then(async (types) => [types, await runBuild(print)])]);
  for (const outcomes of [lint, ...typesAndBuild]) for (const outcome of outcomes) report(outcome);
}

async function runLint(print) {
  const results = join(ROOT, '.data', 'test-results', `lint-${process.pid}.json`);
  mkdirSync(join(results, '..'), { recursive: true });
  const script = join(ROOT, 'node_modules', 'eslint', 'bin', 'eslint.js');
  const nodeArgs = ['--max-old-space-size=3072'];
  const { code, output } = await runNode(script, ['.', '--format', 'json', '--output-file', results], { nodeArgs });
  if (!existsSync(results)) return [broken('lint', `ESLint ended with code ${code}`, output, print)];
  const bad = readJson(results).filter(({ errorCount }) => errorCount > 0);
  rmSync(results, { force: true });
  for (const { filePath, messages } of bad) {
    for (const { line, column, message, ruleId } of messages) print(`${relative(ROOT, filePath)}:${line}:${column} ${message} (${ruleId})`);
  }
  return perProject(
    'lint',
    bad.map(({ filePath }) => relative(ROOT, filePath)),
  );
}

async function runTypes(print) {
  const script = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const typed = projects().filter(({ scripts }) => scripts.typecheck);
  const { code, output } = await runNode(script, ['-b', '--pretty', 'false', ...typed.map(({ path }) => path)]);
  if (code === 0) return perProject('typecheck', []);
  const files = [...output.matchAll(/^(\S[^(\n]*)\(\d+,\d+\): error/gm)].map(([, file]) => file);
  if (files.length === 0) return [broken('typecheck', `the compiler ended with code ${code}`, output, print)];
  print(output);
  return perProject('typecheck', files);
}

async function runBuild(print) {
  const { code, output } = await nx(['run-many', '-t', 'build', '--outputStyle=static']);
  const failed = [...(output.split('Failed tasks:')[1] ?? '').matchAll(/^- (\S+):build/gm)].map(([, name]) => name);
  if (code === 0) return perProject('build', []);
  if (failed.length === 0) return [broken('build', `Nx ended with code ${code}`, output, print)];
  print(output);
  return perProject(
    'build',
    projects()
      .filter(({ name }) => failed.includes(name))
      .map(({ path }) => `${path}/`),
  );
}

/** One outcome for each project that has the script; failed where one of the files lies inside. */
function perProject(target, badFiles) {
  const all = projects().filter(({ scripts }) => scripts[target]);
  const outcomes = all.map(({ name, path }) => ({
    name: `${name}:${target}`,
    state: badFiles.some((file) => file.startsWith(`${path}/`)) ? 'failed' : 'passed',
    detail: '',
  }));
  const stray = badFiles.filter((file) => !all.some(({ path }) => file.startsWith(`${path}/`)));
  // The configuration files of the workspace itself belong to no project.
  if (stray.length > 0) outcomes.push({ name: `workspace:${target}`, state: 'failed', detail: stray.join(', ') });
  return outcomes;
}

function broken(target, why, output, print) {
  print(output);
  return { name: `workspace:${target}`, state: 'failed', detail: why };
}
