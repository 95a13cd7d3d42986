import { Inject, Injectable } from '@nestjs/common';
import { Metrics, NotificationListener } from '@parley/platform';

export const EVENTS_CHANNEL = 'parley_events';

/** What a process hears. `upTo` is the last number given, when the message said it; none after a (re)connect: look yourself. */
export type OnSignal = (upTo?: number) => void;

/** Tells every process that events have new numbers. Carries no content: a lost signal costs time, never an event. */
export abstract class EventBus {
  /** For logs and metrics. */
  abstract readonly kind: 'postgres' | 'redis';
  /** Signals come and go. While false, whoever waits for them looks more often by himself. */
  abstract readonly isConnected: boolean;

  protected isStarted = false;

  /** Signals should come and do not. */
  get isLost(): boolean {
    return this.isStarted && !this.isConnected;
  }

  constructor(metrics: Metrics) {
    metrics.gauge('event_bus_connected', 'Whether signals of live events come through, by the bus in use', ['bus'], (gauge) =>
      gauge.set({ bus: this.kind }, this.isConnected ? 1 : 0),
    );
  }

  /** Before `start()`. `onSignal` also after every (re)connect; it must not throw. */
  abstract subscribe(onSignal: OnSignal): void;
  /** The channel of PostgreSQL that is notified by the very commit that numbers; null: the signal goes another way. */
  abstract readonly notifiedByCommit: string | null;
  /** Called by the numberer when the numbers are committed. Must not throw. */
  abstract announce(lastNumber: string): void;
  /** Resolves whether or not the other side is there: it goes on trying by itself. */
  abstract start(): Promise<void>;
  /** After the numberer has stopped: lets out what was announced. */
  abstract stop(): Promise<void>;
}

/** PostgreSQL NOTIFY: it leaves with the commit itself. One a batch; its connection is the listener's. */
@Injectable()
export class PostgresEventBus extends EventBus {
  readonly kind = 'postgres';
  readonly notifiedByCommit = EVENTS_CHANNEL;

  constructor(
    @Inject(NotificationListener) private readonly listener: NotificationListener,
    @Inject(Metrics) metrics: Metrics,
  ) {
    super(metrics);
  }

  get isConnected(): boolean {
    return this.listener.isConnected;
  }

  subscribe(onSignal: OnSignal): void {
    this.listener.listen(EVENTS_CHANNEL, (payload) => onSignal(numberIn(payload)));
    this.listener.onConnected(() => onSignal());
  }

  announce(): void {
    // The commit has said it.
  }

  start(): Promise<void> {
    this.isStarted = true;
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.isStarted = false;
    return Promise.resolve();
  }
}

/** Undefined for anything but a number: then the listener looks, which is never wrong. */
export function numberIn(payload: string): number | undefined {
  return /^\d{1,15}$/.test(payload) ? Number(payload) : undefined;
}
