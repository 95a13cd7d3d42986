import { describe, expect, it } from '@jest/globals';
import type { AgentPresence, ApiTokens, Sessions } from '@parley/accounts';
import { Metrics, SilentLog } from '@parley/platform';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { EventBus } from './event-bus.js';
import { EventFeed } from './event-feed.js';
import type { EventLog, NumberedEvent } from './event-log.js';

const actor = {
  kind: 'session' as const,
  sessionId: 's',
  agent: { id: 'a', name: 'Ada', email: 'ada@parley.example', role: 'agent' as const },
};

class Response extends EventEmitter {
  written = '';
  writableLength = 0;
  socket = { bytesWritten: 0 };
  writeHead(): void {}
  write(text: string): boolean {
    this.written += text;
    return true;
  }
  end(text = ''): void {
    this.written += text;
  }
  get numbers(): number[] {
    return [...this.written.matchAll(/^id: (\d+)$/gm)].map(([, number]) => Number(number));
  }
}

/** A log of `last` events whose answer to `lastNumber` can be held back on its way. */
class HeldLog {
  last = 10;
  held: Promise<void> | undefined;
  async lastNumber(): Promise<number> {
    const answer = this.last;
    await this.held;
    return answer;
  }
  firstKept = (): Promise<number> => Promise.resolve(1);
  after(number: number): Promise<{ events: NumberedEvent[]; isEnd: boolean }> {
    const found = Array.from({ length: this.last }, (_, index) => index + 1).filter((one) => one > number);
    const events = found.map((one) => ({ number: one, type: 'message.created' as const, conversationId: 'c', messageId: null }));
    return Promise.resolve({ events, isEnd: true });
  }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe('a stream opened without Last-Event-ID (docs/models/events.pml, OPEN)', () => {
  it('gets what was numbered while it asked for the last number, once and before what comes later', async () => {
    const log = new HeldLog();
    let signal: () => void = () => {};
    const bus = { subscribe: (listener: () => void) => void (signal = listener) };
    const feed = new EventFeed(
      log as unknown as EventLog,
      bus as unknown as EventBus,
      {} as Sessions,
      {} as ApiTokens,
      { sign: () => undefined, keepWatch: () => undefined } as unknown as AgentPresence,
      { now: () => new Date(), monotonicMs: () => 0 },
      new Metrics(),
      new SilentLog(),
    );
    await feed.start();
    let release: () => void = () => {};
    log.held = new Promise((resolve) => (release = resolve));
    const response = new Response();
    const opening = feed.open(actor, () => ({ response: response as unknown as ServerResponse, headers: {} }), undefined);
    // The answer "10" is on its way; 11 is numbered, and the feed tells whoever listens.
    log.last = 11;
    signal();
    await turns();
    release();
    await opening;
    log.last = 12;
    signal();
    await turns();
    feed.stop();
    expect(response.numbers).toEqual([11, 12]);
  });
});
