import { Inject, Injectable } from '@nestjs/common';
import pg from 'pg';
import { Log } from '../logging/log.js';

export class NotificationListenerOptions {
  readonly url!: string;

  constructor(values: NotificationListenerOptions) {
    Object.assign(this, values);
  }
}

/** A dead peer is noticed after two of these. */
const PROBE_EVERY_MS = 15_000;
const RETRY_MS = [100, 500, 1000, 2000, 5000];

/**
 * LISTEN on a connection of its own (one from the pool would be given back and forget). It reconnects for ever; what was notified
 * meanwhile is lost, so whoever listens catches up from a table in `onConnected`.
 */
@Injectable()
export class NotificationListener {
  private readonly handlers = new Map<string, (payload: string) => void>();
  private readonly connected: (() => void)[] = [];
  private client: pg.Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private probe: NodeJS.Timeout | undefined;
  private failures = 0;
  private stopped = true;

  constructor(
    @Inject(NotificationListenerOptions) private readonly options: NotificationListenerOptions,
    @Inject(Log) private readonly log: Log,
  ) {}

  /** Listening now; what is notified while it is false is lost. */
  get isConnected(): boolean {
    return this.client !== undefined;
  }

  /** Before `start()`. One handler a channel; it must not throw. */
  listen(channel: string, handler: (payload: string) => void): void {
    this.handlers.set(channel, handler);
  }

  /** Before `start()`. Called after every connect, the first one too. */
  onConnected(action: () => void): void {
    this.connected.push(action);
  }

  /** Resolves after the first try, also when it failed: then it goes on trying. */
  async start(): Promise<void> {
    if (!this.stopped) return;
    this.stopped = false;
    await this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    clearInterval(this.probe);
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.options.url,
      application_name: 'parley-listener',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
      query_timeout: 5000,
    });
    let lost = false;
    const onLost = (error?: unknown): void => {
      if (lost) return;
      lost = true;
      this.client = undefined;
      clearInterval(this.probe);
      client.removeAllListeners('notification');
      client.end().catch(() => undefined);
      if (this.stopped) return;
      if (error !== undefined) this.log.error('database', 'notification listener lost its connection', error);
      this.retry = setTimeout(() => void this.connect(), RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)]);
      this.failures += 1;
    };
    client.on('error', onLost);
    client.on('end', () => onLost());
    client.on('notification', ({ channel, payload }) => this.handlers.get(channel)?.(payload ?? ''));
    try {
      await client.connect();
      for (const channel of this.handlers.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      if (this.stopped) return void (await client.end());
      this.client = client;
      this.failures = 0;
      this.probe = setInterval(() => void client.query('select 1').catch(onLost), PROBE_EVERY_MS);
      this.probe.unref();
      for (const action of this.connected) action();
    } catch (error) {
      onLost(error);
    }
  }
}
