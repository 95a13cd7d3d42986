import { Injectable } from '@nestjs/common';

/** More than a worker takes in a second; what is beyond is found by looking. */
const MOST_LANES = 5_000;

/**
 * Lanes that this process knows to have something to do, oldest first: the webhook has just stored a message for them, or they
 * have more than one turn takes. A hint, kept in memory: it spares the worker the search, and what is lost with the process is found by it.
 */
@Injectable()
export class FreshLanes {
  private readonly lanes = new Set<string>();
  private isTaken = false;

  /** Hints are kept from now on: somebody in this process works on the inbox. With `ROLE=api` nobody does. */
  open(): void {
    this.isTaken = true;
  }

  add(conversationIds: Iterable<string>): void {
    if (!this.isTaken) return;
    for (const id of conversationIds) {
      if (this.lanes.size >= MOST_LANES) return;
      this.lanes.add(id);
    }
  }

  get size(): number {
    return this.lanes.size;
  }

  /** Takes out the oldest ones. */
  take(limit: number): string[] {
    const taken: string[] = [];
    for (const id of this.lanes) {
      if (taken.length === limit) break;
      taken.push(id);
      this.lanes.delete(id);
    }
    return taken;
  }
}
