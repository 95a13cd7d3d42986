/** A later webhook of a customer waits at most this long for an earlier one that keeps failing; then it goes ahead, as Meta's would at once. */
const PATIENCE_MS = 30_000;
/** POSTs under way at a time. Meta sends concurrently; this is enough to show it and keeps a laptop calm. */
const CONCURRENT_POSTS = 64;

/** Order and number of the webhooks under way: jobs of one lane run one after the other, those of different lanes side by side. */
export class WebhookLanes {
  private readonly tails = new Map<string, Promise<void>>();
  private readonly queue: (() => void)[] = [];
  private running = 0;

  constructor(private readonly inOrder: () => boolean) {}

  run(lane: string | null, job: () => Promise<void>): void {
    if (lane === null || !this.inOrder()) {
      void job();
      return;
    }
    const before = this.tails.get(lane);
    const finished = before ? before.then(() => patiently(job())) : patiently(job());
    this.tails.set(lane, finished);
    void finished.then(() => {
      if (this.tails.get(lane) === finished) this.tails.delete(lane);
    });
  }

  /** Runs one POST when one of the slots is free. A delivery between two tries holds none. */
  async withSlot<T>(post: () => Promise<T>): Promise<T> {
    if (this.running >= CONCURRENT_POSTS) await new Promise<void>((resolve) => this.queue.push(resolve));
    this.running += 1;
    try {
      return await post();
    } finally {
      this.running -= 1;
      this.queue.shift()?.();
    }
  }

  /** The next job of every lane waits for nobody. */
  clear(): void {
    this.tails.clear();
  }
}

async function patiently(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)))]);
  clearTimeout(timer);
}
