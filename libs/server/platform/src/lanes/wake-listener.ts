import { Inject, Injectable } from '@nestjs/common';
import { Database, statement } from '../database/database.js';
import { NotificationListener } from '../database/notification-listener.js';
import { Log } from '../logging/log.js';
import { Wake, WAKE_TOPICS, type WakeTopic } from './wake.js';

const CHANNEL = 'parley_wake';
/** Topics that come up within so short a time share one NOTIFY: it holds a database-wide lock at its commit. */
const GATHER_MS = 5;

/**
 * Under load one follows the other only after so long: whoever is woken works until nothing is left, so more would tell it nothing, and
 * each is a transaction of its own (5,000 webhooks a second in a process without worker made 200 of them).
 */
const SPACE_MS = 25;

/** Nothing is lost with a wake-up, so its commit, under the lock, waits for no disk. */
const notify = statement('wake-notify', `select set_config('synchronous_commit', 'off', true), pg_notify('${CHANNEL}', $1)`);

/**
 * Carries wake-ups between processes: what nobody here works on goes out by NOTIFY, what comes in wakes the loops of this process.
 * After every connect all loops look once, because what was notified while nobody listened is lost.
 */
@Injectable()
export class WakeListener {
  private readonly gathered = new Set<WakeTopic>();
  private timer: NodeJS.Timeout | undefined;
  private sentAt = -SPACE_MS;

  constructor(
    @Inject(NotificationListener) private readonly listener: NotificationListener,
    @Inject(Database) private readonly database: Database,
    @Inject(Wake) private readonly wake: Wake,
    @Inject(Log) private readonly log: Log,
  ) {}

  /** Once, before the notification listener is started; it shares its connection. */
  attach(): void {
    this.listener.listen(CHANNEL, (payload) => {
      for (const topic of WAKE_TOPICS) if (payload.split(',').includes(topic)) this.wake.wakeHere(topic);
    });
    this.listener.onConnected(() => {
      for (const topic of WAKE_TOPICS) this.wake.wakeHere(topic);
    });
    this.wake.relayTo((topic) => this.gather(topic));
  }

  private gather(topic: WakeTopic): void {
    this.gathered.add(topic);
    this.timer ??= setTimeout(() => void this.flush(), Math.max(GATHER_MS, this.sentAt + SPACE_MS - performance.now()));
  }

  private async flush(): Promise<void> {
    const topics = [...this.gathered].join(',');
    this.gathered.clear();
    this.timer = undefined;
    this.sentAt = performance.now();
    try {
      await this.database.run(notify, [topics]);
    } catch (error) {
      // Every loop also looks by itself within a second: a lost wake-up is a delay, not a loss.
      this.log.error('database', 'wake-up could not be sent', error);
    }
  }
}
