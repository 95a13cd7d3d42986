import { WEBHOOK_PATH } from '@parley/whatsapp';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

export interface SecurityHeadersOptions {
  /** Who may show the console in a frame; null = nobody. */
  readonly frameAncestor: string | null;
  /** The outside address is https, so browsers may be told to insist on it. */
  readonly https: boolean;
}

/** Puts them on one answer: for requests that fail before any hook runs. */
export type StandardHeaders = (request: FastifyRequest, reply: FastifyReply) => void;

/**
 * On every answer, errors too, but for the webhook's. The console loads nothing from anywhere else, no inline script or style runs, nobody frames it, and
 * what the API says is never kept.
 */
export function addSecurityHeaders(fastify: FastifyInstance, options: SecurityHeadersOptions): StandardHeaders {
  const policy = [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${options.frameAncestor ?? "'none'"}`,
  ].join('; ');
  const headers: Record<string, string> = {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(options.frameAncestor === null ? { 'x-frame-options': 'DENY' } : {}),
    ...(options.https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  };
  const apply: StandardHeaders = (request, reply) => {
    reply.headers(headers);
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api')) reply.header('cache-control', 'no-store');
  };
  fastify.addHook('onRequest', (request, reply, done) => {
    // Meta's server is no browser: nobody is shown, framed or scripted there, and it calls thousands of times a second.
    if (request.method === 'POST' && request.routeOptions.url === WEBHOOK_PATH) {
      reply.header('x-content-type-options', 'nosniff').header('x-request-id', request.id);
    } else apply(request, reply);
    done();
  });
  return apply;
}
