import type { Authenticator } from '@parley/accounts';
import { type ProblemFilter, Refusal } from '@parley/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StaticConsole } from '../console/static-console.js';
import type { StrayRequests } from './http-adapter.js';
import type { RouteTable } from './route-table.js';
import type { StandardHeaders } from './security-headers.js';

/** What belongs to the server; everything else is the console's, whose own router knows its pages. */
const RESERVED = /^\/(api|webhooks|health|metrics)(\/|$)/;
const CONVERSATIONS = /^\/api\/admin\/conversations\//;

/** Requests that no route takes. */
export class AnswerStrayRequests implements StrayRequests {
  constructor(
    private readonly routes: RouteTable,
    private readonly authenticator: Authenticator,
    private readonly problems: ProblemFilter,
    private readonly headers: StandardHeaders,
    private readonly console: StaticConsole | null,
  ) {}

  answer(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
    this.headers(request, reply);
    this.decide(request, reply, error).catch((failure: unknown) => this.problems.answer(failure, request, reply));
  }

  private async decide(request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<void> {
    const path = request.url.split('?')[0] ?? '/';
    if (!RESERVED.test(path)) {
      if (this.console && (await this.console.answer(path, request, reply))) return;
      throw new Refusal('NOT_FOUND');
    }
    // What exists under /api is nobody's business who has not signed in.
    if (path.startsWith('/api') && !(await this.authenticator.authenticate(request.headers))) throw new Refusal('UNAUTHENTICATED');
    if (!(error instanceof Refusal)) {
      // The address cannot be decoded, so it cannot name a conversation either.
      throw new Refusal(CONVERSATIONS.test(path) ? 'INVALID_PHONE_NUMBER' : 'VALIDATION_FAILED', 'The address cannot be decoded');
    }
    const methods = this.routes.methodsOf(path);
    // Its own method among them: the route exists, but not in this role.
    if (methods.length === 0 || methods.includes(request.method)) throw error;
    reply.header('allow', methods.join(', '));
    throw new Refusal('METHOD_NOT_ALLOWED');
  }
}
