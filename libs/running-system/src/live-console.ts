import { type IncomingMessage, request } from 'node:http';

/** An event as it came over the wire. */
export interface LiveEvent {
  readonly id: number;
  readonly type: string;
  readonly data: { readonly conversationId?: string; readonly messageId?: string };
}

export interface LiveConsoleOptions {
  readonly cookie: string;
  /** Sent with the first connect. */
  readonly lastEventId?: string;
  /** Instead of what the server asks for with `retry:`; null: stays away once the stream has ended. Milliseconds. */
  readonly reconnectAfterMs?: number | null;
  /** Where to connect this time; for consoles behind a router. */
  readonly baseUrl: string | (() => string);
}

/** What an EventSource waits when it was never told. */
const DEFAULT_RETRY_MS = 3000;

/**
 * A console's live stream, the way a browser's EventSource holds it: connects again for ever, waits as long as it was told to, and
 * resumes by `Last-Event-ID`. Keeps everything it has seen.
 */
export class LiveConsole {
  /** Numbered events in the order they came, of all connections together. */
  readonly events: LiveEvent[] = [];
  /** Numbers to go on from, each from a `reset`. */
  readonly resets: number[] = [];
  /** When a comment `ping` came, by the monotonic clock. */
  readonly pings: number[] = [];
  /** Waits the server asked for: at the opening, and in goodbyes. */
  readonly retries: number[] = [];
  goodbyes = 0;
  /** How often a stream was opened. */
  opened = 0;
  /** The last answer that was not 200; 0 = none came at all. */
  refusedWith: number | null = null;
  /** When the last stream ended, by the monotonic clock. */
  endedAt: number | null = null;
  private lastEventId: string | undefined;
  private retryMs = DEFAULT_RETRY_MS;
  private response: IncomingMessage | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly options: LiveConsoleOptions) {
    this.lastEventId = options.lastEventId;
    this.connect();
  }

  get isLive(): boolean {
    return this.response !== undefined;
  }

  get ids(): number[] {
    return this.events.map(({ id }) => id);
  }

  /** The connection breaks without a word, as networks do; then it comes back. */
  breakOff(): void {
    this.response?.destroy();
  }

  /** Takes nothing more off the wire, and does not go away either. */
  stopReading(): void {
    this.response?.pause();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.response?.destroy();
  }

  private connect(): void {
    const { baseUrl, cookie } = this.options;
    const url = new URL('/api/admin/events', typeof baseUrl === 'string' ? baseUrl : baseUrl());
    const resume = this.lastEventId === undefined ? {} : { 'last-event-id': this.lastEventId };
    const call = request(url, {
      agent: false,
      headers: { cookie, accept: 'text/event-stream', 'sec-fetch-site': 'same-origin', ...resume },
    });
    let isOver = false;
    const over = (): void => {
      if (isOver) return;
      isOver = true;
      if (this.response) this.endedAt = performance.now();
      this.response = undefined;
      const wait = this.options.reconnectAfterMs === undefined ? this.retryMs : this.options.reconnectAfterMs;
      if (!this.closed && wait !== null) this.timer = setTimeout(() => this.connect(), wait);
    };
    call.on('error', () => {
      if (!this.response) this.refusedWith = 0;
      over();
    });
    call.on('response', (response) => {
      if (response.statusCode !== 200 || this.closed) {
        this.refusedWith = response.statusCode ?? 0;
        response.resume();
        return over();
      }
      this.response = response;
      this.opened += 1;
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const blocks = (text + chunk).split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.take(block);
      });
      response.on('close', over).on('error', over);
    });
    call.end();
  }

  private take(block: string): void {
    if (block.startsWith(': ping')) this.pings.push(performance.now());
    const field = (name: string): string | undefined => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1];
    const retry = field('retry');
    if (retry !== undefined) {
      this.retryMs = Number(retry);
      this.retries.push(this.retryMs);
    }
    const id = field('id');
    if (id !== undefined) this.lastEventId = id;
    const type = field('event');
    if (type === 'bye') this.goodbyes += 1;
    else if (type === 'reset') this.resets.push(Number(id));
    else if (type !== undefined) this.events.push({ id: Number(id), type, data: JSON.parse(field('data') ?? '{}') as LiveEvent['data'] });
  }
}
