/** Chance that can be had again: the same seed gives the same throws. */
export class Chance {
  private state: number;

  constructor(readonly seed: string) {
    // FNV-1a: short seeds that differ in one letter must not begin alike.
    let hash = 0x811c9dc5;
    for (const letter of seed) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
    this.state = hash >>> 0;
  }

  /** A stream of its own, so that one actor's throws do not depend on when another's are made. */
  of(name: string): Chance {
    return new Chance(`${this.seed}/${name}`);
  }

  /** 0 ≤ x < 1, by mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1));
  }

  hits(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[Math.floor(this.next() * items.length)] ?? items[0];
  }

  /** @returns undefined for an empty list */
  pickAny<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.next() * items.length)];
  }

  pause(fromMs: number, toMs: number): Promise<void> {
    return pause(this.between(fromMs, toMs));
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
