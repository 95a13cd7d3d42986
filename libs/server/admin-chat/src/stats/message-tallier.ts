import { Inject, Injectable } from '@nestjs/common';
import { Log, Wake, WorkLoop } from '@parley/platform';
import { TallyMessages } from './tally-messages.js';

/** A quarter of an hour ends four times an hour: a minute late is early enough. */
const LOOK_EVERY_MS = 60_000;

/** Keeps the statistics counted. Any number of them may run. */
@Injectable()
export class MessageTallier {
  private readonly loop: WorkLoop;

  constructor(@Inject(TallyMessages) tally: TallyMessages, @Inject(Log) log: Log, @Inject(Wake) wake: Wake) {
    this.loop = new WorkLoop({
      name: 'message-tally',
      wake,
      topic: 'stats',
      sweepEveryMs: LOOK_EVERY_MS,
      work: () => tally.execute(),
      onError: (error) => log.error('database', 'messages could not be counted', error),
    });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }
}
