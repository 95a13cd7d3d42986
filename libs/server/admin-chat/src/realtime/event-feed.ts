import { Inject, Injectable } from '@nestjs/common';
import { type Actor, AgentPresence, ApiTokens, Sessions } from '@parley/accounts';
import { Clock, Log, Metrics } from '@parley/platform';
import type { ServerResponse } from 'node:http';
import { EventBus } from './event-bus.js';
import { EventLog, type NumberedEvent } from './event-log.js';
import { encodeEvent, LiveStream } from './live-stream.js';

/** Further behind than this, one refetch is cheaper for both sides than a replay. */
const MAX_REPLAY = 5000;
/** Proxies cut silent connections, some after 30 s. */
const PING_EVERY_MS = 15_000;
/** A revoked session's streams close within two seconds: one of these plus the query. */
const REVOCATION_CHECK_MS = 1000;
/** The net under a lost signal. */
const SWEEP_MS = 5000;
/** While no signal can come at all, looking is the only way: a second late, at the price of one look at an index. */
const SWEEP_WITHOUT_BUS_MS = 1000;

/** Spread over four seconds: a thousand consoles must not come back in the instant in which a process is new. */
function comeBackAfterMs(): number {
  return 1000 + Math.floor(Math.random() * 4000);
}

/** Every open stream of this process, fed from the table of numbered events. */
@Injectable()
export class EventFeed {
  private readonly streams = new Set<LiveStream>();
  /** Those that asked to be told who comes and goes. */
  private readonly withPresence = new WeakSet<LiveStream>();
  private last = 0;
  private reading: Promise<void> | undefined;
  private readAgain = false;
  private signalledAt = 0;
  private timers: NodeJS.Timeout[] = [];
  private closing = false;

  constructor(
    @Inject(EventLog) private readonly events: EventLog,
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(ApiTokens) private readonly tokens: ApiTokens,
    @Inject(AgentPresence) private readonly presence: AgentPresence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(Log) private readonly log: Log,
  ) {}

  /** Agents with at least one open stream at this process. */
  get agentsOnline(): number {
    return new Set([...this.streams].map(({ actor }) => actor.agent.id)).size;
  }

  async start(): Promise<void> {
    this.last = await this.events.lastNumber();
    this.presence.keepWatch();
    this.bus.subscribe((upTo) => this.signal(upTo));
    const every = (ms: number, action: () => void): void => void this.timers.push(setInterval(action, ms).unref());
    every(SWEEP_MS, () => this.signal());
    every(SWEEP_WITHOUT_BUS_MS, () => this.bus.isConnected || this.signal());
    every(PING_EVERY_MS, () => {
      this.streams.forEach((stream) => this.write(stream, ': ping\n\n'));
      this.presence.sign([...this.streams].map(({ actor }) => actor.agent.id));
      this.presence.keepWatch();
    });
    every(REVOCATION_CHECK_MS, () => {
      this.dropStuck();
      void this.cutRevoked();
    });
  }

  /** Whether somebody is there has changed. Not numbered, so it moves no stream's place, and nothing of it is resumed. */
  tellPresence(agentId: string): void {
    const text = `event: presence.updated\ndata: ${JSON.stringify({ agentId })}\n\n`;
    for (const stream of [...this.streams]) if (this.withPresence.has(stream)) this.write(stream, text);
  }

  /** Says goodbye to every console; they come back to whichever process is there then. */
  stop(): void {
    this.closing = true;
    this.timers.forEach((timer) => clearInterval(timer));
    this.timers = [];
    for (const stream of [...this.streams]) stream.bye(comeBackAfterMs());
  }

  /**
   * Opens a stream.
   * @param takeOver hands over the raw response, with the headers it is to carry; called once the database has answered
   * @param lastEventId the `Last-Event-ID` header: resumes after it, or says `reset` when that is not possible
   * @param withPresence whether it is also told who comes and goes
   */
  async open(
    actor: Actor,
    takeOver: () => { response: ServerResponse; headers: Record<string, string | number | string[] | undefined> },
    lastEventId: string | undefined,
    withPresence = false,
  ): Promise<void> {
    // Asked before the first byte: what is numbered from here on belongs to this stream, what came before does not.
    const current = await this.events.lastNumber();
    const { response, headers } = takeOver();
    const stream = new LiveStream(actor, response, (closed) => {
      this.streams.delete(closed);
      this.metrics.sseClients.set(this.streams.size);
    });
    stream.begin(headers, comeBackAfterMs());
    if (this.closing) return stream.bye(comeBackAfterMs());
    this.streams.add(stream);
    if (withPresence) this.withPresence.add(stream);
    this.presence.sign([actor.agent.id]);
    this.metrics.sseClients.set(this.streams.size);
    stream.position = current;
    stream.catchingUp = false;
    if (lastEventId !== undefined && lastEventId !== '') await this.resume(stream, lastEventId, current);
    // The feed may have read on, and told its streams, while the answer was on its way to us.
    else if (this.last > current) await this.resume(stream, String(current), current);
  }

  private async resume(stream: LiveStream, lastEventId: string, current: number): Promise<void> {
    stream.catchingUp = true;
    try {
      const from = await this.resumable(lastEventId, current);
      if (from === null) stream.reset(current);
      else stream.position = from;
      await this.catchUp(stream);
    } catch (error) {
      // The browser comes back with the same Last-Event-ID and tries again.
      this.log.error('realtime', 'stream not resumed', error);
      stream.cut();
    }
  }

  private async resumable(lastEventId: string, current: number): Promise<number | null> {
    if (!/^\d{1,15}$/.test(lastEventId)) return null;
    const from = Number(lastEventId);
    if (from > current || current - from > MAX_REPLAY) return null;
    if (from === current) return from;
    const first = await this.events.firstKept();
    return first !== null && first <= from + 1 ? from : null;
  }

  /** Reads pages until there is nothing between the stream and the feed, then hands it over within one turn of the event loop. */
  private async catchUp(stream: LiveStream): Promise<void> {
    for (;;) {
      const { events, isEnd } = await this.events.after(stream.position);
      if (!this.writeEvents(stream, events) || !stream.isOpen) return;
      if (isEnd && stream.position >= this.last) break;
    }
    stream.catchingUp = false;
  }

  /** @param upTo the number the signal is about; nothing to do when it has been published already */
  private signal(upTo?: number): void {
    if (upTo !== undefined && upTo <= this.last) return;
    if (!this.reading) this.signalledAt = this.clock.monotonicMs();
    this.readAgain = true;
    this.reading ??= this.read()
      .catch((error: unknown) => this.log.error('realtime', 'reading events failed', error))
      .finally(() => {
        this.reading = undefined;
      });
  }

  private async read(): Promise<void> {
    while (this.readAgain) {
      this.readAgain = false;
      const { events, isEnd } = await this.events.after(this.last);
      const newest = events.at(-1);
      if (!newest) continue;
      if (!isEnd) this.readAgain = true;
      this.publish(events);
      this.last = newest.number;
      this.metrics.sseFanoutDelay.observe((this.clock.monotonicMs() - this.signalledAt) / 1000);
    }
  }

  private publish(page: readonly NumberedEvent[]): void {
    // Nearly every stream stands where the feed stands: they all get the same string, encoded once.
    let shared: string | undefined;
    const first = page[0]?.number ?? 0;
    const newest = page.at(-1)?.number ?? 0;
    for (const stream of [...this.streams]) {
      if (stream.catchingUp) continue;
      if (stream.position >= first) {
        this.writeEvents(stream, page);
        continue;
      }
      shared ??= page.map(encodeEvent).join('');
      stream.position = newest;
      this.write(stream, shared);
    }
  }

  private writeEvents(stream: LiveStream, events: readonly NumberedEvent[]): boolean {
    return this.counted(stream.writeEvents(events));
  }

  private write(stream: LiveStream, text: string): boolean {
    return this.counted(stream.write(text));
  }

  private counted(kept: boolean): boolean {
    if (!kept) this.metrics.sseDropped.inc({ reason: 'slow' });
    return kept;
  }

  private dropStuck(): void {
    const now = this.clock.monotonicMs();
    for (const stream of [...this.streams]) if (stream.isStuck(now)) this.metrics.sseDropped.inc({ reason: 'slow' });
  }

  private async cutRevoked(): Promise<void> {
    if (this.streams.size === 0) return;
    const streams = [...this.streams];
    try {
      const [sessions, tokens] = await Promise.all([
        this.sessions.stillLive(streams.flatMap(({ actor }) => (actor.kind === 'session' ? [actor.sessionId] : []))),
        this.tokens.stillLive(streams.flatMap(({ actor }) => (actor.kind === 'token' ? [actor.tokenId] : []))),
      ]);
      for (const stream of streams) {
        const { actor } = stream;
        if (actor.kind === 'session' ? sessions.has(actor.sessionId) : tokens.has(actor.tokenId)) continue;
        this.metrics.sseDropped.inc({ reason: 'revoked' });
        stream.cut();
      }
    } catch (error) {
      // Nobody can be checked, so nobody is cut; with the database gone no event comes either.
      this.log.error('realtime', 'streams not checked for revocation', error);
    }
  }
}
