import type { FastifyInstance } from 'fastify';
import type { Simulator } from '../simulator.js';
import { ControlError } from './control-error.js';
import { phoneParameter } from './request-fields.js';

/** The tests' oracle: what was really written, accepted, delivered and tried. */
export function mountMessages(app: FastifyInstance, simulator: Simulator): void {
  const { log, webhooks, journal, clock } = simulator;

  app.get<{ Querystring: { phone?: string; since?: string; limit?: string } }>('/control/messages', (request) => {
    const { phone, since, limit } = request.query;
    const thread = phone === undefined ? log.all() : log.thread(phoneParameter(phone.replace(/^ /, '+')));
    const newer = since === undefined ? thread : thread.filter(isNewer(since));
    const last = limit === undefined ? newer : newer.slice(-Math.max(1, Number(limit) || 1));
    return { items: last, seq: log.seq, now: clock.iso() };
  });

  app.get<{ Querystring: { phone?: string; state?: string; limit?: string } }>('/control/webhooks', (request) => {
    const { state, limit } = request.query;
    const phone = request.query.phone === undefined ? null : phoneParameter(request.query.phone.replace(/^ /, '+'));
    const matching = webhooks
      .all()
      .filter((delivery) => (phone === null || delivery.phone === phone) && (state === undefined || delivery.state === state));
    return { url: simulator.settings.webhookUrl, verification: simulator.verification, items: matching.slice(-(Number(limit) || 500)) };
  });

  app.get<{ Querystring: { since?: string } }>('/control/requests', (request) => ({
    items: journal.since(Number(request.query.since) || 0),
  }));

  /** The bytes of any medium, for the phone page: a browser's picture element carries no access token. */
  app.get<{ Params: { id: string } }>('/control/media/:id', async (request, reply) => {
    const media = simulator.media.find(request.params.id);
    if (!media) throw new ControlError(404, 'There is no medium with this id, or it has expired.');
    return await reply
      .type(media.mimeType)
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .send(media.bytes);
  });
}

/** `since` is a sequence number from an earlier answer (changed after it), or a time (accepted at or after it). */
function isNewer(since: string): (record: { readonly seq: number; readonly acceptedAt: string }) => boolean {
  if (/^\d{1,12}$/.test(since)) return (record) => record.seq > Number(since);
  const time = /^\d+$/.test(since) ? Number(since) : Date.parse(since);
  if (!Number.isFinite(time)) throw new ControlError(400, `“since” must be a sequence number or a time, not “${since}”.`);
  return (record) => Date.parse(record.acceptedAt) >= time;
}
