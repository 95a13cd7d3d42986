import { Injectable } from '@nestjs/common';
import { type DeliveryReport, RecordDeliveryReports, type ReportResult } from '@parley/conversation';
import { Database, isDatabaseTrouble, Log, type Transaction } from '@parley/platform';
import {
  anyStatusReady,
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
import { RawDeliveryArchive } from './raw-delivery-archive.js';
import { field, list } from './untrusted.js';

/** Statuses come in threes per message; in batches of this size one process applies thousands a second. */
const STATUSES_PER_BATCH = 300;

type Outcome = 'done' | 'parked' | 'kept' | 'dead';

interface Reported {
  readonly item: StatusItem;
  readonly report: DeliveryReport;
}

interface FailedStatus {
  readonly id: string;
  readonly reason: string;
}

/**
 * Applies stored delivery statuses: claimed, recorded and marked in one transaction, one flush to disk for hundreds. When one of them
 * cannot be recorded, the batch is done again with a transaction of the conversation's own for each, marked here afterwards: applying
 * one twice changes nothing (a status only rises), so a crash in between repeats them.
 */
@Injectable()
export class ApplyInboxStatuses {
  /** The last turn found something, so that the next one does not look first. */
  private mayBeMore = false;

  constructor(
    private readonly database: Database,
    private readonly recordDeliveryReports: RecordDeliveryReports,
    private readonly keys: InstallationKeys,
    private readonly archive: RawDeliveryArchive,
    private readonly log: Log,
  ) {}

  /** One turn. @returns whether there may be more to do at once. Throws when the database is not there. */
  async runBatch(): Promise<boolean> {
    // Every stored message wakes us too, and a transaction for nothing is three round trips.
    if (!this.mayBeMore && !(await this.database.run(anyStatusReady))[0]?.found) return false;
    this.mayBeMore = false;
    return (this.mayBeMore = await this.applyBatch());
  }

  private async applyBatch(): Promise<boolean> {
    const { callbackKey } = await this.keys.get();
    try {
      return await this.database.transaction(async (tx) => {
        const { reports, outcomes } = await this.claim(tx, callbackKey);
        const results = reports.length === 0 ? [] : await this.recordDeliveryReports.apply(reportsOf(reports), tx);
        settle(reports, outcomes, results);
        for (const [index, { item }] of reports.entries()) if (results[index] === 'erased') await this.archive.dropStatus(tx, item);
        if (outcomes.size > 0) await tx.run(settleStatuses, [[...outcomes.keys()], [...outcomes.values()]]);
        return outcomes.size > 0;
      });
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error;
      this.log.error('inbound', 'batch of delivery statuses failed: one by one now', error);
      return this.runOneByOne(callbackKey);
    }
  }

  private async runOneByOne(callbackKey: Buffer): Promise<boolean> {
    const failed: FailedStatus[] = [];
    const taken = await this.database.transaction(async (tx) => {
      const { reports, outcomes } = await this.claim(tx, callbackKey);
      for (const report of reports) failed.push(...(await this.recordAlone(report, outcomes)));
      if (outcomes.size > 0) await tx.run(settleStatuses, [[...outcomes.keys()], [...outcomes.values()]]);
      return outcomes.size + failed.length;
    });
    for (const item of failed) await this.countFailure(item);
    return taken > 0;
  }

  /** Puts parked statuses whose time has come back into the line. */
  async unpark(): Promise<void> {
    await this.database.run(unparkStatuses, [STATUSES_PER_BATCH]);
  }

  /** What there is to report, and what became at once of items that report nothing we know. */
  private async claim(tx: Transaction, callbackKey: Buffer): Promise<{ reports: Reported[]; outcomes: Map<string, Outcome> }> {
    const items = await tx.run(claimStatuses, [STATUSES_PER_BATCH]);
    const bodies = new RawBodies();
    const outcomes = new Map<string, Outcome>();
    const reports: Reported[] = [];
    for (const item of items) {
      const status = list(field(bodies.valueOf(item), 'statuses'))[item.item_no];
      const report = status === undefined ? null : decodeDeliveryStatus(status, callbackKey);
      if (report) reports.push({ item, report });
      else outcomes.set(item.id, status === undefined ? 'dead' : 'kept');
    }
    return { reports, outcomes };
  }

  /** @returns the item when it could not be applied */
  private async recordAlone(reported: Reported, outcomes: Map<string, Outcome>): Promise<FailedStatus[]> {
    const { item, report } = reported;
    try {
      settle([reported], outcomes, await this.recordDeliveryReports.apply([report]));
      return [];
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error;
      this.log.error('inbound', 'delivery status failed', error, { inboxId: item.id, attempts: item.attempts });
      return [{ id: item.id, reason: describeFailure(error) }];
    }
  }

  private async countFailure({ id, reason }: FailedStatus): Promise<void> {
    const [counted] = await this.database.run(countStatusAttempt, [id]);
    if (!counted) return;
    if (counted.attempts >= MAX_ATTEMPTS) await this.database.run(markDead, [id, reason]);
    else await this.database.run(tryLater, [id, retryDelayMs(counted.attempts), reason]);
  }
}

function reportsOf(reports: readonly Reported[]): DeliveryReport[] {
  return reports.map(({ report }) => report);
}

const OUTCOME: Readonly<Record<ReportResult, Outcome>> = { applied: 'done', ignored: 'done', erased: 'kept', 'unknown-message': 'parked' };

function settle(reports: readonly Reported[], outcomes: Map<string, Outcome>, results: readonly ReportResult[]): void {
  reports.forEach(({ item }, index) => outcomes.set(item.id, OUTCOME[results[index] ?? 'unknown-message']));
}
