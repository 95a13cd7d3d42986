import { Injectable } from '@nestjs/common';
import { Clock, Database, Log, Wake, WorkLoop } from '@parley/platform';
import {
  type ErasureRow,
  findErasure,
  findUnfinishedErasures,
  moveErasureOn,
  takeErasure,
} from '../persistence/erase-contact.statements.js';
import { DeliveryArchive } from './ports/delivery-archive.js';

/** Only for those a process left behind: whoever asks does it at once. */
const LOOK_EVERY_MS = 30_000;
const BATCH = 10;

/**
 * The second half of an erasure: deliveries as they came are looked through for the person, a batch and a transaction at a time, and
 * where it stands is written down with each. So it may be cut short anywhere and go on in another process, and no lock is held for long.
 */
@Injectable()
export class FinishErasures {
  private readonly loop: WorkLoop;

  constructor(
    private readonly database: Database,
    private readonly archive: DeliveryArchive,
    private readonly clock: Clock,
    wake: Wake,
    log: Log,
  ) {
    this.loop = new WorkLoop({
      name: 'erasures',
      wake,
      topic: 'contacts',
      sweepEveryMs: LOOK_EVERY_MS,
      work: () => this.runDue(),
      onError: (error) => log.error('conversation', 'an erasure could not go on', error),
    });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** @returns null when there is none by this id */
  async find(id: string): Promise<ErasureRow | null> {
    return (await this.database.run(findErasure, [id]))[0] ?? null;
  }

  async runDue(): Promise<boolean> {
    const unfinished = await this.database.run(findUnfinishedErasures, [BATCH]);
    for (const { id } of unfinished) await this.run(id, Number.POSITIVE_INFINITY);
    return unfinished.length === BATCH;
  }

  /**
   * Goes on with one, until it is finished or the time is over.
   * @returns whether it is finished; false also when another process is at it
   */
  async run(id: string, forMs: number): Promise<boolean> {
    const until = this.clock.monotonicMs() + forMs;
    while (this.clock.monotonicMs() <= until) {
      const step = await this.database.transaction(async (tx) => {
        const [taken] = await tx.run(takeErasure, [id]);
        if (!taken) return 'taken';
        const next = await this.archive.erase(tx, taken.traces, taken.requested_at, taken.raw_after);
        await tx.run(moveErasureOn, [id, next]);
        return next === null ? 'done' : 'more';
      });
      if (step !== 'more') return step === 'done';
    }
    return false;
  }
}
