import { Injectable } from '@nestjs/common';
import { Clock, Log, Metrics, Wake, WorkLoop } from '@parley/platform';
import { ApplyAccountChanges } from '../account/apply-account-changes.js';
import { ApplyInboxMessages } from './apply-inbox-messages.js';
import { ApplyInboxStatuses } from './apply-inbox-statuses.js';

/** The net under lost wake-ups, and how soon a failed item is tried again at the earliest. */
const SWEEP_EVERY_MS = 1_000;

/** Nobody waits for these, and every wake-up would be a question to the database. */
const ACCOUNT_SWEEP_MS = 5_000;

/** Turns what the webhook stored into what the conversation knows: two hands for messages, one for delivery statuses, one for the account. */
@Injectable()
export class InboxWorker {
  private readonly loops: readonly WorkLoop[];
  private unparkAtMs = 0;

  constructor(
    wake: Wake,
    private readonly messages: ApplyInboxMessages,
    private readonly statuses: ApplyInboxStatuses,
    private readonly changes: ApplyAccountChanges,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {
    const loop = (name: string, work: () => Promise<boolean>, sweepEveryMs = SWEEP_EVERY_MS): WorkLoop =>
      new WorkLoop({
        name,
        wake,
        topic: name === 'account-changes' ? 'account' : 'inbox',
        sweepEveryMs,
        work,
        onError: (error) => this.log.error('inbound', 'inbox batch failed', error, { loop: name }),
      });
    // Statuses have one of their own, so that a flood of them never stands in the way of what customers write.
    this.loops = [
      loop('inbox-messages', () => this.timed('message', () => this.messages.runBatch())),
      loop('inbox-messages-beside', () => this.timed('message', () => this.messages.runBeside())),
      loop('inbox-statuses', () => this.timed('status', () => this.applyStatuses())),
      loop('account-changes', () => this.changes.runBatch(), ACCOUNT_SWEEP_MS),
    ];
  }

  start(): void {
    for (const loop of this.loops) loop.start();
  }

  /** Resolves when the batches in hand are done. */
  async stop(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  private async timed(kind: 'message' | 'status', work: () => Promise<boolean>): Promise<boolean> {
    const stopTimer = this.metrics.inboxApplyDuration.startTimer({ kind });
    const applied = await work();
    if (applied) stopTimer();
    return applied;
  }

  private async applyStatuses(): Promise<boolean> {
    const now = this.clock.monotonicMs();
    if (now >= this.unparkAtMs) {
      this.unparkAtMs = now + SWEEP_EVERY_MS;
      await this.statuses.unpark();
    }
    return this.statuses.runBatch();
  }
}
