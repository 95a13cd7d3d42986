import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { projects, ROOT } from '../workspace.mjs';
import { read } from './files.mjs';

const script = join(ROOT, 'tools', 'checks', 'lint-imports.mjs');

/** What lint says of each of these imports. */
function lint(cases) {
  const files = cases.map(([file, from]) => ({ file, code: `import { something } from '${from}';\nexport const used = something;\n` }));
  return JSON.parse(execFileSync(process.execPath, [script, JSON.stringify(files)], { cwd: ROOT, encoding: 'utf8' }));
}

describe('the arrows between projects', () => {
  it('every project carries a scope and a type', () => {
    const untagged = projects()
      .filter(({ tags }) => !tags.some((tag) => tag.startsWith('scope:')) || !tags.some((tag) => tag.startsWith('type:')))
      .map(({ path }) => path);
    expect(untagged).toEqual([]);
  });

  it('every project can be linted and tested, and what is built or typed says how', () => {
    const incomplete = projects()
      .filter(({ scripts }) => !scripts.lint || !scripts.test)
      .map(({ path }) => path);
    expect(incomplete).toEqual([]);
  });

  it('no arrow is `*`', () => {
    const constraints = /const arrows = \[([\s\S]*?)\n\];/.exec(read('eslint.config.mjs'))?.[1] ?? '';
    expect(constraints).toContain('sourceTag');
    expect(constraints).not.toMatch(/(sourceTag|onlyDependOnLibsWithTags):\s*\[?\s*'\*'/);
  });

  it('an import against an arrow fails lint', () => {
    const forbidden = [
      ['libs/server/whatsapp/src/x.ts', '@parley/admin-chat'],
      ['libs/server/admin-chat/src/x.ts', '@parley/whatsapp'],
      ['libs/server/whatsapp/src/x.ts', '../../admin-chat/src/index.js'],
      ['libs/server/conversation/src/application/x.ts', '@parley/whatsapp'],
      ['libs/server/platform/src/x.ts', '@parley/conversation'],
      ['libs/server/accounts/src/x.ts', '@parley/conversation'],
      ['libs/vocabulary/src/x.ts', '@parley/platform'],
      ['libs/whatsapp-protocol/src/x.ts', '@parley/vocabulary'],
      ['libs/web/inbox/src/x.ts', '@parley/conversation'],
      ['libs/web/inbox/src/x.ts', '@parley/session'],
      ['libs/web/inbox/src/x.ts', '@nestjs/common'],
      ['libs/web/ui/src/x.tsx', '@tanstack/react-query'],
      ['apps/admin/src/x.ts', '@parley/platform'],
      ['apps/phone/src/x.ts', '@parley/inbox'],
      ['apps/simulator/src/x.ts', '@parley/platform'],
      ['apps/simulator/src/x.ts', 'pg'],
    ];
    const passed = lint(forbidden).filter(({ rules }) => !rules.includes('@nx/enforce-module-boundaries'));
    expect(passed).toEqual([]);
  });

  it('the domain imports nothing but the domain and the vocabulary', () => {
    const [platform, node, library] = lint([
      ['libs/server/conversation/src/domain/x.ts', '@parley/platform'],
      ['libs/server/conversation/src/domain/x.ts', 'node:fs'],
      ['libs/server/conversation/src/domain/x.ts', '../application/start-chat.js'],
    ]);
    for (const { rules } of [platform, node, library]) expect(rules).toContain('no-restricted-imports');
  });

  it('an import along the arrows passes lint', () => {
    const allowed = [
      ['libs/server/whatsapp/src/x.ts', '@parley/conversation'],
      ['libs/server/whatsapp/src/x.ts', '@parley/whatsapp-protocol'],
      ['libs/server/conversation/src/domain/x.ts', '@parley/vocabulary'],
      ['libs/web/inbox/src/x.ts', '@parley/ui'],
      ['apps/simulator/src/x.ts', '@parley/whatsapp-protocol'],
    ];
    expect(lint(allowed).filter(({ rules }) => rules.length > 0)).toEqual([]);
  });
});
