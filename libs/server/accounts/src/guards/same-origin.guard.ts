import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Refusal } from '@parley/platform';
import type { FastifyRequest } from 'fastify';
import { AccountsOptions } from '../accounts-options.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A request that rides on a cookie must come from our own page. Browsers say where it came from in headers a page cannot set.
 * - unsafe methods by session: `Sec-Fetch-Site: same-origin`, or else an `Origin` that is `PUBLIC_URL` or the request's own origin;
 *   neither header: refused.
 * - everything else (login, streams): refused only when the browser says it came from elsewhere.
 * Requests with a bearer token carry nothing a foreign page could borrow.
 */
@Injectable()
export class SameOriginGuard implements CanActivate {
  constructor(@Inject(AccountsOptions) private readonly options: AccountsOptions) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.actor?.kind === 'token') return true;
    const site = request.headers['sec-fetch-site'];
    const unsafe = !SAFE.has(request.method);
    if (unsafe && request.actor) {
      if (!(site === undefined ? this.isOwnOrigin(request) : site === 'same-origin')) throw new Refusal('CROSS_SITE_REQUEST');
      return true;
    }
    const foreign = site === 'cross-site' || site === 'same-site';
    if (foreign && (unsafe || isEventStream(request))) throw new Refusal('CROSS_SITE_REQUEST');
    return true;
  }

  private isOwnOrigin(request: FastifyRequest): boolean {
    const { origin, host } = request.headers;
    if (origin === undefined) return false;
    return origin === this.options.publicUrl.origin || (host !== undefined && origin === `${request.protocol}://${host}`);
  }
}

function isEventStream(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/event-stream') ?? false;
}
