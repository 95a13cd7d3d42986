import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout, absolute. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @typedef {{ name: string, path: string, directory: string, tags: string[], scripts: Record<string, string> }} Project
 * `path` is relative to the checkout, with forward slashes
 */

/** Every project of the workspace, by package name. @returns {Project[]} */
export function projects(root = ROOT) {
  const { workspaces } = readJson(join(root, 'package.json'));
  const folders = workspaces.flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern];
    const parent = pattern.slice(0, -2);
    return readdirSync(join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${parent}/${entry.name}`);
  });
  return folders
    .filter((path) => existsSync(join(root, path, 'package.json')))
    .map((path) => {
      const manifest = readJson(join(root, path, 'package.json'));
      return { name: manifest.name, path, directory: join(root, path), tags: manifest.nx?.tags ?? [], scripts: manifest.scripts ?? {} };
    })
    .sort((one, other) => one.name.localeCompare(other.name));
}

export function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
