import { nx } from '../nx.mjs';
import { projects } from '../workspace.mjs';

const TARGETS = ['lint', 'typecheck', 'build'];

/**
 * Lint, types and build of the given projects, two at a time; every one counts as a test.
 * @param {import('../workspace.mjs').Project[]} selected
 * @param {{ report: (outcome: import('./tally.mjs').Outcome) => void, print: (text: string) => void }} output
 */
export async function runNxStage(selected, { report, print }) {
  const names = new Set(selected.map((project) => project.name));
  // A project is typechecked and built after those it stands on, so these run as well, but are not counted.
  const tasks = projects()
    .filter((project) => names.has(project.name))
    .flatMap((project) => TARGETS.filter((target) => project.scripts[target]).map((target) => `${project.name}:${target}`));
  const { code, output } = await nx(['run-many', '-t', ...TARGETS, '-p', ...names, '--parallel=2', '--outputStyle=static']);
  const ran = new Set([...output.matchAll(/^> nx run (\S+:[a-z]+)/gm)].map(([, task]) => task));
  const failed = new Set([...(output.split('Failed tasks:')[1] ?? '').matchAll(/^- (\S+:[a-z]+)/gm)].map(([, task]) => task));
  const outcomes = tasks.map((task) => ({
    task,
    state: failed.has(task) ? 'failed' : ran.has(task) || code === 0 ? 'passed' : 'failed',
    why: failed.has(task) ? '' : 'not run, because what it stands on failed',
  }));
  // Nx itself may fail (a broken package.json, say) without naming a task: that is a failure too.
  if (code !== 0 && outcomes.every(({ state }) => state === 'passed')) outcomes.push({ task: 'nx run-many', state: 'failed', why: '' });
  if (code !== 0) print(outputOf(failed, output));
  for (const { task, state, why } of outcomes) report({ name: task, state, detail: state === 'failed' ? why : '' });
}

/** What the failed tasks said, without the hundred lines of those that went well. */
function outputOf(failed, output) {
  const sections = output.split(/^(?=> nx run )/m);
  const wanted = sections.filter((section) => [...failed].some((task) => section.startsWith(`> nx run ${task}`)));
  const text = wanted.length > 0 ? wanted.join('\n') : output;
  return text
    .split('\n')
    .filter((line) => !/^npm (warn|error)/.test(line))
    .join('\n');
}
