import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { ErrorCode } from '@parley/vocabulary';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isConnectionLost } from '../database/postgres-errors.js';
import { Refusal, TooManyRequests } from '../errors.js';
import { Log } from '../logging/log.js';
import { problem, PROBLEM_CONTENT_TYPE } from './problem.js';

/** Fastify's own errors, by their codes. */
const FRAMEWORK_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_INVALID_JSON_BODY: 'MALFORMED_JSON',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'MALFORMED_JSON',
};

const STATUS_CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'VALIDATION_FAILED',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  408: 'VALIDATION_FAILED',
  413: 'PAYLOAD_TOO_LARGE',
  414: 'VALIDATION_FAILED',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
};

/**
 * The only place where an error becomes an answer: RFC 9457, from one total table. Of what we did not foresee nothing goes out but
 * "something went wrong" and the request id; the rest is in the log.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(Log) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also for what fails before a route is found. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    // Whoever goes away in the middle of a request looks like a lost connection to the database, and is nobody's failure.
    if (request.raw.destroyed && !request.raw.complete) {
      this.log.debug('http', 'the client went away', { requestId: request.id });
      reply.hijack();
      return;
    }
    const refusal = refusalFor(error);
    if (refusal.code === 'INTERNAL_ERROR' || (refusal.code === 'SERVICE_UNAVAILABLE' && !(error instanceof Refusal))) {
      const route = request.routeOptions?.url ?? '';
      this.log.error('http', 'request failed', error, { requestId: request.id, method: request.method, route, code: refusal.code });
    }
    // A hijacked or begun answer cannot be taken back; cutting it tells the client that it is not whole.
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const body = problem(refusal.code, request.id, refusal.detail, refusal.fields);
    if (refusal instanceof TooManyRequests) reply.header('retry-after', String(refusal.retryAfterSeconds));
    if (refusal.code === 'SERVICE_UNAVAILABLE') reply.header('retry-after', '1');
    void reply.status(body.status).header('content-type', PROBLEM_CONTENT_TYPE).send(JSON.stringify(body));
  }
}

function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (isConnectionLost(error)) return new Refusal('SERVICE_UNAVAILABLE');
  const { code, statusCode } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown; statusCode?: unknown };
  const known = typeof code === 'string' ? FRAMEWORK_CODES[code] : undefined;
  if (known) return new Refusal(known);
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  return new Refusal((typeof status === 'number' ? STATUS_CODES[status] : undefined) ?? 'INTERNAL_ERROR');
}
