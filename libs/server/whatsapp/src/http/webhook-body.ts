import { MAX_WEBHOOK_BYTES } from '@parley/whatsapp-protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';

export const WEBHOOK_PATH = '/webhooks/whatsapp';

/** A media type of our own, so that no parser of the agents' API ever sees a webhook, whatever its sender calls it. */
const WEBHOOK_MEDIA_TYPE = 'application/x-parley-webhook';

/**
 * Makes Fastify hand the webhook's bytes over untouched: the signature is over what was sent, so nothing may decode, inflate or
 * parse before it is checked. Any content type is taken, a content encoding is ignored. A body above {@link MAX_WEBHOOK_BYTES} is
 * refused 413, by its announced length at once, else when that many bytes have come. Call once, before the routes are registered.
 */
export function registerWebhookBody(fastify: FastifyInstance): void {
  // Before parsing and only on this path; the header is what Fastify chooses the parser by.
  fastify.addHook('onRequest', (request: FastifyRequest, _reply, done) => {
    if (request.method === 'POST' && request.routeOptions.url === WEBHOOK_PATH) {
      request.raw.headers['content-type'] = WEBHOOK_MEDIA_TYPE;
    }
    done();
  });
  fastify.addContentTypeParser(WEBHOOK_MEDIA_TYPE, { parseAs: 'buffer', bodyLimit: MAX_WEBHOOK_BYTES }, (_request, body, done) => {
    done(null, body);
  });
}
