import type { FastifyInstance } from 'fastify';
import type { Simulator } from '../simulator.js';
import { ControlError } from './control-error.js';
import { readWriting } from './read-writing.js';
import { isFields, phoneParameter, readBody, text } from './request-fields.js';

/** What the business does on its phone, and what Meta tells it of its number, account and templates. */
export function mountBusiness(app: FastifyInstance, simulator: Simulator): void {
  const { customers, news } = simulator;

  app.post<{ Params: { phone: string }; Body: unknown }>('/control/customers/:phone/echo', async (request, reply) => {
    const customer = customers.ensure(phoneParameter(request.params.phone));
    const origin = `${request.protocol}://${request.host}`;
    const { type, wire, text: words } = readWriting(request.body, { media: simulator.media, clock: simulator.clock, origin });
    return await reply.code(201).send(news.echo(customer, { type, wire, text: words }));
  });

  app.post<{ Body: unknown }>('/control/account', async (request, reply) => {
    const body = readBody(request.body, ['field', 'value']);
    const field = text(body, 'field');
    const value = body['value'];
    if (field === 'messages' || field === 'smb_message_echoes') {
      throw new ControlError(400, `“${field}” is about messages: let a customer write, or send an echo.`);
    }
    if (!isFields(value)) throw new ControlError(400, '“value” must be an object, as it stands in Meta’s webhook.');
    news.tell(field, value);
    return await reply.code(201).send({ field, value });
  });
}
