import type { FastifyInstance } from 'fastify';
import type { Behaviour } from '../settings.js';
import type { Simulator } from '../simulator.js';
import { ControlError } from './control-error.js';
import { isFields, optionalFlag, optionalNumber, optionalText, optionalTime, readBody, type Fields } from './request-fields.js';

/** The instrument itself: its clock, how it behaves, and back to the beginning. */
export function mountInstrument(app: FastifyInstance, simulator: Simulator): void {
  const { clock, feed, settings } = simulator;
  const time = () => ({ now: clock.iso(), offsetMs: clock.offset });
  const describe = () => ({
    businessName: settings.businessName,
    businessPhone: `+${settings.displayPhoneNumber}`,
    phoneNumberId: settings.phoneNumberId,
    consoleUrl: settings.consoleUrl,
    webhookUrl: settings.webhookUrl,
    verification: simulator.verification,
    behaviour: settings.behaviour,
    clock: time(),
  });

  app.get('/control/clock', time);

  /** `{advanceMs}` (may be negative), `{at}` or nothing, which answers the time. */
  app.post<{ Body: unknown }>('/control/clock', (request) => {
    const body = readBody(request.body, ['advanceMs', 'at']);
    const at = optionalTime(body, 'at');
    const advanceMs = optionalNumber(body, 'advanceMs', -Number.MAX_SAFE_INTEGER);
    if (at !== undefined && advanceMs !== undefined) throw new ControlError(400, 'Give “advanceMs” or “at”, not both.');
    if (at !== undefined) clock.set(at);
    if (advanceMs !== undefined) clock.advance(advanceMs);
    feed.publish({ type: 'clock', ...time() });
    for (const customer of simulator.customers.all()) simulator.customers.changed(customer);
    return time();
  });

  app.get('/control/settings', describe);
  app.post<{ Body: unknown }>('/control/settings', (request) => {
    Object.assign(settings.behaviour, readBehaviour(readBody(request.body, Object.keys(settings.behaviour)), settings.behaviour));
    return describe();
  });

  app.post('/control/reset', () => {
    simulator.reset();
    return { reset: true };
  });
}

function readBehaviour(body: Fields, present: Behaviour): Partial<Behaviour> {
  const changes: Partial<Behaviour> = {};
  const choice = <T extends string>(key: string, allowed: readonly T[]): T | undefined => {
    const value = optionalText(body, key);
    if (value === undefined) return undefined;
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw new ControlError(400, `“${key}” must be one of ${allowed.join(', ')}.`);
    return found;
  };
  const windowErrors = choice('windowErrors', ['sync', 'async']);
  if (windowErrors) changes.windowErrors = windowErrors;
  const reads = choice('reads', ['auto', 'screen']);
  if (reads) changes.reads = reads;
  const pairLimit = optionalFlag(body, 'pairLimit');
  if (pairLimit !== undefined) changes.pairLimit = pairLimit;
  const webhooksInOrder = optionalFlag(body, 'webhooksInOrder');
  if (webhooksInOrder !== undefined) changes.webhooksInOrder = webhooksInOrder;
  const messagesPerSecond = optionalNumber(body, 'messagesPerSecond');
  if (messagesPerSecond !== undefined) changes.messagesPerSecond = messagesPerSecond;
  const delays = body['statusDelaysMs'];
  if (delays !== undefined) {
    if (!isFields(delays)) throw new ControlError(400, '“statusDelaysMs” must be {sent, delivered, read} in milliseconds.');
    const { sent, delivered, read } = present.statusDelaysMs;
    changes.statusDelaysMs = {
      sent: optionalNumber(delays, 'sent') ?? sent,
      delivered: optionalNumber(delays, 'delivered') ?? delivered,
      read: optionalNumber(delays, 'read') ?? read,
    };
  }
  return changes;
}
