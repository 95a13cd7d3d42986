import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { type Frame, FrameReader, StatementReader } from './postgres-frames.js';

/** Where a commit is stopped: before PostgreSQL hears of it, or when it is durable and only its answer is missing. */
export type HoldPoint = 'before' | 'answer';

/** One commit that the proxy stops at an exact point, until the test says how it goes on. */
export interface HeldCommit {
  /** Resolves when it is there: for `answer`, PostgreSQL has confirmed the commit. */
  readonly reached: Promise<void>;
  /** Lets it go on as if nothing had been. */
  release(): void;
  /** Cuts its connection on both sides. At `before`, PostgreSQL never hears of the commit; at `answer`, the client never of its success. */
  cut(): void;
}

interface Wish {
  readonly of: RegExp;
  readonly at: HoldPoint;
  reach(session: Session): void;
}

/** One connection of a server, and ours to PostgreSQL that stands for it. */
class Session {
  readonly upstream: Socket;
  private readonly requests = new FrameReader(true);
  private readonly answers = new FrameReader(false);
  private readonly statements = new StatementReader();
  /** What the open transaction has run, `begin` included; null between transactions. */
  private transaction: string[] | null = null;
  private wish: Wish | null = null;
  private requestsHeld: Buffer[] | null = null;
  private answersHeld: Buffer[] | null = null;

  constructor(
    readonly client: Socket,
    target: { host: string; port: number },
    private readonly takeWish: (sql: readonly string[]) => Wish | null,
    private readonly pass: (to: Socket, bytes: Buffer) => void,
  ) {
    this.upstream = connect(target);
    for (const [socket, other] of [
      [this.client, this.upstream],
      [this.upstream, this.client],
    ] as const) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.once('close', () => other.destroy());
    }
    this.client.on('data', (chunk: Buffer) => this.requests.read(chunk).forEach((frame) => this.request(frame)));
    this.upstream.on('data', (chunk: Buffer) => this.answers.read(chunk).forEach((frame) => this.answer(frame)));
  }

  release(): void {
    const [requests, answers] = [this.requestsHeld, this.answersHeld];
    this.requestsHeld = this.answersHeld = this.wish = null;
    for (const bytes of requests ?? []) this.pass(this.upstream, bytes);
    for (const bytes of answers ?? []) this.pass(this.client, bytes);
  }

  /** With a reset, as a killed machine or a firewall would: no goodbye of the protocol. */
  cut(): void {
    this.client.resetAndDestroy();
    this.upstream.resetAndDestroy();
  }

  private request(frame: Frame): void {
    const sql = this.statements.sqlOf(frame);
    if (sql !== null && this.wish === null) this.watch(sql);
    if (this.requestsHeld) this.requestsHeld.push(frame.bytes);
    else this.pass(this.upstream, frame.bytes);
  }

  /** A commit is the word itself, or any statement outside a transaction. */
  private watch(sql: string): void {
    const isBegin = /^\s*(begin|start transaction)/i.test(sql);
    const isCommit = /^\s*commit/i.test(sql);
    const ran = this.transaction ? [...this.transaction, sql] : [sql];
    if (isBegin || (this.transaction && !isCommit && !/^\s*rollback/i.test(sql))) this.transaction = ran;
    else {
      this.transaction = null;
      this.wish = this.takeWish(ran);
      if (this.wish?.at === 'before') {
        this.requestsHeld = [];
        this.wish.reach(this);
      } else if (this.wish) this.answersHeld = [];
    }
  }

  private answer(frame: Frame): void {
    if (!this.answersHeld) return this.pass(this.client, frame.bytes);
    this.answersHeld.push(frame.bytes);
    // ReadyForQuery: PostgreSQL has done all that was asked, and said so.
    if (frame.type === 'Z') this.wish?.reach(this);
  }
}

/**
 * A TCP proxy between the server and PostgreSQL that can do what networks and databases do: cut, refuse, go silent, be slow; and stop
 * one commit at an exact point. It reads the protocol only to find commits, and changes no byte.
 */
export class DatabaseProxy {
  private readonly sessions = new Set<Session>();
  private readonly wishes: Wish[] = [];
  private server: Server | null = null;
  private port = 0;
  private delayMs = 0;
  private stalled: (() => void)[] | null = null;

  private constructor(private target: URL) {}

  /** @param target where PostgreSQL is: a connection URL */
  static async before(target: string): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(new URL(target));
    await proxy.accept();
    return proxy;
  }

  /** The same database through the proxy. */
  urlOf(databaseUrl: string): string {
    const url = new URL(databaseUrl);
    url.hostname = '127.0.0.1';
    url.port = String(this.port);
    return url.toString();
  }

  /** New connections go there from now on: a database that came back elsewhere. */
  retarget(target: string): void {
    this.target = new URL(target);
  }

  /** Open connections of servers. */
  get connections(): number {
    return this.sessions.size;
  }

  /** Resets every connection; new ones are still taken. */
  cutAll(): void {
    for (const session of this.sessions) session.cut();
  }

  /** Connection refused, until {@link accept}; open connections stay. */
  async refuse(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (!server) return;
    // Its open connections are ours to end, not to wait for.
    server.close();
    await new Promise((resolve) => setImmediate(resolve));
  }

  async accept(): Promise<void> {
    if (this.server) return;
    this.server = createServer((client) => this.open(client)).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    if (address !== null && typeof address === 'object') this.port = address.port;
  }

  /** Nothing passes any more, in either direction, and nobody is told: neither open connections nor new ones. Until {@link flow}. */
  stall(): void {
    this.stalled ??= [];
  }

  flow(): void {
    const waiting = this.stalled ?? [];
    this.stalled = null;
    for (const pass of waiting) pass();
  }

  /** Every byte comes this much later, in each direction; 0 ends it. */
  delay(ms: number): void {
    this.delayMs = ms;
  }

  /**
   * Stops the next commit of a transaction (or of a single statement) that ran SQL like `of`. One at a time; several wishes are
   * served in the order they were made.
   */
  holdCommit(of: RegExp, at: HoldPoint): HeldCommit {
    let held: Session | null = null;
    let reach: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (reach = resolve));
    const wish: Wish = {
      of,
      at,
      reach(session) {
        held = session;
        reach();
      },
    };
    this.wishes.push(wish);
    const withdraw = (): void => {
      const index = this.wishes.indexOf(wish);
      if (index >= 0) this.wishes.splice(index, 1);
    };
    return {
      reached,
      release() {
        withdraw();
        held?.release();
      },
      cut() {
        withdraw();
        held?.cut();
      },
    };
  }

  async close(): Promise<void> {
    this.flow();
    this.cutAll();
    await this.refuse();
  }

  private open(client: Socket): void {
    const session = new Session(
      client,
      { host: this.target.hostname, port: Number(this.target.port || 5432) },
      (sql) => this.takeWish(sql),
      (to, bytes) => this.pass(to, bytes),
    );
    this.sessions.add(session);
    client.once('close', () => this.sessions.delete(session));
  }

  private takeWish(sql: readonly string[]): Wish | null {
    const index = this.wishes.findIndex(({ of }) => sql.some((text) => of.test(text)));
    return index < 0 ? null : (this.wishes.splice(index, 1)[0] ?? null);
  }

  private pass(to: Socket, bytes: Buffer): void {
    const write = (): void => void (to.destroyed || to.write(bytes));
    if (this.stalled) this.stalled.push(write);
    else if (this.delayMs > 0) setTimeout(write, this.delayMs);
    else write();
  }
}
