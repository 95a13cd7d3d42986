import multipart from '@fastify/multipart';
import { MAX_MEDIA_BYTES } from '@parley/media';
import { Refusal } from '@parley/platform';
import type { FastifyInstance } from 'fastify';
import type { SlowUploads } from './slow-uploads.js';

const CHAT_SUPPORT = '/api/admin/conversations/:conversation/chat-support';
/** The routes of ours that take a form. */
const TAKE_FILES: ReadonlySet<string | undefined> = new Set([`${CHAT_SUPPORT}/send-media`, `${CHAT_SUPPORT}/send-template-file`]);

/**
 * Forms with a file, for those routes alone. Nothing of a body is read before the route asks for its parts, and it asks after the guards.
 * Everywhere else a form is what it was: content of the wrong type.
 */
export async function acceptFiles(fastify: FastifyInstance, slowUploads: SlowUploads): Promise<void> {
  await fastify.register(multipart, {
    // Each kind of file has its own, smaller limit; this one only stops what no kind has. A caption in UTF-8 has at most
    // 3 kB, what fills a template 7 kB.
    limits: { files: 1, fileSize: MAX_MEDIA_BYTES + 1, fields: 4, parts: 5, fieldNameSize: 64, fieldSize: 8 * 1024, headerPairs: 20 },
  });
  fastify.addHook('preValidation', (request, reply, done) => {
    if (!request.isMultipart()) return done();
    if (!TAKE_FILES.has(request.routeOptions.url)) return done(new Refusal('UNSUPPORTED_MEDIA_TYPE'));
    slowUploads.begin(request.raw, reply.raw);
    done();
  });
}
