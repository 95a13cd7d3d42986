import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The names the project's goals give bare; everything else carries the prefix. */
const WITHOUT_PREFIX = new Set(['http_request_duration_seconds', 'chats_started_total', 'chats_ended_total']);

/** Seconds; fine where the promises are (200 ms a call, 500 ms a chat, 1 s a send). */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10];
/** Where people wait: for an agent, or for a phone that is switched off. */
const LONG_BUCKETS = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];
const WITH_LONG_BUCKETS = new Set(['conversation_wait_seconds', 'outbound_delivery_delay_seconds']);

/**
 * What operators watch. Prometheus names with the prefix `parley_` (but for three), base units, and labels from small closed sets only: never an id,
 * a path or anything a customer wrote.
 */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly collectors: (() => void)[] = [];

  readonly httpRequestDuration = this.histogram('http_request_duration_seconds', 'Time to answer, by route pattern', [
    'route',
    'method',
    'status',
  ]);
  readonly loginAttempts = this.counter('login_attempts_total', 'Logins by result: right, wrong, limited', ['result']);
  readonly authorizationDenied = this.counter('authz_denied_total', 'Calls refused by role or scope', ['route']);

  /** accepted · unparseable (kept raw) · rejected_signature · too_large · db_error (not stored, answered 503) */
  readonly webhookRequests = this.counter('webhook_requests_total', 'Webhook calls by result', ['result']);
  readonly webhookAckDuration = this.histogram('webhook_ack_duration_seconds', 'From the first byte to the committed 200', []);
  readonly inboxItems = this.counter('inbox_items_total', 'Items of webhooks by kind and what became of them', ['kind', 'outcome']);
  /** What WhatsApp says about number, account and templates, and what is only kept. */
  readonly webhookChanges = this.counter('webhook_changes_total', 'Changes of webhooks that are neither messages nor statuses, by field', [
    'field',
  ]);
  readonly inboxApplyDuration = this.histogram('inbox_apply_duration_seconds', 'One batch of a worker', ['kind']);

  readonly outboxMessages = this.counter('outbox_messages_total', 'Messages by the status they came into', ['state']);
  /** queued_to_sent: until the channel had taken it · sent_to_delivered: from then to the contact's device */
  readonly deliveryDelay = this.histogram('outbound_delivery_delay_seconds', 'How long delivered messages took, by stage', ['stage']);
  readonly duplicatesConfirmed = this.counter('outbox_duplicates_confirmed_total', 'Second copies that WhatsApp told us of', []);
  readonly graphRequests = this.counter('graph_requests_total', 'Calls to the channel by outcome and class of answer', [
    'outcome',
    'code_class',
  ]);
  readonly graphRequestDuration = this.histogram('graph_request_duration_seconds', 'Calls to the channel by outcome', ['outcome']);

  readonly chatsStarted = this.counter('chats_started_total', 'Chats opened', []);
  /** Counted when it is final: an end that is undone in time never was one. */
  readonly chatsEnded = this.counter('chats_ended_total', 'Chats ended, by who ended them: contact, agent, system', ['by']);
  readonly conversationWait = this.histogram('conversation_wait_seconds', 'From asking for a person to being accepted by one', []);

  readonly eventsPublished = this.counter('events_published_total', 'Live events that got their number', []);
  readonly sseClients = this.gauge('sse_clients', 'Open live streams', []);
  readonly sseDropped = this.counter('sse_dropped_total', 'Streams we closed, by reason: slow, revoked', ['reason']);
  readonly sseFanoutDelay = this.histogram('sse_fanout_delay_seconds', 'From the signal of new events to their being on every stream', []);

  /** Process, heap, event loop and garbage collection; started by the server, because its observers would outlive a test. */
  collectProcessMetrics(): void {
    collectDefaultMetrics({ register: this.registry, prefix: 'parley_' });
  }

  /** For what another part wants to count. Units in the name, `_total` for counters. */
  counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name: nameOf(name), help, labelNames: [...labelNames], registers: [this.registry] });
  }

  /** @param collect sets it whenever the figures are read; for what is known anyway and need not be kept up to date meanwhile */
  gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    collect?: (gauge: Gauge<Label>) => void,
  ): Gauge<Label> {
    const gauge = new Gauge({ name: nameOf(name), help, labelNames: [...labelNames], registers: [this.registry] });
    if (collect) this.onCollect(() => collect(gauge));
    return gauge;
  }

  /** Before figures are read. It must not throw. */
  onCollect(action: () => void): void {
    this.collectors.push(action);
  }

  /** All of it, as Prometheus wants it. */
  read(): Promise<string> {
    for (const collect of this.collectors) collect();
    return this.registry.metrics();
  }

  histogram<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Histogram<Label> {
    const buckets = WITH_LONG_BUCKETS.has(name) ? LONG_BUCKETS : BUCKETS;
    return new Histogram({ name: nameOf(name), help, labelNames: [...labelNames], buckets, registers: [this.registry] });
  }
}

function nameOf(name: string): string {
  return WITHOUT_PREFIX.has(name) ? name : `parley_${name}`;
}
