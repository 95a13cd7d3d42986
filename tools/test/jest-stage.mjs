import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runToEnd } from '../run-node.mjs';
import { readJson, ROOT } from '../workspace.mjs';

/**
 * Runs the Jest of several projects in one go, so that its workers are shared out over all files.
 * @param {string} name for messages and the file of results
 * @param {import('../workspace.mjs').Project[]} selected
 * @param {{ workers: number, env: NodeJS.ProcessEnv, args?: string[] }} options
 * @param {{ report: (outcome: import('./tally.mjs').Outcome) => void }} output
 */
export async function runJestStage(name, selected, { workers, env, args = [] }, { report }) {
  const configured = selected.filter((project) => existsSync(join(project.directory, 'jest.config.mjs')));
  if (configured.length === 0) return;
  const folder = join(ROOT, '.data', 'test-results');
  const results = join(folder, `${name}-${process.pid}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(results, { force: true });
  const code = await jest(
    [
      '--projects',
      ...configured.map((project) => project.path),
      ...(workers === 1 ? ['--runInBand'] : [`--maxWorkers=${workers}`]),
      '--json',
      `--outputFile=${results}`,
      `--reporters=${join(ROOT, 'tools/test/reporter.mjs')}`,
      '--passWithNoTests',
      '--workerIdleMemoryLimit=768MB',
      // For what hangs, not for what is slow; Jest heeds no project's own here.
      '--testTimeout=120000',
      ...args,
    ],
    env,
  );
  if (!existsSync(results)) {
    report({ name: `${name} tests`, state: 'failed', detail: `Jest ended with code ${code} and left no results` });
    return;
  }
  const outcome = readJson(results);
  rmSync(results, { force: true });
  for (const file of outcome.testResults) {
    const path = relative(ROOT, file.name);
    for (const test of file.assertionResults) {
      report({ name: `${path} › ${test.fullName}`, state: stateOf(test.status), detail: '', quiet: true });
    }
    // A file that could not be loaded, or whose hooks failed outside any test, has no test that says so.
    const failedTests = file.assertionResults.some((test) => test.status === 'failed');
    if (file.status === 'failed' && !failedTests) report({ name: path, state: 'failed', detail: 'could not be run', quiet: true });
  }
  if (code !== 0 && outcome.success) report({ name: `${name} tests`, state: 'failed', detail: `Jest ended with code ${code}` });
}

function stateOf(status) {
  if (status === 'passed') return 'passed';
  return status === 'failed' ? 'failed' : 'skipped';
}

function jest(args, env) {
  const script = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const nodeArgs = ['--experimental-vm-modules', '--no-warnings'];
  // Jest prints its JSON to standard output as well when asked for it; only the file is wanted.
  const onError = (chunk) => process.stderr.write(chunk.replace(/^Test results written to: .*\n/gm, ''));
  return runToEnd(script, args, { env: { ...env, PARLEY_JEST_PROJECTS: 'true' }, nodeArgs, onError });
}
