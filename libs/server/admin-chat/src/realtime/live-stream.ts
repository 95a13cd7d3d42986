import type { Actor } from '@parley/accounts';
import type { ServerResponse } from 'node:http';
import type { NumberedEvent } from './event-log.js';

/** A reader this far behind is gone or hopeless; it reconnects and replays from the table. */
const MAX_BUFFERED_BYTES = 1024 * 1024;

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

  /** @param headers of the reply so far (security headers, request id) */
  begin(headers: Record<string, string | number | string[] | undefined>): void {
    this.response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    this.response.write(': parley\n\n');
  }

  /** @returns false when the reader was too slow and has been cut off */
  write(text: string): boolean {
    if (!this.open) return true;
    this.response.write(text);
    if (this.response.writableLength <= MAX_BUFFERED_BYTES) return true;
    this.response.destroy();
    this.closed();
    return false;
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

  private closed(): void {
    if (!this.open) return;
    this.open = false;
    this.onClosed(this);
  }
}
