import { Injectable } from '@nestjs/common';
import { Log, Wake, WorkLoop } from '@parley/platform';
import { SyncTemplates } from './sync-templates.js';

/** How late a list that is due may be read: what is due by news from WhatsApp wakes the loop anyway. */
const LOOK_EVERY_MS = 30_000;

/** Keeps the copy of WhatsApp's templates fresh. Any number of them may run. */
@Injectable()
export class TemplateSynchroniser {
  private readonly loop: WorkLoop;
  private stopping = new AbortController();

  constructor(sync: SyncTemplates, log: Log, wake: Wake) {
    this.loop = new WorkLoop({
      name: 'templates',
      wake,
      topic: 'templates',
      sweepEveryMs: LOOK_EVERY_MS,
      // One round reads all that is due; what came due meanwhile has woken us.
      work: async () => {
        await sync.executeDue(this.stopping.signal);
        return false;
      },
      onError: (error) => log.error('outbound', 'templates could not be synchronised', error),
    });
  }

  start(): void {
    this.stopping = new AbortController();
    this.loop.start();
  }

  /** A list of many pages is given up between two of them. */
  stop(): Promise<void> {
    this.stopping.abort();
    return this.loop.stop();
  }
}
