import { eventStreamParser, type StreamEvent } from './parse-event-stream.js';

export type LiveState =
  | { readonly state: 'connecting' | 'live' }
  /** `since`: when the connection was lost, in milliseconds. */
  | { readonly state: 'lost'; readonly since: number };

export interface LiveConnectionOptions {
  readonly url: string;
  readonly onEvent: (event: StreamEvent) => void;
  /** Events may have been missed and cannot be replayed: read again what is on screen. */
  readonly onGap: () => void;
  readonly onState: (state: LiveState) => void;
  /** The session is over: nobody listens any more. */
  readonly onSignedOut: () => void;
  readonly fetch?: typeof fetch;
  readonly random?: () => number;
}

// The server sends a comment at least every 25 s. Twice that in silence means a connection that only looks open (sleep, a lost network).
const silentForMs = 55_000;
const firstRetryMs = 1_000;
const longestRetryMs = 15_000;

/**
 * The live events of the console. Read with fetch instead of EventSource, because only so can we resume by `Last-Event-ID` on a
 * connection of our own making, wait a random while (a thousand consoles must not come back in the same second after a deploy),
 * and notice silence.
 */
export class LiveConnection {
  private lastEventId: string | null = null;
  private lostSince: number | null = null;
  private failures = 0;
  private attempt: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private stopped = true;

  constructor(private readonly options: LiveConnectionOptions) {}

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    window.addEventListener('online', this.retryNow);
    this.options.onState({ state: 'connecting' });
    void this.connect();
  }

  stop(): void {
    this.stopped = true;
    window.removeEventListener('online', this.retryNow);
    this.clearTimer();
    this.attempt?.abort();
    this.attempt = null;
  }

  /** Ends the pause before the next try; does nothing while a try is under way or the connection is live. */
  readonly retryNow = (): void => {
    if (this.stopped || this.attempt !== null) return;
    this.clearTimer();
    void this.connect();
  };

  private clearTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private async connect(): Promise<void> {
    const attempt = new AbortController();
    this.attempt = attempt;
    let signedOut = false;
    try {
      const request = this.options.fetch ?? fetch;
      const response = await request(this.options.url, {
        headers: { accept: 'text/event-stream', ...(this.lastEventId === null ? {} : { 'last-event-id': this.lastEventId }) },
        credentials: 'same-origin',
        cache: 'no-store',
        signal: attempt.signal,
      });
      signedOut = response.status === 401;
      if (response.ok && response.body) await this.read(response.body, attempt);
    } catch {
      // Network errors, aborts and broken streams all mean the same: connect again.
    }
    if (this.attempt === attempt) this.attempt = null;
    if (this.stopped) return;
    if (signedOut) {
      this.stop();
      this.options.onSignedOut();
      return;
    }
    this.lost();
  }

  private async read(body: ReadableStream<Uint8Array>, attempt: AbortController): Promise<void> {
    const reader = body.getReader();
    const decoder = new TextDecoder();
    const parser = eventStreamParser();
    let silence = setTimeout(() => attempt.abort(), silentForMs);
    // Without an id there is nothing to resume from: whatever happened between the first reads and now may be missing.
    if (this.lastEventId === null) this.options.onGap();
    this.lostSince = null;
    this.failures = 0;
    this.options.onState({ state: 'live' });
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(silence);
        silence = setTimeout(() => attempt.abort(), silentForMs);
        for (const event of parser.push(decoder.decode(value, { stream: true }))) this.receive(event);
      }
    } finally {
      clearTimeout(silence);
      void reader.cancel().catch(() => undefined);
    }
  }

  private receive(event: StreamEvent): void {
    if (event.id !== null) this.lastEventId = event.id;
    if (event.type === 'reset') this.options.onGap();
    else this.options.onEvent(event);
  }

  private lost(): void {
    this.lostSince ??= Date.now();
    this.options.onState({ state: 'lost', since: this.lostSince });
    const ceiling = Math.min(longestRetryMs, firstRetryMs * 2 ** this.failures);
    this.failures += 1;
    const random = this.options.random ?? Math.random;
    this.clearTimer();
    this.timer = setTimeout(() => void this.connect(), ceiling * (0.3 + 0.7 * random()));
  }
}
