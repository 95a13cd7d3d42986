import { Database, Log, Metrics, statement } from '@parley/platform';
import { EventBus, EVENTS_CHANNEL, numberIn, type OnSignal } from './event-bus.js';

/** Of `@redis/client` what we use; a type of our own keeps its generics out of every reader's way. */
interface RedisClient {
  readonly isReady: boolean;
  on(event: 'ready', listener: () => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  connect(): Promise<unknown>;
  publish(channel: string, message: string): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  destroy(): void;
}

const FIRST_RETRY_MS = 100;
/** While Redis is away consoles are served by the sweep (a second late); trying more often than this would only fill logs of proxies. */
const LONGEST_RETRY_MS = 5_000;
/** A peer that vanished without a word (a host gone, a firewall) is noticed after three unanswered pings. */
const PING_EVERY_MS = 5_000;
const SILENT_MS = 15_000;
const CONNECT_TIMEOUT_MS = 3_000;
/** What is on its way when we stop is a signal, not an event: worth a moment, no more. */
const LAST_SIGNALS_MS = 500;

/** Two installations may share a Redis: channels there know no databases. The hour of our own birth tells us apart. */
const readInstallation = statement<{ id: string }>(
  'events-installation',
  'select (extract(epoch from created_at) * 1000000)::bigint::text as id from installation',
);

/**
 * Redis pub/sub: the signal is published once the numbering has committed. Redis holds nothing of ours, so it may be away, restarted or
 * emptied at any time: processes then hear of events by their own look, a second late, and at once again when it is back.
 * The events of this very process never take the way through Redis.
 */
export class RedisEventBus extends EventBus {
  readonly kind = 'redis';
  readonly notifiedByCommit = null;
  private onSignal: OnSignal | undefined;
  private channel = EVENTS_CHANNEL;
  private publisher: RedisClient | undefined;
  private subscriber: RedisClient | undefined;
  private isListening = false;
  private retry: NodeJS.Timeout | undefined;
  private readonly leaving = new Set<Promise<unknown>>();
  private isAway = false;

  /** @param url `redis://` or `rediss://`, with user and password where needed; it is never logged */
  constructor(
    private readonly url: string,
    private readonly database: Database,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    super(metrics);
  }

  get isConnected(): boolean {
    const isHeard = this.onSignal === undefined || (this.isListening && this.subscriber?.isReady === true);
    return isHeard && this.publisher?.isReady === true;
  }

  subscribe(onSignal: OnSignal): void {
    this.onSignal = onSignal;
  }

  async start(): Promise<void> {
    this.isStarted = true;
    const [row] = await this.database.run(readInstallation);
    this.channel = `${EVENTS_CHANNEL}:${row?.id ?? ''}`;
    // Not before it is needed: the client is a fifth of what the server loads at its start.
    const { createClient } = await import('@redis/client');
    const connect = (): RedisClient =>
      createClient({
        url: this.url,
        socket: { connectTimeout: CONNECT_TIMEOUT_MS, socketTimeout: SILENT_MS, reconnectStrategy: retryIn },
        pingInterval: PING_EVERY_MS,
        // A signal that cannot leave now is worth nothing later.
        disableOfflineQueue: true,
        // Everything that speaks Redis understands this much: Valkey, KeyDB, managed ones behind proxies.
        RESP: 2,
        disableClientInfo: true,
        maintNotifications: 'disabled',
      });
    this.publisher = this.open(connect(), () => this.sayBack());
    const { onSignal } = this;
    if (onSignal) this.subscriber = this.open(connect(), () => void this.listen(onSignal));
  }

  /** It connects for ever, by itself; the promise of the first connect ends only when we stop before it. */
  private open(client: RedisClient, onReady: () => void): RedisClient {
    client.on('error', (error) => this.sayAway(error));
    client.on('ready', onReady);
    client.connect().catch((error: unknown) => this.sayAway(error));
    return client;
  }

  /** Once is enough: after a reconnect the client subscribes again before it says that it is ready. */
  private async listen(onSignal: OnSignal): Promise<void> {
    try {
      if (!this.isListening) await this.subscriber?.subscribe(this.channel, (message) => onSignal(numberIn(message)));
      this.isListening = true;
      this.sayBack();
      // What was published while nobody listened is lost.
      onSignal();
    } catch (error) {
      // A connection that broke comes back by itself; a user who may not subscribe may be allowed to later.
      this.sayAway(error);
      if (this.subscriber?.isReady) this.retry = setTimeout(() => void this.listen(onSignal), LONGEST_RETRY_MS).unref();
    }
  }

  announce(lastNumber: string): void {
    this.onSignal?.(numberIn(lastNumber));
    if (!this.publisher?.isReady) return;
    const leaving = this.publisher
      .publish(this.channel, lastNumber)
      .catch((error: unknown) => this.sayAway(error))
      .finally(() => this.leaving.delete(leaving));
    this.leaving.add(leaving);
  }

  async stop(): Promise<void> {
    this.isStarted = false;
    this.isAway = true;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => (timer = setTimeout(resolve, LAST_SIGNALS_MS)));
    await Promise.race([Promise.all(this.leaving), patience]);
    clearTimeout(timer);
    clearTimeout(this.retry);
    this.publisher?.destroy();
    this.subscriber?.destroy();
    this.publisher = undefined;
    this.subscriber = undefined;
  }

  /** Once an outage, not once a try. */
  private sayAway(error: unknown): void {
    if (this.isAway) return;
    this.isAway = true;
    this.log.warn('realtime', 'Redis is away: live events come by the sweep until it is back', { reason: reasonOf(error) });
  }

  private sayBack(): void {
    if (!this.isConnected) return;
    this.isAway = false;
    this.log.info('realtime', 'live events travel by Redis');
  }
}

function retryIn(retries: number): number {
  // A little by chance, so that all processes do not come back in the same instant.
  return Math.min(FIRST_RETRY_MS * 2 ** Math.min(retries, 10), LONGEST_RETRY_MS) * (1 + Math.random() / 5);
}

/** The error's code, or Redis' own first word (WRONGPASS, NOPERM): never its text, which may repeat what it was sent. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  return /^[A-Z]{3,20}(?= )/.exec(error.message)?.[0] ?? error.constructor.name;
}
