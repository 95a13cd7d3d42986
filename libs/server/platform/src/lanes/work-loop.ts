import type { Wake, WakeTopic } from './wake.js';

export interface WorkLoopOptions {
  readonly name: string;
  readonly wake: Wake;
  readonly topic: WakeTopic;
  /** The net under lost wake-ups, in milliseconds. */
  readonly sweepEveryMs: number;
  /** Does one batch; true when there may be more at once. */
  readonly work: () => Promise<boolean>;
  /** A batch failed: logged by the owner; the loop waits a sweep and goes on. */
  readonly onError: (error: unknown) => void;
}

/**
 * One worker's loop: do a batch, again while there is more, else wait for a wake-up or the sweep. Never two batches at once.
 * `stop()` waits for the batch in hand.
 */
export class WorkLoop {
  private running: Promise<void> | undefined;
  private stopped = false;
  private pending = false;
  private resume: (() => void) | undefined;

  constructor(private readonly options: WorkLoopOptions) {}

  start(): void {
    if (this.running) return;
    this.stopped = false;
    const off = this.options.wake.on(this.options.topic, () => this.nudge());
    this.running = this.run().finally(off);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.nudge();
    await this.running;
    this.running = undefined;
  }

  private nudge(): void {
    this.pending = true;
    this.resume?.();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.pending = false;
      let more = false;
      try {
        more = await this.options.work();
      } catch (error) {
        this.options.onError(error);
        // A failing database must not be asked in a tight loop; a wake-up alone does not shorten this pause.
        if (!this.stopped) await this.sleep(Math.min(1000, this.options.sweepEveryMs), false);
        continue;
      }
      if (!more && !this.pending && !this.stopped) await this.sleep(this.options.sweepEveryMs, true);
    }
  }

  private sleep(ms: number, wakeable: boolean): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.resume = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.resume = (): void => {
        if (wakeable || this.stopped) done();
      };
    });
  }
}
