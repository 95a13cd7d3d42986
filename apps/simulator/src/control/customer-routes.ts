import type { FastifyInstance } from 'fastify';
import type { Simulator } from '../simulator.js';
import type { CustomerChanges } from '../customers/customer-book.js';
import { ControlError } from './control-error.js';
import { readWriting } from './read-writing.js';
import { isFields, optionalFlag, optionalText, optionalTime, phoneParameter, readBody, text, type Fields } from './request-fields.js';

interface OfCustomer {
  Params: { phone: string };
  Body: unknown;
}

/** What customers are and do. Every write is answered 201 with the message as it is recorded. */
export function mountCustomers(app: FastifyInstance, simulator: Simulator): void {
  const { customers, actions } = simulator;

  app.get('/control/customers', () => ({ items: customers.all().map((customer) => customers.view(customer)) }));

  app.post<OfCustomer>('/control/customers/:phone', (request) => {
    const customer = customers.ensure(phoneParameter(request.params.phone));
    actions.change(customer, readChanges(readBody(request.body, CHANGES)));
    return customers.view(customer);
  });

  app.post<OfCustomer>('/control/customers/:phone/say', async (request, reply) => {
    const phone = phoneParameter(request.params.phone);
    const body = readBody(request.body, ['text', 'name', 'contextId', 'sentAt']);
    const words = text(body, 'text');
    const contextId = optionalText(body, 'contextId') ?? null;
    const sentAt = optionalTime(body, 'sentAt') ?? null;
    const name = optionalText(body, 'name');
    const customer = customers.ensure(phone, name === undefined ? {} : { name });
    const writing = { type: 'text', wire: { text: { body: words } }, text: words, contextId, sentAt };
    return await reply.code(201).send(actions.write(customer, writing));
  });

  app.post<OfCustomer>('/control/customers/:phone/tap', async (request, reply) => {
    const phone = phoneParameter(request.params.phone);
    const body = readBody(request.body, ['id', 'messageId']);
    const id = text(body, 'id');
    const customer = customers.find(phone);
    if (!customer) throw new ControlError(404, `Nobody here has the number ${phone}.`);
    const record = actions.tap(customer, id, optionalText(body, 'messageId') ?? null);
    if (!record) throw new ControlError(404, `No message to ${phone} carries the id “${id}”. ${idsOnPhone(simulator, phone)}`);
    return await reply.code(201).send(record);
  });

  app.post<OfCustomer>('/control/customers/:phone/send', async (request, reply) => {
    const customer = customers.ensure(phoneParameter(request.params.phone));
    if (isFields(request.body) && request.body['raw'] !== undefined) {
      const raw = request.body['raw'];
      if (!isFields(raw)) throw new ControlError(400, '“raw” must be a message as it stands in Meta’s webhook.');
      return await reply.code(201).send(actions.writeRaw(customer, raw));
    }
    const origin = `${request.protocol}://${request.host}`;
    const writing = readWriting(request.body, { media: simulator.media, clock: simulator.clock, origin });
    return await reply.code(201).send(actions.write(customer, writing));
  });
}

const CHANGES = ['name', 'username', 'bsuid', 'hidesPhone', 'online', 'airplane', 'readReceipts'];

function readChanges(body: Fields): CustomerChanges {
  const changes: CustomerChanges = {};
  const name = optionalText(body, 'name');
  if (name !== undefined) changes.name = name;
  if (body['username'] !== undefined) changes.username = optionalText(body, 'username')?.replace(/^@/, '') ?? null;
  const bsuid = optionalText(body, 'bsuid');
  if (bsuid !== undefined) {
    if (!/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(bsuid)) {
      throw new ControlError(400, '“bsuid” must be a country, a dot and letters or digits, e.g. GB.7310448826190357.');
    }
    changes.bsuid = bsuid;
  }
  const hidesPhone = optionalFlag(body, 'hidesPhone');
  if (hidesPhone !== undefined) changes.hidesPhone = hidesPhone;
  const airplane = optionalFlag(body, 'airplane');
  const online = optionalFlag(body, 'online') ?? (airplane === undefined ? undefined : !airplane);
  if (online !== undefined) changes.online = online;
  const readReceipts = optionalFlag(body, 'readReceipts');
  if (readReceipts !== undefined) changes.readReceipts = readReceipts;
  return changes;
}

function idsOnPhone(simulator: Simulator, phone: string): string {
  const ids = new Set(simulator.log.thread(phone).flatMap((record) => record.choices.map((choice) => choice.id)));
  return ids.size === 0 ? 'No message there has buttons or rows.' : `There are: ${[...ids].join(', ')}.`;
}
