import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulatorSettings } from '../settings.js';

/** Serves the phone at `/`, and phone and console side by side at `/demo`: one page, which looks at its own address. */
export async function mountPages(app: FastifyInstance, settings: SimulatorSettings): Promise<void> {
  const { phoneDirectory } = settings;
  app.get('/favicon.ico', async (_request, reply) => await reply.code(204).send());
  if (!phoneDirectory || !existsSync(join(phoneDirectory, 'index.html'))) {
    const missing = 'The phone page is not built. Build it with: npx nx build phone';
    for (const path of ['/', '/demo']) app.get(path, async (_request, reply) => await reply.code(404).type('text/plain').send(missing));
    return;
  }

  await app.register(fastifyStatic, { root: phoneDirectory, serve: false });
  app.get('/assets/*', async (request, reply) => {
    const file = (request.params as { '*': string })['*'];
    // Vite puts the content's hash into the name.
    return await reply.sendFile(join('assets', file), { maxAge: '365d', immutable: true });
  });
  for (const path of ['/', '/demo']) {
    app.get(path, async (_request, reply) => {
      reply.headers({
        'content-security-policy': policy(path === '/demo' ? consoleOrigin(settings) : null),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      return await reply.sendFile('index.html', { cacheControl: false });
    });
  }
}

/** What the page may do and no more: its own files, its own calls and, at /demo, the console in a frame. */
function policy(frame: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    `frame-src ${frame ?? "'none'"}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}

const consoleOrigin = (settings: SimulatorSettings): string | null => (settings.consoleUrl ? new URL(settings.consoleUrl).origin : null);
