import type { SimulatorClock } from '../../clock.js';

/** Messages a second for the whole number. Counts what was accepted in the last second. */
export class Throughput {
  private accepted: number[] = [];

  constructor(private readonly clock: Pick<SimulatorClock, 'now'>) {}

  /** Whether one more may go now; counts it when it may. */
  allows(messagesPerSecond: number): boolean {
    if (messagesPerSecond <= 0) return true;
    const now = this.clock.now();
    // A clock that was turned back would keep old entries for ever: whatever lies ahead is dropped too.
    this.accepted = this.accepted.filter((at) => at > now - 1000 && at <= now);
    if (this.accepted.length >= messagesPerSecond) return false;
    this.accepted.push(now);
    return true;
  }

  clear(): void {
    this.accepted = [];
  }
}
