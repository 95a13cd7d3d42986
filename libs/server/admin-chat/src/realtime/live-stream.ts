import type { Actor } from '@parley/accounts';
import type { ServerResponse } from 'node:http';
import type { NumberedEvent } from './event-log.js';

/** A reader this far behind is gone or hopeless; it reconnects and replays from the table. */
const MAX_BUFFERED_BYTES = 1024 * 1024;
/** A reader that takes nothing for so long while something waits for it: two pings have gone by unheard. */
const STUCK_MS = 30_000;

/** The wire form of one event. Ids are numbers, types a closed list, data JSON: nothing a customer wrote can break a line. */
export function encodeEvent(event: NumberedEvent): string {
  const data = { conversationId: event.conversationId, ...(event.messageId === null ? {} : { messageId: event.messageId }) };
  return `id: ${event.number}\nevent: ${event.type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** One open console: where it stands, and how to write to it. */
export class LiveStream {
  /** Everything up to this number has been written, or was there before the stream. */
  position = 0;
  /** Still reading from the table; the feed leaves it alone. */
  catchingUp = true;
  private open = true;
  private taken = 0;
  private waitingSince: number | undefined;

  constructor(
    readonly actor: Actor,
    private readonly response: ServerResponse,
    private readonly onClosed: (stream: LiveStream) => void,
  ) {
    response.on('close', () => this.closed());
    response.on('error', () => this.closed());
  }

  get isOpen(): boolean {
    return this.open;
  }

  /**
   * @param headers of the reply so far (security headers, request id)
   * @param retryMs how long an EventSource waits when this stream breaks without a goodbye
   */
  begin(headers: Record<string, string | number | string[] | undefined>, retryMs: number): void {
    this.response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    this.response.write(`: parley\nretry: ${retryMs}\n\n`);
  }

  /** @returns false when the reader was too slow and has been cut off */
  write(text: string): boolean {
    if (!this.open) return true;
    this.response.write(text);
    if (this.response.writableLength <= MAX_BUFFERED_BYTES) return true;
    this.drop();
    return false;
  }

  /**
   * Asked every second or so. A socket that takes nothing holds what waits for it, and TCP alone would give it a quarter of an hour.
   * @param nowMs monotonic
   * @returns true when the reader has taken nothing for 30 s although something waited, and has been cut off
   */
  isStuck(nowMs: number): boolean {
    const waiting = this.response.writableLength;
    // What the kernel has taken so far; `bytesWritten` counts what still waits as well.
    const taken = (this.response.socket?.bytesWritten ?? 0) - waiting;
    if (waiting === 0 || taken !== this.taken) this.waitingSince = undefined;
    this.taken = taken;
    if (!this.open || waiting === 0) return false;
    this.waitingSince ??= nowMs;
    if (nowMs - this.waitingSince < STUCK_MS) return false;
    this.drop();
    return true;
  }

  writeEvents(events: readonly NumberedEvent[]): boolean {
    const fresh = events.filter((event) => event.number > this.position);
    const last = fresh.at(-1);
    if (!last) return true;
    this.position = last.number;
    return this.write(fresh.map(encodeEvent).join(''));
  }

  /** Where the browser stands means nothing any more: fetch anew, and go on from here. */
  reset(position: number): void {
    this.position = position;
    this.write(`id: ${position}\nevent: reset\ndata: {}\n\n`);
  }

  /** Orderly: the browser comes back after `retryMs`. */
  bye(retryMs: number): void {
    if (!this.open) return;
    this.response.end(`retry: ${retryMs}\nevent: bye\ndata: {}\n\n`);
  }

  /** At once and for good. */
  cut(): void {
    this.response.end();
    this.closed();
  }

  /** What waits for it is thrown away with it. */
  private drop(): void {
    this.response.destroy();
    this.closed();
  }

  private closed(): void {
    if (!this.open) return;
    this.open = false;
    this.onClosed(this);
  }
}
