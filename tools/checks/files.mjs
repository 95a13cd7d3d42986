import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../workspace.mjs';

/** Every file that git keeps or would keep (new ones too), relative to the checkout; deleted ones are left out. */
export function trackedFiles() {
  const list = (args) => execFileSync('git', ['ls-files', '-z', ...args], { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const deleted = new Set(list(['--deleted']).split('\0'));
  return list(['--cached', '--others', '--exclude-standard'])
    .split('\0')
    .filter((path) => path && !deleted.has(path));
}

export const isSource = (path) => /\.(ts|tsx|mjs|js|css|sql)$/.test(path) && !isGenerated(path);
export const isGenerated = (path) => /(^|\/)generated\//.test(path);
export const isBinary = (path) => /\.(png|jpe?g|gif|ico|woff2?|webp|pdf)$/.test(path);

export function read(path) {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** `path:line: text` of every line that matches. */
export function linesMatching(paths, pattern) {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}
