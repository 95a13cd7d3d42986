import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphError, mintTraceId } from './graph-error.js';

const VERSION_WHEN_UNNAMED = 'v26.0';

/** Headers that every Graph answer carries. */
export function addGraphHeaders(request: FastifyRequest, reply: FastifyReply, businessAccountId: string): string {
  const traceId = mintTraceId();
  const version = /^\/(v\d+\.\d+)\//.exec(request.url)?.[1] ?? VERSION_WHEN_UNNAMED;
  const usage = [{ type: 'whatsapp', call_count: 1, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: 0 }];
  reply.headers({
    'facebook-api-version': version,
    'x-fb-trace-id': traceId,
    'x-fb-request-id': traceId,
    'cache-control': 'private, no-cache, no-store, must-revalidate',
    'x-business-use-case-usage': JSON.stringify({ [businessAccountId]: usage }),
  });
  return traceId;
}

export async function answerGraphError(reply: FastifyReply, error: GraphError, traceId: string): Promise<void> {
  // Header values are ASCII; the message may quote what was sent.
  const message = error.message.replace(/[^\x20-\x7e]/g, '?').replaceAll('"', "'");
  const reason = error.httpStatus === 401 ? 'invalid_token' : 'invalid_request';
  await reply
    .code(error.httpStatus)
    .header('www-authenticate', `OAuth "Facebook Platform" "${reason}" "${message}"`)
    .type('application/json; charset=UTF-8')
    .send(error.body(traceId));
}

/** Throws unless the request carries the access token of this business. */
export function assertAuthorised(request: FastifyRequest, accessToken: string): void {
  const header = request.headers.authorization ?? '';
  const token = /^(?:Bearer|OAuth) +(\S+)$/i.exec(header)?.[1];
  if (token === accessToken) return;
  const message = token
    ? 'Invalid OAuth access token - Cannot parse access token'
    : 'An active access token must be used to query information about the current user.';
  throw new GraphError(401, 190, message);
}

/** The answer to an id that is not ours. */
export const unknownObject = (method: 'get' | 'post' | 'delete', id: string): GraphError =>
  new GraphError(
    400,
    100,
    `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not ` +
      'support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api',
    { type: 'GraphMethodException', subcode: 33 },
  );
