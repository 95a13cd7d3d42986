import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { TEXT_KEYS } from './texts.js';
import { words } from './languages/en/words.js';
import { CATALOGUE } from './rehearsal.test.js';
import { transitionDiagram } from './transition-diagram.js';

describe('docs/user-flow.md', () => {
  let page = '';

  beforeAll(async () => {
    page = await readFile(new URL('../../../../../docs/user-flow.md', import.meta.url), 'utf8');
  });

  it('shows the transition table as it is', () => {
    expect(/```mermaid\n([\s\S]*?)\n```/.exec(page)?.[1]).toBe(transitionDiagram());
  });

  it.each([...TEXT_KEYS])('explains when %s is said, in the words that are shipped', (key) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${key}\` |`));
    expect(row).toContain(CATALOGUE.texts[key]);
  });

  it.each(Object.entries(words))('lists every word for %s', (_, phrases) => {
    for (const phrase of phrases) expect(page).toContain(`\`${phrase}\``);
  });

  it('lists every entry of the menus', () => {
    for (const menu of CATALOGUE.menus.values()) for (const { id, title } of menu.entries) expect(page).toContain(`${title} (\`${id}\`)`);
  });
});
