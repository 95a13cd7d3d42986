import { type INestApplicationContext, Injectable } from '@nestjs/common';
import { Clock, Log, Metrics, Refusal } from '@parley/platform';
import { MAX_WEBHOOK_BYTES, SIGNATURE_HEADER, verifySignature } from '@parley/whatsapp-protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StoreDeliveries } from '../inbound/store-deliveries.js';
import { WhatsAppOptions } from '../whatsapp-options.js';
import { readBytes } from './read-bytes.js';
import { SignatureWatch } from './signature-watch.js';

export const WEBHOOK_PATH = '/webhooks/whatsapp';

/** Anybody can send wrong signatures as fast as they like: each is counted, the log hears of them at most this often. */
const QUIET_MS = 10_000;

/**
 * Meta's way in. Public, closed by signature: nothing of a body is read, and not one row written, before its signature is right. A 200
 * says: everything in it is committed.
 */
@Injectable()
export class WebhookReceiver {
  private readonly secrets: readonly string[];
  private quietUntilMs = 0;

  constructor(
    options: WhatsAppOptions,
    private readonly storeDeliveries: StoreDeliveries,
    private readonly signatureWatch: SignatureWatch,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.secrets = options.appSecretPrevious ? [options.appSecret, options.appSecretPrevious] : [options.appSecret];
  }

  /**
   * Resolves when everything in the body is committed.
   * @throws Refusal UNAUTHENTICATED, SERVICE_UNAVAILABLE
   */
  async receive(body: Buffer, signature: unknown, requestId: string): Promise<void> {
    if (verifySignature(this.secrets, body, signature) < 0) {
      this.reject(body.length, requestId);
      throw new Refusal('UNAUTHENTICATED', 'The signature does not fit the body');
    }
    this.signatureWatch.accepted();
    const startedAt = this.clock.monotonicMs();
    await this.storeDeliveries.store(body, requestId);
    this.metrics.webhookAckDuration.observe((this.clock.monotonicMs() - startedAt) / 1000);
  }

  private reject(bytes: number, requestId: string): void {
    this.metrics.webhookRequests.inc({ result: 'rejected_signature' });
    this.signatureWatch.rejected();
    const now = this.clock.monotonicMs();
    if (now < this.quietUntilMs) return;
    this.quietUntilMs = now + QUIET_MS;
    this.log.warn('inbound', 'webhook rejected: signature', { bytes, requestId });
  }
}

/**
 * Registers the route. Call after the application is made and before it is initialised.
 *
 * It is a route of Fastify's, not of Nest's, and answers from the first hook on: every step of guards, pipes, body parsing and reply
 * that it does not need is one of a webhook's microseconds (docs/performance.md). What Nest would do is done here: the signature is its
 * guard, it takes no parameters, and errors go to the same filter. The bytes are taken as they come, whatever content type or encoding
 * the sender names: the signature is over what was sent, so nothing may decode, inflate or parse before it is checked.
 */
export function registerWebhook(fastify: FastifyInstance, app: INestApplicationContext): void {
  const receiver = app.get(WebhookReceiver, { strict: false });
  fastify.route({
    method: 'POST',
    url: WEBHOOK_PATH,
    onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
      const body = await readBytes(request.raw, MAX_WEBHOOK_BYTES).catch((error: unknown) => {
        // What is still coming is not read, so nothing else can come on this connection.
        reply.header('connection', 'close');
        throw error;
      });
      await receiver.receive(body, request.headers[SIGNATURE_HEADER], request.id);
      reply.hijack();
      reply.raw.writeHead(200, { 'content-length': 0, 'x-content-type-options': 'nosniff', 'x-request-id': request.id }).end();
    },
    handler: () => {
      throw new Error('a webhook is answered before its handler');
    },
  });
}
