import type { FastifyInstance } from 'fastify';
import { FAULTS, isFaultName } from '../faults/fault-catalogue.js';
import type { ActiveFault } from '../faults/fault-board.js';
import type { Simulator } from '../simulator.js';
import { ControlError } from './control-error.js';
import { isFields, optionalNumber, optionalText, optionalTime, phoneParameter, readBody, type Fields } from './request-fields.js';

const FIELDS = ['name', 'phone', 'count', 'until', 'forMs', 'ms', 'status', 'code', 'body', 'copies'];

/** Faults by name: switched on for everybody or one customer, for ever, a number of times or until a time. */
export function mountFaults(app: FastifyInstance, simulator: Simulator): void {
  const { faults } = simulator;

  app.get('/control/faults', () => ({ available: FAULTS, active: faults.active() }));

  app.post<{ Body: unknown }>('/control/faults', async (request, reply) => {
    const wanted = Array.isArray(request.body) ? request.body : [request.body];
    // All are read before the first is set: a mistake in the second sets none.
    const read = wanted.map((one: unknown) => readFault(readBody(one, FIELDS), simulator));
    const set = read.map((fault) => faults.set(fault));
    return await reply.code(201).send(Array.isArray(request.body) ? { items: set } : set[0]);
  });

  app.delete('/control/faults', () => ({ removed: faults.clear() }));

  app.delete<{ Params: { name: string }; Querystring: { phone?: string } }>('/control/faults/:name', (request) => {
    const { name } = request.params;
    if (!isFaultName(name)) throw new ControlError(404, unknownFault(name));
    const { phone } = request.query;
    return { removed: faults.clear(name, phone === undefined ? undefined : phoneParameter(phone.replace(/^ /, '+'))) };
  });
}

function readFault(body: Fields, simulator: Simulator): Omit<ActiveFault, 'id'> {
  const name = body['name'];
  if (!isFaultName(name)) throw new ControlError(400, unknownFault(String(name)));
  const phone = optionalText(body, 'phone');
  const forMs = optionalNumber(body, 'forMs');
  const until = optionalTime(body, 'until') ?? (forMs === undefined ? undefined : simulator.clock.now() + forMs);
  const options = {
    ms: optionalNumber(body, 'ms'),
    status: optionalNumber(body, 'status', 200),
    code: optionalNumber(body, 'code'),
    copies: optionalNumber(body, 'copies', 1),
    body: isFields(body['body']) ? JSON.stringify(body['body']) : optionalText(body, 'body'),
  };
  if ((options.status ?? 0) > 599) throw new ControlError(400, '“status” must be an HTTP status.');
  return {
    ...options,
    name,
    phone: phone === undefined ? null : phoneParameter(phone),
    remaining: optionalNumber(body, 'count', 1) ?? null,
    until: until === undefined ? null : new Date(until).toISOString(),
  };
}

const unknownFault = (name: string): string => `There is no fault “${name}”. There are: ${FAULTS.map((fault) => fault.name).join(', ')}.`;
