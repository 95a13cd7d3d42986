import type { Clock } from '@parley/platform';
import { FENCE_MS } from './send-limits.js';

/**
 * Stops a process that slept from sending late. It is raised before BEGIN of the transaction that holds the START: a process stopped
 * between its COMMIT and a later look at the clock would take the pause for no time at all (protocol-check D5).
 */
export class SendFence {
  private readonly monotonicMs: number;
  private readonly wallMs: number;

  constructor(private readonly clock: Clock) {
    this.monotonicMs = clock.monotonicMs();
    this.wallMs = clock.now().getTime();
  }

  /** Two clocks, the larger difference counts: the monotonic one may stand still while a virtual machine is suspended. */
  mayStillWrite(): boolean {
    return Math.max(this.clock.monotonicMs() - this.monotonicMs, this.clock.now().getTime() - this.wallMs) < FENCE_MS;
  }
}
