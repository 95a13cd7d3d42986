import { join } from 'node:path';
import { runNode } from './run-node.mjs';
import { ROOT } from './workspace.mjs';

/** No daemon, no cloud, no full-screen interface, plugins in our own process: the quickest and quietest Nx. */
const QUIET = { NX_NO_CLOUD: 'true', NX_DAEMON: 'false', NX_TUI: 'false', NX_ISOLATE_PLUGINS: 'false', NX_SKIP_LOG_GROUPING: 'true' };

/** Runs Nx and collects what it prints. @returns {Promise<{ code: number, output: string }>} */
export function nx(args) {
  return runNode(join(ROOT, 'node_modules', 'nx', 'dist', 'bin', 'nx.js'), args, { env: QUIET });
}

/**
 * Makes Nx write its project graph. ESLint's rule of the arrows reads it, and without one it lets everything pass with no more
 * than a warning.
 */
export async function writeProjectGraph() {
  const { code, output } = await nx(['show', 'projects']);
  if (code !== 0) throw new Error(`Nx cannot read the workspace:\n${output}`);
}
