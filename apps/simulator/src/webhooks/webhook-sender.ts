import { SIGNATURE_HEADER, signBody, WEBHOOK_RETRY_MS } from '@parley/whatsapp-protocol';
import type { FaultBoard } from '../faults/fault-board.js';
import type { SimulatorSettings } from '../settings.js';
import { envelope, type WebhookValue } from './envelope.js';
import type { DeliveryAttempt, WebhookDelivery } from './webhook-delivery.js';
import { WebhookLanes } from './webhook-lanes.js';
import { writeBody } from './write-body.js';

/** Meta publishes no limit; blogs say 5 to 20 s. Ten is longer than our own server's 5 s for a database that does not answer. */
const ANSWER_TIMEOUT_MS = 10_000;
const LONGEST_PAUSE_MS = 60_000;
/** Finished deliveries kept for `GET /control/webhooks`. */
const KEPT_DELIVERIES = 10_000;

export interface WebhookEvent {
  readonly kind: WebhookDelivery['kind'];
  /** Null: it is about nobody. */
  readonly phone: string | null;
  readonly messageIds: readonly string[];
  /** Default: `messages`. */
  readonly field?: string;
  readonly value: WebhookValue;
  readonly time?: number;
}

/** Pause before the try after `failed` failed ones: none, then 1 s, 2 s, 4 s … at most a minute. */
export function retryPauseMs(failed: number): number {
  return failed <= 1 ? 0 : Math.min(1000 * 2 ** (failed - 2), LONGEST_PAUSE_MS);
}

/** Signs webhooks, posts them, tries again until 200, and remembers every try. */
export class WebhookSender {
  private deliveries: WebhookDelivery[] = [];
  private lastId = 0;
  private readonly lanes: WebhookLanes;
  private readonly held = new Map<'batch-webhooks' | 'shuffle-webhooks', { events: WebhookEvent[]; timer: NodeJS.Timeout }>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly closing = new AbortController();
  /** Counted up by `reset`: whatever belongs to an earlier life is not tried again. */
  private life = 0;

  constructor(
    private readonly settings: SimulatorSettings,
    private readonly faults: FaultBoard,
    /** Called after each try, so that ticks and the message's own record can follow. */
    private readonly onAttempt: (delivery: WebhookDelivery, attempt: DeliveryAttempt) => void,
  ) {
    this.lanes = new WebhookLanes(() => settings.behaviour.webhooksInOrder);
  }

  /** Takes one event. Never throws and never waits: the answer to whoever caused it does not hang on the business' server. */
  send(event: WebhookEvent): void {
    if (this.faults.take('lose-webhooks', event.phone)) {
      this.record([event]).state = 'lost';
      return;
    }
    const late = this.faults.take('delay-webhooks', event.phone);
    if (late) {
      this.later(late.ms ?? 5000, () => this.start([event]));
      return;
    }
    for (const name of ['batch-webhooks', 'shuffle-webhooks'] as const) {
      const fault = this.faults.take(name, event.phone);
      if (fault) {
        this.hold(name, event, fault.ms ?? 400);
        return;
      }
    }
    this.start([event]);
  }

  all(): readonly WebhookDelivery[] {
    return this.deliveries;
  }

  /** Forgets everything, also what still waits for another try. */
  reset(): void {
    this.life += 1;
    for (const timer of this.timers) clearTimeout(timer);
    for (const { timer } of this.held.values()) clearTimeout(timer);
    this.timers.clear();
    this.held.clear();
    this.lanes.clear();
    this.deliveries = [];
  }

  close(): void {
    this.reset();
    this.closing.abort();
  }

  private hold(name: 'batch-webhooks' | 'shuffle-webhooks', event: WebhookEvent, ms: number): void {
    const holding = this.held.get(name);
    if (holding) {
      holding.events.push(event);
      return;
    }
    const timer = setTimeout(() => {
      const events = this.held.get(name)?.events ?? [];
      this.held.delete(name);
      if (name === 'batch-webhooks') this.start(events);
      else for (const shuffled of shuffle(events)) void this.deliver(this.record([shuffled]), this.life);
    }, ms);
    this.held.set(name, { events: [event], timer });
  }

  private start(events: readonly WebhookEvent[]): void {
    const first = events[0];
    if (!first) return;
    const delivery = this.record(events);
    const life = this.life;
    const lane = delivery.kind === 'batch' || first.phone === null ? null : `${first.phone}:${first.kind}`;
    this.lanes.run(lane, () => this.deliver(delivery, life));
  }

  private record(events: readonly WebhookEvent[], copyOf: number | null = null): WebhookDelivery {
    const [first] = events;
    const several = events.length > 1;
    const delivery: WebhookDelivery = {
      id: ++this.lastId,
      phone: several ? null : (first?.phone ?? null),
      messageIds: events.flatMap((event) => event.messageIds),
      kind: several ? 'batch' : (first?.kind ?? 'raw'),
      changes: events.map(({ field = 'messages', value, time }) => ({ field, value, ...(time === undefined ? {} : { time }) })),
      state: 'waiting',
      attempts: [],
      nextAttemptAt: null,
      copyOf,
    };
    this.deliveries.push(delivery);
    if (this.deliveries.length > KEPT_DELIVERIES) this.deliveries.splice(0, this.deliveries.length - KEPT_DELIVERIES);
    return delivery;
  }

  /** Tries until 200, the end of Meta's patience, a reset or the end of the simulator. */
  private async deliver(delivery: WebhookDelivery, life: number): Promise<void> {
    const since = Date.now();
    for (;;) {
      if (this.closing.signal.aborted || life !== this.life || !this.settings.webhookUrl) return;
      delivery.state = 'sending';
      delivery.nextAttemptAt = null;
      const url = this.settings.webhookUrl;
      const attempt = await this.lanes.withSlot(() => this.attempt(delivery, url));
      if (this.closing.signal.aborted || life !== this.life) return;
      delivery.attempts.push(attempt);
      const delivered = attempt.status === 200;
      const pause = retryPauseMs(delivery.attempts.length);
      if (delivered) delivery.state = 'delivered';
      else if (Date.now() - since + pause > WEBHOOK_RETRY_MS) delivery.state = 'given-up';
      else {
        delivery.state = 'waiting';
        delivery.nextAttemptAt = new Date(Date.now() + pause).toISOString();
      }
      this.onAttempt(delivery, attempt);
      if (delivered) this.repeat(delivery, life);
      if (delivery.state !== 'waiting') return;
      await this.pause(pause);
    }
  }

  private async attempt(delivery: WebhookDelivery, url: string): Promise<DeliveryAttempt> {
    const startedAt = performance.now();
    const at = new Date().toISOString();
    const elapsed = () => Math.round((performance.now() - startedAt) * 10) / 10;
    try {
      const body = writeBody(envelope(this.settings, delivery.changes));
      const forged = this.faults.take('wrong-signature', delivery.phone) !== null;
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          [SIGNATURE_HEADER]: signBody(forged ? `not ${this.settings.appSecret}` : this.settings.appSecret, body),
        },
        body: new Uint8Array(body),
        redirect: 'manual',
        signal: AbortSignal.any([this.closing.signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
      });
      // The body says nothing to Meta, but it must be read for the connection to be used again.
      await response.arrayBuffer();
      return { at, status: response.status, error: null, durationMs: elapsed() };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      return { at, status: null, error: cause instanceof Error ? cause.message || cause.name : 'unknown failure', durationMs: elapsed() };
    }
  }

  private repeat(delivery: WebhookDelivery, life: number): void {
    if (delivery.copyOf !== null) return;
    const fault = this.faults.take('duplicate-webhooks', delivery.phone);
    if (!fault) return;
    for (let copy = 0; copy < (fault.copies ?? 1); copy += 1) {
      const second: WebhookDelivery = { ...delivery, id: ++this.lastId, state: 'waiting', attempts: [], copyOf: delivery.id };
      this.deliveries.push(second);
      void this.deliver(second, life);
    }
  }

  private later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    this.timers.add(timer);
  }

  private async pause(ms: number): Promise<void> {
    if (ms > 0) await new Promise<void>((resolve) => this.later(ms, resolve));
  }
}

function shuffle<T>(items: readonly T[]): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(Math.random() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}
