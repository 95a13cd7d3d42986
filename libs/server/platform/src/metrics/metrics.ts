import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds; fine where the promises are (200 ms a call, 500 ms a chat, 1 s a send). */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10];

/**
 * What operators watch. Prometheus names with the prefix `parley_`, base units, and labels from small closed sets only: never an id,
 * a path or anything a customer wrote.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly httpRequestDuration = this.histogram('http_request_duration_seconds', 'Time to answer, by route pattern', [
    'route',
    'method',
    'status',
  ]);
  readonly loginAttempts = this.counter('login_attempts_total', 'Logins by result: right, wrong, limited', ['result']);
  readonly authorizationDenied = this.counter('authz_denied_total', 'Calls refused by role or scope', ['route']);

  readonly webhookRequests = this.counter('webhook_requests_total', 'Webhook calls by result', ['result']);
  readonly webhookAckDuration = this.histogram('webhook_ack_duration_seconds', 'From the first byte to the committed 200', []);
  readonly inboxItems = this.counter('inbox_items_total', 'Items of webhooks by kind and what became of them', ['kind', 'outcome']);
  readonly inboxApplyDuration = this.histogram('inbox_apply_duration_seconds', 'One batch of a worker', ['kind']);

  readonly outboxMessages = this.counter('outbox_messages_total', 'Messages by the state they came into', ['state']);
  readonly duplicatesConfirmed = this.counter('outbox_duplicates_confirmed_total', 'Second copies that WhatsApp told us of', []);
  readonly graphRequestDuration = this.histogram('graph_request_duration_seconds', 'Calls to the channel by outcome', ['outcome']);

  readonly eventsPublished = this.counter('events_published_total', 'Live events that got their number', []);
  readonly sseClients = this.gauge('sse_clients', 'Open live streams', []);
  readonly sseDropped = this.counter('sse_dropped_total', 'Streams we closed, by reason', ['reason']);

  /** Process, heap, event loop and garbage collection; started by the server, because its observers would outlive a test. */
  collectProcessMetrics(): void {
    collectDefaultMetrics({ register: this.registry, prefix: 'parley_' });
  }

  /** For what another part wants to count. Units in the name, `_total` for counters. */
  counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name: `parley_${name}`, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  /** @param collect sets it whenever the figures are read; for what is known anyway and need not be kept up to date meanwhile */
  gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    collect?: (gauge: Gauge<Label>) => void,
  ): Gauge<Label> {
    const settings = { name: `parley_${name}`, help, labelNames: [...labelNames], registers: [this.registry] };
    if (!collect) return new Gauge(settings);
    return new Gauge({
      ...settings,
      collect() {
        collect(this);
      },
    });
  }

  histogram<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Histogram<Label> {
    return new Histogram({ name: `parley_${name}`, help, labelNames: [...labelNames], buckets: BUCKETS, registers: [this.registry] });
  }
}
