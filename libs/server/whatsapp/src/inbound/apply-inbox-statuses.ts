import { Injectable } from '@nestjs/common';
import { type DeliveryReport, RecordDeliveryReports } from '@parley/conversation';
import { Database, isDatabaseTrouble, Log, type Transaction } from '@parley/platform';
import {
  claimStatuses,
  countStatusAttempt,
  markDead,
  settleStatuses,
  type StatusItem,
  tryLater,
  unparkStatuses,
} from '../persistence/inbox-statements.js';
import { InstallationKeys } from '../persistence/installation-keys.js';
import { decodeDeliveryStatus } from './decode-delivery-status.js';
import { describeFailure, MAX_ATTEMPTS, retryDelayMs } from './failed-attempt.js';
import { RawBodies } from './raw-bodies.js';
import { field, list } from './untrusted.js';

/** Statuses come in threes per message; in batches of this size one process applies thousands a second. */
const STATUSES_PER_BATCH = 300;

type Outcome = 'done' | 'parked' | 'kept' | 'dead';

interface FailedStatus {
  readonly id: string;
  readonly reason: string;
}

/**
 * Applies stored delivery statuses. Applying one twice changes nothing (a status only rises), so reports are recorded in the
 * conversation's own transactions and marked here afterwards; a crash in between repeats them.
 */
@Injectable()
export class ApplyInboxStatuses {
  constructor(
    private readonly database: Database,
    private readonly recordDeliveryReports: RecordDeliveryReports,
    private readonly keys: InstallationKeys,
    private readonly log: Log,
  ) {}

  /** One turn. @returns whether there may be more to do at once. Throws when the database is not there. */
  async runBatch(): Promise<boolean> {
    const { callbackKey } = await this.keys.get();
    const failed: FailedStatus[] = [];
    const taken = await this.database.transaction(async (tx) => {
      const items = await tx.run(claimStatuses, [STATUSES_PER_BATCH]);
      if (items.length > 0) failed.push(...(await this.apply(tx, items, callbackKey)));
      return items.length;
    });
    for (const item of failed) await this.countFailure(item);
    return taken > 0;
  }

  /** Puts parked statuses whose time has come back into the line. */
  async unpark(): Promise<void> {
    await this.database.run(unparkStatuses, [STATUSES_PER_BATCH]);
  }

  /** @returns the items that could not be applied */
  private async apply(tx: Transaction, items: readonly StatusItem[], callbackKey: Buffer): Promise<FailedStatus[]> {
    const bodies = new RawBodies();
    const outcomes = new Map<string, Outcome>();
    const reports: { item: StatusItem; report: DeliveryReport }[] = [];
    for (const item of items) {
      const status = list(field(bodies.valueOf(item), 'statuses'))[item.item_no];
      const report = status === undefined ? null : decodeDeliveryStatus(status, callbackKey);
      if (report) reports.push({ item, report });
      else outcomes.set(item.id, status === undefined ? 'dead' : 'kept');
    }
    const failed = await this.record(reports, outcomes);
    await tx.run(settleStatuses, [[...outcomes.keys()], [...outcomes.values()]]);
    return failed;
  }

  private async record(
    reports: readonly { item: StatusItem; report: DeliveryReport }[],
    outcomes: Map<string, Outcome>,
  ): Promise<FailedStatus[]> {
    if (reports.length === 0) return [];
    try {
      const results = await this.recordDeliveryReports.apply(reports.map(({ report }) => report));
      reports.forEach(({ item }, index) => outcomes.set(item.id, results[index] === 'unknown-message' ? 'parked' : 'done'));
      return [];
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error;
      const [only] = reports;
      if (reports.length === 1 && only) {
        this.log.error('inbound', 'delivery status failed', error, { inboxId: only.item.id, attempts: only.item.attempts });
        return [{ id: only.item.id, reason: describeFailure(error) }];
      }
      this.log.error('inbound', 'batch of delivery statuses failed: one by one now', error, { statuses: reports.length });
      const failed: FailedStatus[] = [];
      for (const single of reports) failed.push(...(await this.record([single], outcomes)));
      return failed;
    }
  }

  private async countFailure({ id, reason }: FailedStatus): Promise<void> {
    const [counted] = await this.database.run(countStatusAttempt, [id]);
    if (!counted) return;
    if (counted.attempts >= MAX_ATTEMPTS) await this.database.run(markDead, [id, reason]);
    else await this.database.run(tryLater, [id, retryDelayMs(counted.attempts), reason]);
  }
}
