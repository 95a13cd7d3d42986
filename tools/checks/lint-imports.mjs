// Lints imports that nobody should write, as if they stood in files of the workspace: `node lint-imports.mjs '[{"file": …, "code": …}]'`
// prints which rules each breaks. A process of its own, because Nx' native parts do not live inside Jest's sandbox.
import { ESLint } from 'eslint';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import { writeProjectGraph } from '../nx.mjs';
import { ROOT } from '../workspace.mjs';

await writeProjectGraph();
const eslint = new ESLint({
  cwd: ROOT,
  // The files do not exist, so rules that need types cannot look at them; those of the arrows need none.
  overrideConfig: [{ files: ['**/*.{ts,tsx}'], ...tseslint.configs.disableTypeChecked }],
});
const results = [];
for (const { file, code } of JSON.parse(process.argv[2])) {
  const [result] = await eslint.lintText(code, { filePath: join(ROOT, file) });
  results.push({ file, code, rules: result.messages.map((message) => message.ruleId ?? message.message) });
}
console.log(JSON.stringify(results));
