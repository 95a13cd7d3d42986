import { Injectable } from '@nestjs/common';
import { Clock, Log, Wake, WorkLoop } from '@parley/platform';
import { AssignWaitingChats } from './assign-waiting-chats.js';
import { ReleaseLostChats } from './release-lost-chats.js';
import { TellPlaces } from './tell-places.js';

/** The net under lost wake-ups, and how late a customer learns of a new place or of an agent who is gone: both are about minutes. */
const LOOK_EVERY_MS = 5_000;

/**
 * Keeps the queues moving: gives chats as soon as there is something to give and somebody to give it to; looks after lost agents and
 * places now and then. Any number of processes may do this.
 */
@Injectable()
export class QueueRunner {
  private readonly loop: WorkLoop;
  private lookedAt = -Infinity;

  constructor(
    private readonly assign: AssignWaitingChats,
    private readonly lost: ReleaseLostChats,
    private readonly places: TellPlaces,
    private readonly clock: Clock,
    log: Log,
    wake: Wake,
  ) {
    this.loop = new WorkLoop({
      name: 'queue',
      wake,
      topic: 'queue',
      sweepEveryMs: LOOK_EVERY_MS,
      work: () => this.run(),
      onError: (error) => log.error('conversation', 'queues could not be looked at', error),
    });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async run(): Promise<boolean> {
    const now = this.clock.monotonicMs();
    // Before anything is given: what comes back from a lost agent goes before what waits.
    if (now - this.lookedAt >= LOOK_EVERY_MS) {
      this.lookedAt = now;
      await this.lost.execute();
      await this.assign.execute();
      await this.places.execute();
      return false;
    }
    await this.assign.execute();
    return false;
  }
}
