/** Calls set aside for replies that are about to be decided. To be left in any case: when they are calls, or when nothing came of them. */
export class CallRoom {
  /**
   * @param replies for so many calls are free, or a few where Graph is so slow that they have to be queued anyway; null where it makes no
   * difference, because nobody calls here
   * @param reserved calls that are nobody else's until they are given back
   */
  constructor(
    readonly replies: number | null,
    private reserved: number,
    private readonly giveBack: (count: number) => void,
  ) {}

  /** Calls that are ours. */
  get calls(): number {
    return this.reserved;
  }

  /** Fewer are needed than were asked for. */
  keep(count: number): void {
    const spare = Math.max(0, this.reserved - count);
    this.reserved -= spare;
    if (spare > 0) this.giveBack(spare);
  }

  leave(): void {
    this.keep(0);
  }
}
