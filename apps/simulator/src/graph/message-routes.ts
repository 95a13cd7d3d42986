import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FaultBoard } from '../faults/fault-board.js';
import { readPhoneNumber } from '../customers/phone-number.js';
import type { CustomerBook } from '../customers/customer-book.js';
import type { SimulatorSettings } from '../settings.js';
import { isFields, type Fields } from './content/fields.js';
import { addGraphHeaders, answerGraphError, assertAuthorised, unknownObject } from './graph-answers.js';
import { GraphError, invalidParameter, refusal } from './graph-error.js';
import type { MarkRead } from './mark-read.js';
import type { RequestJournal } from './request-journal.js';
import type { SendMessage } from './send-message.js';

export interface MessageRoutes {
  readonly settings: SimulatorSettings;
  readonly customers: CustomerBook;
  readonly faults: FaultBoard;
  readonly journal: RequestJournal;
  readonly sendMessage: SendMessage;
  readonly markRead: MarkRead;
}

interface Outcome {
  status: number | null;
  code: number | null;
  messageId: string | null;
  fault: string | null;
}

/** Mounts `POST /{version}/{phone number id}/messages`, with and without a version. */
export function mountMessages(app: FastifyInstance, parts: MessageRoutes): void {
  for (const path of ['/:version(^v\\d+\\.\\d+$)/:phoneNumberId/messages', '/:phoneNumberId/messages']) {
    app.post<{ Params: { phoneNumberId: string } }>(path, (request, reply) => answer(parts, request, reply));
  }
}

async function answer(
  parts: MessageRoutes,
  request: FastifyRequest<{ Params: { phoneNumberId: string } }>,
  reply: FastifyReply,
): Promise<FastifyReply | void> {
  // Meta reads a body it cannot parse as one without parameters.
  const body: Fields = isFields(request.body) ? request.body : {};
  const phone = phoneOf(body, parts.customers);
  const outcome: Outcome = { status: null, code: null, messageId: null, fault: null };
  const traceId = addGraphHeaders(request, reply, parts.settings.businessAccountId);
  const reading = body['status'] !== undefined;
  // Faults are for messages: a mark-as-read on the way must not use up the one that a test has set for a send.
  const strike = (name: Parameters<FaultBoard['take']>[0]) => {
    const fault = reading && name !== 'token-expired' ? null : parts.faults.take(name, phone);
    if (fault) outcome.fault = name;
    return fault;
  };

  try {
    if (strike('drop-before-read')) return hangUp(request, reply);
    if (strike('token-expired')) throw sessionExpired();
    assertAuthorised(request, parts.settings.accessToken);
    if (request.params.phoneNumberId !== parts.settings.phoneNumberId) throw unknownObject('post', request.params.phoneNumberId);
    const failing = strike('status');
    if (failing) {
      outcome.status = failing.status ?? 500;
      outcome.code = failing.body === undefined ? (failing.code ?? 131000) : null;
      if (failing.body !== undefined) return await reply.code(outcome.status).type('text/html').send(failing.body);
      throw new GraphError(outcome.status, failing.code ?? 131000, `(#${failing.code ?? 131000}) Something went wrong`);
    }
    if (strike('rate-limited')) throw refusal(130429);
    if (strike('pair-limited')) throw refusal(131056);
    if (body['messaging_product'] !== 'whatsapp') throw invalidParameter('The parameter messaging_product is required.');

    const result = reading ? parts.markRead.execute(body) : parts.sendMessage.execute(body);
    if ('messages' in result.answer) outcome.messageId = result.answer.messages[0]?.id ?? null;

    if (strike('accept-then-drop-response')) return hangUp(request, reply);
    const late = strike('delay');
    if (late) await new Promise((resolve) => setTimeout(resolve, late.ms ?? 5000));
    outcome.status = 200;
    return await reply.type('application/json; charset=UTF-8').send(result.answer);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    outcome.status = error.httpStatus;
    outcome.code = error.code;
    return await answerGraphError(reply, error, traceId);
  } finally {
    parts.journal.add({
      phone,
      type: typeof body['status'] === 'string' ? body['status'] : typeof body['type'] === 'string' ? body['type'] : null,
      callbackData: typeof body['biz_opaque_callback_data'] === 'string' ? body['biz_opaque_callback_data'] : null,
      ...outcome,
    });
  }
}

/** Whom the request is about, as far as it can be read before it is judged: faults may concern one customer. */
function phoneOf(body: Fields, customers: CustomerBook): string | null {
  if (typeof body['to'] === 'string') return readPhoneNumber(body['to']);
  if (typeof body['recipient'] === 'string') return customers.findByBsuid(body['recipient'])?.phone ?? null;
  return null;
}

const sessionExpired = (): GraphError => new GraphError(401, 190, 'Error validating access token: Session has expired.', { subcode: 463 });

/** The connection breaks without a byte of an answer. */
function hangUp(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  request.raw.socket.destroy();
}
