import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds `nx.json`, from wherever jest was started. */
export function repositoryRoot(): string {
  let folder = process.cwd();
  while (!existsSync(join(folder, 'nx.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('not inside the workspace');
    folder = parent;
  }
  return folder;
}
