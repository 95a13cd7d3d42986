import type { Log, Metrics } from '@parley/platform';
import { WEBHOOK_PATH } from '@parley/whatsapp';
import type { FastifyInstance } from 'fastify';

/** Time and outcome of every answer, by route pattern: a path may hold a phone number, a pattern never does. */
export function addRequestMetrics(fastify: FastifyInstance, metrics: Metrics, log: Log): void {
  const durations = new RequestDurations(metrics);
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    if (route === WEBHOOK_PATH && reply.statusCode === 413) metrics.webhookRequests.inc({ result: 'too_large' });
    durations.observe(route, request.method, reply.statusCode, reply.elapsedTime / 1000);
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

interface Observer {
  observe(seconds: number): void;
}

/**
 * Finds the series of a request without building its labels anew: at thousands of webhooks a second that is what counting costs. There
 * are as many as routes times statuses.
 */
class RequestDurations {
  private readonly series = new Map<string, Map<number, Observer>>();

  constructor(private readonly metrics: Metrics) {}

  observe(route: string, method: string, status: number, seconds: number): void {
    const key = `${method} ${route}`;
    let ofRoute = this.series.get(key);
    if (!ofRoute) {
      ofRoute = new Map<number, Observer>();
      this.series.set(key, ofRoute);
    }
    let observer = ofRoute.get(status);
    if (!observer) ofRoute.set(status, (observer = this.metrics.httpRequestDuration.labels({ route, method, status: String(status) })));
    observer.observe(seconds);
  }
}
