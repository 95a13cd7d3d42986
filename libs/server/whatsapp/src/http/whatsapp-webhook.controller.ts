import { Controller, Get, Req, Res } from '@nestjs/common';
import { Public, Refusal } from '@parley/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { WhatsAppOptions } from '../whatsapp-options.js';
import { WEBHOOK_PATH } from './webhook-route.js';

/** Meta asks whether the address is ours. What it delivers there has a route of its own, see `webhook-route.ts`. */
@Public()
@Controller(WEBHOOK_PATH)
export class WhatsAppWebhookController {
  constructor(private readonly options: WhatsAppOptions) {}

  /** Parameters are read from the address itself, so that a repeated one is seen as such. */
  @Get()
  verify(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const mark = request.url.indexOf('?');
    const query = new URLSearchParams(mark < 0 ? '' : request.url.slice(mark + 1));
    const mode = onlyOne(query, 'hub.mode');
    const token = onlyOne(query, 'hub.verify_token');
    const challenge = onlyOne(query, 'hub.challenge');
    if (mode !== 'subscribe' || token === null || challenge === null || !isSame(token, this.options.verifyToken)) {
      throw new Refusal('FORBIDDEN', 'The verification does not carry our token');
    }
    // Echoed as text and nothing else: it is whatever the caller sent.
    void reply.code(200).header('content-type', 'text/plain; charset=utf-8').header('x-content-type-options', 'nosniff').send(challenge);
  }
}

/** The value of a parameter that stands in the query exactly once. */
function onlyOne(query: URLSearchParams, name: string): string | null {
  const values = query.getAll(name);
  return values.length === 1 ? (values[0] ?? null) : null;
}

/** Digests first, so that neither content nor length shows in the time it takes. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
