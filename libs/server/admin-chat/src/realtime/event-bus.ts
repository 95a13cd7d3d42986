import { Inject, Injectable } from '@nestjs/common';
import { Metrics, NotificationListener, statement, type Transaction } from '@parley/platform';

export const EVENTS_CHANNEL = 'parley_events';

const notify = statement<never>('events-notify', 'select pg_notify($1, $2)');

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
  /** Called by the numberer in the transaction that numbers; the signal goes out when it has committed, and never fails it. */
  abstract announce(tx: Transaction, lastNumber: string): Promise<void>;
  /** Resolves whether or not the other side is there: it goes on trying by itself. */
  abstract start(): Promise<void>;
  /** After the numberer has stopped: lets out what was announced. */
  abstract stop(): Promise<void>;
}

/** PostgreSQL NOTIFY: it leaves with the commit itself. One a batch; its connection is the listener's. */
@Injectable()
export class PostgresEventBus extends EventBus {
  readonly kind = 'postgres';

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

  async announce(tx: Transaction, lastNumber: string): Promise<void> {
    await tx.run(notify, [EVENTS_CHANNEL, lastNumber]);
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
