// Writes docs/openapi.json and the console's types from the decorators of the server's controllers. Needs neither a database nor a build.
// `node tools/openapi.mjs --check` writes nothing and fails when the committed files are stale.
import { readFile, writeFile } from 'node:fs/promises';
import { register } from 'node:module';
import openapiTS, { astToString } from 'openapi-typescript';

register('./source-loader.mjs', import.meta.url);
await import('reflect-metadata');
const { NestFactory } = await import('@nestjs/core');
const { FastifyAdapter } = await import('@nestjs/platform-fastify');
const { DescribedModule } = await import('../apps/api/src/docs/described.module.ts');
const { describeApi } = await import('../apps/api/src/docs/open-api-document.ts');

const app = await NestFactory.create(DescribedModule, new FastifyAdapter(), { preview: true, logger: ['error'], abortOnError: false });
const document = await describeApi(app);
await app.close();

const header = '// Generated from docs/openapi.json by `node tools/openapi.mjs`; never edited by hand.\n';
const files = {
  '../docs/openapi.json': `${JSON.stringify(document, null, 2)}\n`,
  '../libs/api-client/src/generated/schema.d.ts': header + astToString(await openapiTS(structuredClone(document), { alphabetize: false })),
};

let stale = 0;
for (const [path, text] of Object.entries(files)) {
  const url = new URL(path, import.meta.url);
  if (!process.argv.includes('--check')) await writeFile(url, text);
  else if ((await readFile(url, 'utf8').catch(() => '')) !== text) {
    stale += 1;
    process.stderr.write(`${path.replace('../', '')} is stale: run \`npm run openapi\`\n`);
  }
}
process.exitCode = stale === 0 ? 0 : 1;
