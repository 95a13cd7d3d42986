import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const roots = ['.', '../../../libs/web/ui/src', '../../../libs/web/inbox/src', '../../../libs/web/session/src'];
const components = roots.flatMap((root) =>
  readdirSync(join(here, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !file.endsWith('.spec.tsx'))
    .map((file) => join(root, file)),
);

describe('the sources of the console', () => {
  it.each(components)('%s has no words of its own: they are in the message files', (file) => {
    const source = readFileSync(join(here, file), 'utf8');
    const texts = [...source.matchAll(/<\/?[A-Za-z][^<>]*>\s*([A-Za-z][^<>{}]*?)\s*<\//g)].map((match) => match[1] ?? '');
    const attributes = [...source.matchAll(/\b(?:aria-label|title|placeholder|label|alt)="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect([...texts, ...attributes]).toEqual([]);
  });

  it.each(components)('%s has no colour of its own: they are tokens', (file) => {
    const source = readFileSync(join(here, file), 'utf8');
    expect(source.match(/#[0-9a-fA-F]{3,8}\b(?!\$)|\brgba?\(|\bhsla?\(/g) ?? []).toEqual([]);
  });
});
