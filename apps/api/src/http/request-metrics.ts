import type { Log, Metrics } from '@parley/platform';
import { WEBHOOK_PATH } from '@parley/whatsapp';
import type { FastifyInstance } from 'fastify';

/** Time and outcome of every answer, by route pattern: a path may hold a phone number, a pattern never does. */
export function addRequestMetrics(fastify: FastifyInstance, metrics: Metrics, log: Log): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    const seconds = reply.elapsedTime / 1000;
    if (route === WEBHOOK_PATH && reply.statusCode === 413) metrics.webhookRequests.inc({ result: 'too_large' });
    metrics.httpRequestDuration.observe({ route, method: request.method, status: String(reply.statusCode) }, seconds);
    log.debug('http', 'request answered', {
      requestId: request.id,
      route,
      method: request.method,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      actorId: request.actor?.agent.id,
    });
    done();
  });
}
