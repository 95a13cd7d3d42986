import type { FastifyInstance } from 'fastify';

export interface SecurityHeadersOptions {
  /** Who may show the console in a frame; null = nobody. */
  readonly frameAncestor: string | null;
  /** The outside address is https, so browsers may be told to insist on it. */
  readonly https: boolean;
}

/**
 * On every answer, errors too. The console loads nothing from anywhere else, no inline script or style runs, nobody frames it, and
 * what the API says is never kept.
 */
export function addSecurityHeaders(fastify: FastifyInstance, options: SecurityHeadersOptions): void {
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
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers);
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api')) reply.header('cache-control', 'no-store');
    done();
  });
}
