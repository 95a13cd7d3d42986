import { Injectable } from '@nestjs/common';
import { Clock, Wake } from '@parley/platform';
import { ConversationOptions } from '../conversation-options.js';
import { TokenBucket } from './token-bucket.js';

/**
 * How fast this process may send on each channel, and which channels rest because WhatsApp asked for it. It only ever delays: what may
 * not go now stays queued, and the dispatcher is woken when it may.
 */
@Injectable()
export class ChannelPace {
  private readonly buckets = new Map<string, TokenBucket>();
  private readonly restingUntil = new Map<string, number>();
  private alarm: NodeJS.Timeout | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly wake: Wake,
    private readonly options: ConversationOptions,
  ) {}

  /** How many of `wanted` messages may go on this channel now; they are counted as gone. */
  take(channelId: string, wanted: number): number {
    const now = this.clock.monotonicMs();
    let bucket = this.buckets.get(channelId);
    if (!bucket) this.buckets.set(channelId, (bucket = new TokenBucket(this.options.messagesPerSecond, now)));
    const granted = bucket.take(wanted, now);
    if (granted < wanted) this.wakeIn(bucket.waitMs(now));
    return granted;
  }

  /** The channel itself asked for a pause (a rate limit of the whole number). */
  rest(channelId: string, ms: number): void {
    const until = Math.max(this.clock.monotonicMs() + ms, this.restingUntil.get(channelId) ?? 0);
    this.restingUntil.set(channelId, until);
    this.wakeIn(ms);
  }

  resting(): string[] {
    const now = this.clock.monotonicMs();
    for (const [channelId, until] of this.restingUntil) if (until <= now) this.restingUntil.delete(channelId);
    return [...this.restingUntil.keys()];
  }

  stop(): void {
    clearTimeout(this.alarm);
  }

  private wakeIn(ms: number): void {
    clearTimeout(this.alarm);
    this.alarm = setTimeout(() => this.wake.wakeHere('outbox'), Math.max(1, ms));
    this.alarm.unref();
  }
}
