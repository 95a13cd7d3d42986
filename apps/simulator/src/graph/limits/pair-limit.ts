import { PAIR_LIMIT } from '@parley/whatsapp-protocol';
import type { SimulatorClock } from '../../clock.js';

/** Meta's pair rule, as a bucket that fills by one each 6 s: a burst may borrow what is still to come. */
export class PairLimit {
  /** By customer: the time at which everything sent so far is paid back. */
  private readonly paidBackAt = new Map<string, number>();

  constructor(private readonly clock: Pick<SimulatorClock, 'now'>) {}

  /** Whether one more may go to this customer now; counts it when it may. */
  allows(phone: string): boolean {
    const now = this.clock.now();
    const debtFrom = Math.max(this.paidBackAt.get(phone) ?? 0, now);
    if (debtFrom - now > (PAIR_LIMIT.burst - 1) * PAIR_LIMIT.intervalMs) return false;
    this.paidBackAt.set(phone, debtFrom + PAIR_LIMIT.intervalMs);
    return true;
  }

  clear(): void {
    this.paidBackAt.clear();
  }
}
