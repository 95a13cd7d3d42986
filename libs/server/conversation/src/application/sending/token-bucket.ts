/**
 * Lets through `perSecond` messages a second. Its burst is a tenth of a second's worth, so that no second ever sees more than 110 %;
 * one process's share: with several senders the channel's own answer (a rate limit is NOT SENT, with a pause) keeps them together.
 */
export class TokenBucket {
  private readonly capacity: number;
  private tokens: number;
  private filledAt: number;

  /** @param perSecond 0 = unlimited */
  constructor(
    private readonly perSecond: number,
    nowMs: number,
  ) {
    this.capacity = Math.max(1, perSecond / 10);
    this.tokens = this.capacity;
    this.filledAt = nowMs;
  }

  /** How many of `wanted` may go now; they are spent. */
  take(wanted: number, nowMs: number): number {
    if (this.perSecond === 0) return wanted;
    this.fill(nowMs);
    const granted = Math.min(wanted, Math.floor(this.tokens));
    this.tokens -= granted;
    return granted;
  }

  /** Milliseconds until the next one may go. */
  waitMs(nowMs: number): number {
    if (this.perSecond === 0) return 0;
    this.fill(nowMs);
    return this.tokens >= 1 ? 0 : Math.ceil(((1 - this.tokens) / this.perSecond) * 1000);
  }

  private fill(nowMs: number): void {
    this.tokens = Math.min(this.capacity, this.tokens + ((nowMs - this.filledAt) / 1000) * this.perSecond);
    this.filledAt = nowMs;
  }
}
