import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Clock, Log, Metrics, Public, Refusal } from '@parley/platform';
import { SIGNATURE_HEADER, verifySignature } from '@parley/whatsapp-protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash, timingSafeEqual } from 'node:crypto';
import { StoreDeliveries } from '../inbound/store-deliveries.js';
import { WhatsAppOptions } from '../whatsapp-options.js';
import { SignatureWatch } from './signature-watch.js';
import { WEBHOOK_PATH } from './webhook-body.js';

const NO_BYTES = Buffer.alloc(0);

/**
 * Meta's way in. Public by name, closed by signature: nothing of a body is read, and not one row written, before its signature is
 * right. A 200 says: everything in it is committed.
 */
@Public()
@Controller(WEBHOOK_PATH)
export class WhatsAppWebhookController {
  private readonly secrets: readonly string[];
  private quietUntilMs = 0;

  constructor(
    private readonly options: WhatsAppOptions,
    private readonly storeDeliveries: StoreDeliveries,
    private readonly signatureWatch: SignatureWatch,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.secrets = options.appSecretPrevious ? [options.appSecret, options.appSecretPrevious] : [options.appSecret];
  }

  /** Meta asks whether the address is ours. Parameters are read from the address itself, so that a repeated one is seen as such. */
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

  @Post()
  async receive(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const stopTimer = this.metrics.webhookAckDuration.startTimer();
    const body = Buffer.isBuffer(request.body) ? request.body : NO_BYTES;
    if (verifySignature(this.secrets, body, request.headers[SIGNATURE_HEADER]) < 0) {
      this.reject(body.length, request.id);
      throw new Refusal('UNAUTHENTICATED', 'The signature does not fit the body');
    }
    this.signatureWatch.accepted();
    await this.storeDeliveries.store(body, request.id);
    stopTimer();
    void reply.code(200).send();
  }

  /** Anybody can send wrong signatures as fast as they like: each is counted, the log hears of them at most every ten seconds. */
  private reject(bytes: number, requestId: string): void {
    this.metrics.webhookRequests.inc({ result: 'rejected_signature' });
    this.signatureWatch.rejected();
    const now = this.clock.monotonicMs();
    if (now < this.quietUntilMs) return;
    this.quietUntilMs = now + 10_000;
    this.log.warn('inbound', 'webhook rejected: signature', { bytes, requestId });
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
