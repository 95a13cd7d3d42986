import { Injectable } from '@nestjs/common';

/** More than a worker takes in a second; what is beyond is found by looking. */
const MOST_LANES = 5_000;

/**
 * Lanes that this process knows to have something to do, oldest first: the webhook has just stored a message for them, or they
 * have more than one turn takes. A hint, kept in memory: it spares the worker the search, and what is lost with the process is found by it.
 * And the lanes in its hands: what else comes for them waits for who has them, instead of meeting them at their lock.
 */
@Injectable()
export class FreshLanes {
  private readonly lanes = new Set<string>();
  private readonly inHand = new Set<string>();
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

  /** Whether there are any that nobody has in hand. */
  get isAnyFree(): boolean {
    for (const id of this.lanes) if (!this.inHand.has(id)) return true;
    return false;
  }

  get isAnyInHand(): boolean {
    return this.inHand.size > 0;
  }

  /** Takes the oldest ones in hand, but for those that are. */
  take(limit: number): string[] {
    const taken: string[] = [];
    for (const id of this.lanes) {
      if (taken.length === limit) break;
      if (this.inHand.has(id)) continue;
      taken.push(id);
      this.hold(id);
    }
    return taken;
  }

  /**
   * Takes lanes in hand that were found by looking. One that somebody has in hand has something to do that he may not have seen: he, or
   * whoever comes after him, is told.
   * @returns those that are the caller's now
   */
  claim(conversationIds: readonly string[]): Set<string> {
    const mine = conversationIds.filter((id) => !this.inHand.has(id));
    this.add(conversationIds.filter((id) => this.inHand.has(id)));
    for (const id of mine) this.hold(id);
    return new Set(mine);
  }

  /** To be called for all that were taken or claimed, whatever became of them. */
  release(conversationIds: Iterable<string>): void {
    for (const id of conversationIds) this.inHand.delete(id);
  }

  private hold(id: string): void {
    this.lanes.delete(id);
    this.inHand.add(id);
  }
}
