import type { IncomingHttpHeaders } from 'node:http';
import { type buildConnector, type Dispatcher, Pool } from 'undici';
import { GraphConnection, type OnConnection } from './graph-connection.js';

/** What became of a call. Only `not-written` is proof that Meta has nothing of it. */
export type GraphAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: Buffer; readonly retryAfter: string | null }
  | { readonly kind: 'not-written'; readonly reason: NotWritten }
  /** Bytes were written, and no whole answer came. */
  | { readonly kind: 'lost'; readonly reason: 'time-out' | 'connection-lost' | 'answer-too-large' };

export type NotWritten = 'no-connection' | 'fence-closed' | 'time-out';

export interface GraphCall {
  readonly path: string;
  readonly body: string;
  /** Asked in the same turn as the first write, on an open connection; false = write nothing. */
  readonly mayStillWrite: () => boolean;
  /** Instead of the client's own. Milliseconds. */
  readonly timeoutMs?: number;
}

/** Something to be read: it may be asked twice, so no fence stands before it. */
export interface GraphQuestion {
  readonly path: string;
  /** Instead of the client's own. Milliseconds. */
  readonly timeoutMs?: number;
  /** Instead of the megabyte a send answer may have. */
  readonly maxAnswerBytes?: number;
}

export interface CloudApiSettings {
  readonly graphUrl: string;
  readonly accessToken: string;
  /** From the call to the last byte of the answer, by the wall; waiting for a free connection included. Milliseconds. */
  readonly timeoutMs?: number;
  /** Trusted certificate authorities other than the system's; for a Graph behind a private one. */
  readonly ca?: string;
}

/** Meta answers a send in well under a second; what took twenty has an outcome only the status webhook can tell. */
const TIMEOUT_MS = 20_000;
/** 1,000 messages a second (the highest tier) at 60 ms an answer. Each idle connection closes by itself. */
const MAX_CONNECTIONS = 64;
/** Short, because a server that closes an idle connection just as we write to it leaves a message of unknown outcome. */
const KEEP_ALIVE_MS = 4_000;
/** A send answer has some 200 bytes. A megabyte is somebody else's page, and must not fill the memory. */
const MAX_ANSWER_BYTES = 1_000_000;

/**
 * Calls the Graph API once. No redirect is followed, nothing is ever sent again, and every answer says whether bytes may have left:
 * on that rests the promise that no customer gets a message twice.
 */
export class CloudApiClient {
  private readonly pool: Pool;
  private readonly basePath: string;
  private readonly headers: Readonly<Record<string, string>>;
  private readonly timeoutMs: number;

  constructor(settings: CloudApiSettings) {
    const url = new URL(settings.graphUrl);
    const tls: buildConnector.BuildOptions = settings.ca ? { ca: settings.ca } : {};
    this.basePath = url.pathname.replace(/\/+$/, '');
    this.timeoutMs = settings.timeoutMs ?? TIMEOUT_MS;
    this.headers = {
      authorization: `Bearer ${settings.accessToken}`,
      'content-type': 'application/json',
      'user-agent': 'parley',
    };
    this.pool = new Pool(url.origin, {
      connections: MAX_CONNECTIONS,
      // One request a connection: behind a slow one nothing waits, and a broken connection puts exactly one message in doubt.
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      // Both would be measured from the last byte; a peer that drips one byte a second would never end. The clock is in `post`.
      headersTimeout: 0,
      bodyTimeout: 0,
      factory: (origin, options) => new GraphConnection(origin, options, tls),
    });
  }

  /** Never throws. */
  post({ path, body, mayStillWrite, timeoutMs = this.timeoutMs }: GraphCall): Promise<GraphAnswer> {
    return this.exchange({ method: 'POST', path, body: Buffer.from(body) }, (resolve) => new Exchange(mayStillWrite, timeoutMs, resolve));
  }

  /** Never throws. */
  get({ path, timeoutMs = this.timeoutMs, maxAnswerBytes }: GraphQuestion): Promise<GraphAnswer> {
    return this.exchange({ method: 'GET', path, body: null }, (resolve) => new Exchange(() => true, timeoutMs, resolve, maxAnswerBytes));
  }

  private exchange(
    request: { readonly method: 'GET' | 'POST'; readonly path: string; readonly body: Buffer | null },
    begin: (resolve: (answer: GraphAnswer) => void) => Exchange,
  ): Promise<GraphAnswer> {
    return new Promise((resolve) => {
      const exchange = begin(resolve);
      try {
        const options = { ...request, path: this.basePath + request.path, headers: this.headers, carrier: exchange };
        this.pool.dispatch(options, exchange);
      } catch {
        exchange.giveUp();
      }
    });
  }

  /** Lets calls in flight end, at most `withinMs`; then cuts them. */
  async close(withinMs = 2_000): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), withinMs);
    });
    const closed = this.pool.close().then(() => 'closed' as const);
    if ((await Promise.race([closed, late])) === 'late') await this.pool.destroy();
    clearTimeout(timer);
  }
}

/** One request on its way, as undici tells of it. */
class Exchange implements Dispatcher.DispatchHandler, OnConnection {
  connection: GraphConnection | undefined;
  private written = false;
  private settled = false;
  private status = 0;
  private retryAfter: string | null = null;
  private readonly chunks: Buffer[] = [];
  private bytes = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly mayStillWrite: () => boolean,
    timeoutMs: number,
    private readonly resolve: (answer: GraphAnswer) => void,
    private readonly maxAnswerBytes = MAX_ANSWER_BYTES,
  ) {
    this.timer = setTimeout(() => {
      if (!this.written) this.settle({ kind: 'not-written', reason: 'time-out' });
      else this.cut('time-out');
    }, timeoutMs);
  }

  /**
   * undici calls this on an open connection, and unless the request is aborted here it writes head and body before it returns to
   * the event loop. So this is the last moment at which nothing has left: the fence stands here, and from here on the answer to
   * "did bytes leave?" is yes.
   */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    // A second start is undici's own repetition after a connection broke; the first one may have arrived.
    if (this.settled || this.written || !this.isFenceOpen()) {
      controller.abort(new Error('not written'));
      return;
    }
    this.written = true;
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.status = status;
    this.retryAfter = headers['retry-after'] ?? null;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.settled) return;
    this.bytes += chunk.length;
    if (this.bytes > this.maxAnswerBytes) this.cut('answer-too-large');
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.settle({ kind: 'answered', status: this.status, body: Buffer.concat(this.chunks), retryAfter: this.retryAfter });
  }

  onResponseError(): void {
    this.giveUp();
  }

  /** The connection failed, or was never opened. */
  giveUp(): void {
    if (this.written) this.settle({ kind: 'lost', reason: 'connection-lost' });
    else this.settle({ kind: 'not-written', reason: 'no-connection' });
  }

  private isFenceOpen(): boolean {
    if (this.mayStillWrite()) return true;
    this.settle({ kind: 'not-written', reason: 'fence-closed' });
    return false;
  }

  private cut(reason: 'time-out' | 'answer-too-large'): void {
    this.settle({ kind: 'lost', reason });
    this.connection?.reset();
  }

  private settle(answer: GraphAnswer): void {
    if (this.settled) return;
    this.settled = true;
    clearTimeout(this.timer);
    this.chunks.length = 0;
    this.resolve(answer);
  }
}
