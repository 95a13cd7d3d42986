import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Refusal, requestIdOf } from '@parley/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { answerBrokenRequest } from './answer-broken-request.js';
import { SlowUploads } from './slow-uploads.js';

/** Bodies of the agents' API. The webhook has a limit of its own. */
const BODY_LIMIT = 64 * 1024;
/** A playbook with everything in seven languages has a few hundred kilobytes. */
const PLAYBOOK_LIMIT = 1024 * 1024;
const WITH_PLAYBOOK: ReadonlySet<string> = new Set(
  ['draft', 'import', 'validate', 'preview'].map((route) => `/api/admin/playbook/${route}`),
);
/** Deeper JSON than this is an attack on whoever walks through it: the deepest of our own bodies, a playbook, has twenty levels. */
const MAX_DEPTH = 32;
/** How long a request may take to come, in milliseconds. */
const TIMES = {
  /** A client that needs longer to send a request is not in a hurry; it must not hold a connection for ever. */
  request: 30_000,
  /** The headers of a request are one packet or two; whoever takes longer for them wants to hold the connection. */
  headers: 10_000,
  /** Node looks for overdue requests every 30 s unless told otherwise, which would make 10 s into 40. */
  lookForOverdueEvery: 2_000,
  /** See {@link SlowUploads}. */
  upload: { silenceMs: 30_000, longestMs: 600_000 },
};
/** Longer than the idle time of the usual proxies (60 s), so that they close first and never write into a closing connection. */
const KEEP_ALIVE_MS = 72_000;

/**
 * What answers a request that no route takes: an unknown path, another method, an address that cannot be decoded. It is set once,
 * after the application exists.
 */
export interface StrayRequests {
  answer(request: FastifyRequest, reply: FastifyReply, error: unknown): void;
}

/**
 * Fastify as we want it: our request ids, JSON and nothing else, nobody trusted for `X-Forwarded-*`, and every answer through the
 * problem filter, also those before a route is found.
 */
export class HttpAdapter extends FastifyAdapter {
  stray: StrayRequests | undefined;
  readonly slowUploads: SlowUploads;

  constructor(times: typeof TIMES = TIMES) {
    super({
      bodyLimit: BODY_LIMIT,
      requestTimeout: times.request,
      keepAliveTimeout: KEEP_ALIVE_MS,
      http: { headersTimeout: times.headers, connectionsCheckingInterval: times.lookForOverdueEvery },
      // Requests in hand are finished; our own stop closes the streams first.
      forceCloseConnections: 'idle',
      return503OnClosing: false,
      trustProxy: false,
      genReqId: (request: IncomingMessage) => requestIdOf(request.headers),
      requestIdHeader: false,
      // A phone number is short, but a wrong one must be answered as wrong rather than as not found.
      routerOptions: { maxParamLength: 16_384 },
      clientErrorHandler: (error: Error & { code?: string }, socket: Socket) => this.answerBroken(error, socket),
      frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => this.answerStray(request, reply, error),
    });
    this.slowUploads = new SlowUploads(times.upload);
    const fastify = this.getInstance<FastifyInstance>();
    fastify.addHook('onRoute', (route) => {
      if (WITH_PLAYBOOK.has(route.url)) route.bodyLimit = PLAYBOOK_LIMIT;
    });
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
      try {
        done(null, parseJson(body as string));
      } catch (error) {
        done(error as Error);
      }
    });
  }

  /** Nest would answer with a page of its own; see {@link StrayRequests}. */
  override setNotFoundHandler(): FastifyInstance {
    return this.getInstance<FastifyInstance>().setNotFoundHandler((request, reply) =>
      this.answerStray(request, reply, new Refusal('NOT_FOUND')),
    );
  }

  private answerBroken(error: Error & { code?: string }, socket: Socket): void {
    const cutOff = (): void => answerBrokenRequest(error, socket);
    if (error.code !== 'ERR_HTTP_REQUEST_TIMEOUT' || !this.slowUploads.mayGoOn(socket, cutOff)) cutOff();
  }

  private answerStray(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
    if (this.stray) this.stray.answer(request, reply, error);
    else void reply.code(404).send();
  }
}

/** @throws Refusal for what is no JSON, too deep, or carries `__proto__` */
export function parseJson(text: string): unknown {
  // An empty body with a JSON content type is what many clients send when there is nothing to say.
  if (text === '') return undefined;
  if (isDeeperThan(text, MAX_DEPTH)) throw new Refusal('MALFORMED_JSON', `The body is nested deeper than ${MAX_DEPTH} levels`);
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw new Refusal('VALIDATION_FAILED', 'A field of the body has a name that is not allowed');
      return value;
    }) as unknown;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('MALFORMED_JSON');
  }
}

function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index);
    if (quoted) {
      if (character === 0x5c) index += 1;
      else if (character === 0x22) quoted = false;
    } else if (character === 0x22) quoted = true;
    else if (character === 0x5b || character === 0x7b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (character === 0x5d || character === 0x7d) depth -= 1;
  }
  return false;
}
