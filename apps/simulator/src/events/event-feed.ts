import type { CustomerView } from '../customers/customer.js';
import type { ActiveFault } from '../faults/fault-board.js';
import type { MessageRecord } from '../messages/message-record.js';

/** What the phone page hears. A page that missed some reads everything again: the feed keeps no history. */
export type SimulatorEvent =
  | { readonly type: 'message'; readonly message: MessageRecord }
  | { readonly type: 'customer'; readonly customer: CustomerView }
  | { readonly type: 'clock'; readonly now: string; readonly offsetMs: number }
  | { readonly type: 'faults'; readonly active: readonly ActiveFault[] }
  | { readonly type: 'reset' };

export class EventFeed {
  private readonly listeners = new Set<(event: SimulatorEvent) => void>();

  publish(event: SimulatorEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: SimulatorEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
