import type { SimulatorClock } from '../clock.js';
import type { EventFeed } from '../events/event-feed.js';
import type { FaultName, FaultOptions } from './fault-catalogue.js';

export interface ActiveFault extends FaultOptions {
  readonly id: number;
  readonly name: FaultName;
  /** Only what concerns this customer (`+` and digits); null = everybody. */
  readonly phone: string | null;
  /** How many more times it strikes; null = until it is switched off. */
  remaining: number | null;
  /** ISO on the simulator's clock; null = no end. */
  readonly until: string | null;
}

/** The faults switched on at present. Asking for one uses it up: `take` is called where the fault strikes and nowhere else. */
export class FaultBoard {
  private faults: ActiveFault[] = [];
  private lastId = 0;

  constructor(
    private readonly clock: SimulatorClock,
    private readonly feed: EventFeed,
  ) {}

  set(fault: Omit<ActiveFault, 'id'>): ActiveFault {
    const active = { ...fault, id: ++this.lastId };
    this.faults.push(active);
    this.announce();
    return active;
  }

  /** The fault of this name that strikes now, for this customer; counts it. */
  take(name: FaultName, phone: string | null): ActiveFault | null {
    const fault = this.active().find((candidate) => candidate.name === name && (candidate.phone === null || candidate.phone === phone));
    if (!fault) return null;
    if (fault.remaining !== null) {
      fault.remaining -= 1;
      if (fault.remaining <= 0) this.faults = this.faults.filter((candidate) => candidate !== fault);
      this.announce();
    }
    return { ...fault };
  }

  active(): readonly ActiveFault[] {
    const now = this.clock.now();
    this.faults = this.faults.filter((fault) => fault.until === null || Date.parse(fault.until) > now);
    return this.faults;
  }

  /** Switches off every fault, or those of one name (for one customer). Returns how many. */
  clear(name?: FaultName, phone?: string): number {
    const before = this.faults.length;
    this.faults = this.faults.filter(
      (fault) => (name !== undefined && fault.name !== name) || (phone !== undefined && fault.phone !== phone),
    );
    if (before !== this.faults.length) this.announce();
    return before - this.faults.length;
  }

  private announce(): void {
    this.feed.publish({ type: 'faults', active: this.active().map((fault) => ({ ...fault })) });
  }
}
