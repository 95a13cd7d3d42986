import { Agent, type Dispatcher, request } from 'undici';
import { MAX_MEDIA_BYTES } from '../limits.js';
import { MediaFailure } from '../media-failure.js';
import type { SourceFile } from '../media-source.js';
import { allowedAddress, publicLookup, type Resolve } from './addresses.js';

/** A server that says nothing for this long has forgotten us. */
const SILENCE_MS = 30_000;
/** 100 MB at 350 kB a second; slower is a stream without an end. */
const LONGEST_MS = 300_000;
const CONNECT_MS = 10_000;

export interface DownloadSettings {
  readonly trustedOrigin: string | null;
  /** Milliseconds. */
  readonly longestMs?: number;
  /** Bytes. */
  readonly maxBytes?: number;
  /** Who is asked where a host is; the system when left out. */
  readonly resolve?: Resolve;
}

/** Fetches bytes from WhatsApp and from nowhere else: the host must be its own, its address public, and no redirect is followed. */
export class Downloader {
  private readonly outside: Agent;
  private readonly trusted = new Agent({ connect: { timeout: CONNECT_MS } });
  private readonly maxBytes: number;
  private stopping = new AbortController();

  constructor(private readonly settings: DownloadSettings) {
    this.maxBytes = settings.maxBytes ?? MAX_MEDIA_BYTES;
    this.outside = new Agent({ connect: { timeout: CONNECT_MS, lookup: publicLookup(settings.resolve) } });
  }

  /**
   * The bytes as they come. The stream throws MediaFailure too: larger than allowed, too slow, broken off.
   * @throws MediaFailure
   */
  async *bytes(file: SourceFile): AsyncGenerator<Buffer> {
    const { trustedOrigin, longestMs = LONGEST_MS } = this.settings;
    const url = allowedAddress(file.url, trustedOrigin);
    const signal = AbortSignal.any([AbortSignal.timeout(longestMs), this.stopping.signal]);
    const answer = await this.ask(url, file.authorization, signal);
    try {
      yield* this.limited(answer.body, signal);
    } finally {
      // Whoever stops reading does not want the rest either.
      answer.body.on('error', () => undefined).destroy();
    }
  }

  /** Breaks off what is on its way, and whatever is asked for until {@link resume}. */
  interrupt(): void {
    this.stopping.abort();
  }

  resume(): void {
    if (this.stopping.signal.aborted) this.stopping = new AbortController();
  }

  async close(): Promise<void> {
    await Promise.all([this.outside.destroy(), this.trusted.destroy()]);
  }

  private async ask(url: URL, authorization: string, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    let answer: Dispatcher.ResponseData;
    try {
      answer = await request(url, {
        dispatcher: url.origin === this.settings.trustedOrigin ? this.trusted : this.outside,
        headers: { authorization, 'user-agent': 'parley' },
        headersTimeout: SILENCE_MS,
        bodyTimeout: SILENCE_MS,
        signal,
      });
    } catch (error) {
      throw failureOf(error, signal);
    }
    if (answer.statusCode === 200) return answer;
    answer.body.on('error', () => undefined).destroy();
    if (answer.statusCode >= 300 && answer.statusCode < 400) throw new MediaFailure('redirect', 'unavailable');
    // What lived five minutes is over, or our token is: a new address tells which.
    if (answer.statusCode === 404 || answer.statusCode === 401 || answer.statusCode === 410) {
      throw new MediaFailure('not-found', 'address-expired', true);
    }
    throw new MediaFailure('refused', 'later', true);
  }

  private async *limited(body: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
    let bytes = 0;
    try {
      for await (const chunk of body) {
        bytes += chunk.length;
        if (bytes > this.maxBytes) throw new MediaFailure('too-large', 'unavailable');
        yield chunk;
      }
    } catch (error) {
      throw failureOf(error, signal);
    }
  }
}

function failureOf(error: unknown, signal: AbortSignal): MediaFailure {
  if (error instanceof MediaFailure) return error;
  const { cause } = error as { cause?: unknown };
  if (cause instanceof MediaFailure) return cause;
  return new MediaFailure(signal.aborted ? 'too-slow' : 'unreachable', 'later');
}
