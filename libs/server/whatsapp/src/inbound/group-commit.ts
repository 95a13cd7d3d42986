/** Nothing more is taken in: too much is waiting, or the wait was too long. The sender is asked to come again. */
export class GroupCommitUnavailable extends Error {
  constructor(reason: 'overloaded' | 'too late') {
    super(`group commit: ${reason}`);
    this.name = 'GroupCommitUnavailable';
  }
}

export interface GroupCommitOptions<Item> {
  /** Makes all of them durable, or none, and throws. */
  readonly commit: (items: readonly Item[]) => Promise<void>;
  /** Whether a failed commit says nothing about its items (no database), so that trying them one by one is pointless. */
  readonly isHopeless: (error: unknown) => boolean;
  readonly sizeOf: (item: Item) => number;
  /**
   * So many that wait need not wait for the commit in flight: they are a group of their own. A commit takes two round trips for new
   * senders, and most of its time nobody works.
   */
  readonly earlyItems: number;
  /** Most items, and about how many bytes, in one commit. */
  readonly maxItems: number;
  readonly maxBytes: number;
  /** Most that may wait or be in flight; above it `add` refuses, so that a stalled database cannot fill the memory. */
  readonly maxHeldItems: number;
  readonly maxHeldBytes: number;
  /** From `add` to its answer, in milliseconds. */
  readonly timeoutMs: number;
}

interface Entry<Item> {
  readonly item: Item;
  readonly size: number;
  readonly settle: (error?: unknown) => void;
  answered: boolean;
}

/** Commits that got no answer in time still hold a connection; with more than this many out, the database is taken for gone. */
const MAX_LATE_COMMITS = 2;

/** Two keep the database at work while we read and answer; more would only be smaller. */
const MAX_FLYING = 2;

/**
 * Group commit without a timer: what arrives while a commit is in flight shares the next one. Alone it adds nothing to the way of
 * one item; under load one flush to disk serves dozens.
 */
export class GroupCommit<Item> {
  private waiting: Entry<Item>[] = [];
  private heldItems = 0;
  private heldBytes = 0;
  private flying = 0;
  /** A group leaves at the end of this turn. */
  private boarding = false;
  private late = 0;

  constructor(private readonly options: GroupCommitOptions<Item>) {}

  /**
   * Resolves when the item is committed.
   * @throws GroupCommitUnavailable when there is no room or no answer in time (the item may still be committed then), or whatever
   * `commit` threw for this item
   */
  add(item: Item): Promise<void> {
    const size = this.options.sizeOf(item);
    if (this.heldItems >= this.options.maxHeldItems || this.heldBytes + size > this.options.maxHeldBytes) {
      return Promise.reject(new GroupCommitUnavailable('overloaded'));
    }
    this.heldItems += 1;
    this.heldBytes += size;
    return new Promise((resolve, reject) => {
      const entry: Entry<Item> = {
        item,
        size,
        answered: false,
        settle: (error) => {
          if (entry.answered) return;
          entry.answered = true;
          clearTimeout(timer);
          if (error === undefined) resolve();
          else reject(error instanceof Error ? error : new Error('group commit failed'));
        },
      };
      const timer = setTimeout(() => entry.settle(new GroupCommitUnavailable('too late')), this.options.timeoutMs);
      this.waiting.push(entry);
      this.depart();
    });
  }

  private depart(): void {
    if (this.boarding || this.waiting.length === 0 || this.late > MAX_LATE_COMMITS) return;
    if (this.flying > 0 && (this.flying === MAX_FLYING || this.waiting.length < this.options.earlyItems)) return;
    this.flying += 1;
    this.boarding = true;
    // After the other requests of this turn have been read too: they are here already, and share the first commit.
    setImmediate(() => {
      this.boarding = false;
      void this.fly(this.take());
    });
  }

  private take(): Entry<Item>[] {
    const group: Entry<Item>[] = [];
    let bytes = 0;
    let taken = 0;
    for (const entry of this.waiting) {
      if (!entry.answered && group.length > 0 && (group.length >= this.options.maxItems || bytes + entry.size > this.options.maxBytes))
        break;
      taken += 1;
      // Whoever was told "too late" comes again; committing it now would only delay the others.
      if (entry.answered) this.release([entry]);
      else {
        group.push(entry);
        bytes += entry.size;
      }
    }
    this.waiting.splice(0, taken);
    return group;
  }

  private async fly(group: Entry<Item>[]): Promise<void> {
    let isLate = false;
    // A connection that was cut without a word answers in minutes or never; the next group takes another one.
    const alarm = setTimeout(() => {
      isLate = true;
      this.late += 1;
      this.land();
    }, this.options.timeoutMs);
    try {
      if (group.length > 0) await this.options.commit(group.map((entry) => entry.item));
      for (const entry of group) entry.settle();
    } catch (error) {
      await this.oneByOne(group, error);
    } finally {
      clearTimeout(alarm);
      this.release(group);
      if (isLate) {
        this.late -= 1;
        this.depart();
      } else this.land();
    }
  }

  /** One item the database refuses must not cost the others of its group theirs. */
  private async oneByOne(group: Entry<Item>[], groupError: unknown): Promise<void> {
    for (const entry of group) {
      if (entry.answered) continue;
      if (group.length === 1 || this.options.isHopeless(groupError)) {
        entry.settle(groupError);
        continue;
      }
      try {
        await this.options.commit([entry.item]);
        entry.settle();
      } catch (error) {
        entry.settle(error);
      }
    }
  }

  private land(): void {
    this.flying -= 1;
    this.depart();
  }

  private release(entries: readonly Entry<Item>[]): void {
    for (const entry of entries) {
      this.heldItems -= 1;
      this.heldBytes -= entry.size;
    }
  }
}
