import { Injectable } from '@nestjs/common';
import { Database, Log, Metrics, statement, Wake, type Transaction } from '@parley/platform';
import type { DeliveryReport } from '../domain/delivery-report.js';
import { deliveryRank, mergeDelivery, type DeliveryStatus } from '../domain/delivery-status.js';
import { tellUpdated } from '../persistence/event.statements.js';
import { lockLanes } from '../persistence/lane.statements.js';
import { confirmDuplicates } from './confirmed-duplicates.js';
import { DistrustTemplates } from './templates/distrust-templates.js';

/** `erased`: of a message whose contact was erased since; nothing of it is to be kept. */
export type ReportResult = 'applied' | 'ignored' | 'unknown-message' | 'erased';

interface ReportedRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly status: DeliveryStatus;
  readonly wamid: string | null;
  readonly created_at: Date;
  readonly sent_at: Date | null;
  readonly delivered_at: Date | null;
  readonly read_at: Date | null;
  readonly failed_at: Date | null;
  readonly error_code: string | null;
  readonly error_title: string | null;
  readonly was_sent_again: boolean;
  readonly duplicate_confirmed_at: Date | null;
}

const findReported = statement<ReportedRow>(
  'conversation-find-reported-messages',
  `select id, conversation_id, status, wamid, created_at, sent_at, delivered_at, read_at, failed_at, error_code, error_title,
          retry_of is not null or superseded_by is not null as was_sent_again, duplicate_confirmed_at
     from message where direction = 'outbound' and (id = any($1::uuid[]) or wamid = any($2::text[]))`,
);

const saveReported = statement(
  'conversation-save-reported-messages',
  `with report as (
     select * from json_to_recordset($1::json) as x(id uuid, status text, wamid text, sent_at timestamptz, delivered_at timestamptz,
       read_at timestamptz, failed_at timestamptz, error_code text, error_title text)
   ), changed as (
     update message m
        set status = r.status, wamid = r.wamid, sent_at = r.sent_at, delivered_at = r.delivered_at, read_at = r.read_at,
            failed_at = r.failed_at, error_code = r.error_code, error_title = r.error_title
       from report r where m.id = r.id
     returning m.id, m.conversation_id, m.status
   ), settled as (
     -- any state: a message put back in line that was accepted after all must not be sent again
     delete from outbox o using changed c where o.message_id = c.id
   )
   ${tellUpdated('changed')}`,
);

/**
 * What WhatsApp says about messages of ours. The status only rises by rank of evidence, so reports may come in any order, twice, or
 * before the answer to the call they are about. A message a report speaks of is settled: its lane goes on.
 */
@Injectable()
export class RecordDeliveryReports {
  constructor(
    private readonly database: Database,
    private readonly wake: Wake,
    private readonly distrust: DistrustTemplates,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  /**
   * Applies a batch, in the caller's transaction or in one of its own. The caller's must not have locked a lane yet.
   * @returns for each report, in order: `unknown-message` may become known when the outcome of its call is recorded (topic `inbox`)
   */
  async apply(reports: readonly DeliveryReport[], within?: Transaction): Promise<ReportResult[]> {
    if (reports.length === 0) return [];
    const names = [reports.flatMap((report) => report.callback?.messageId ?? []), reports.map((report) => report.wamid)];
    const seen = await (within ?? this.database).run(findReported, names);
    if (seen.length === 0) return reports.map(() => 'unknown-message');
    const record = async (tx: Transaction): Promise<ReportResult[]> => {
      const rows = await this.lockAndRead(tx, seen, names);
      const kept = new Set(rows.map((row) => row.id));
      // Of messages whose contact was erased nothing is written down any more.
      const erased = new Set(seen.flatMap((row) => (kept.has(row.id) ? [] : [row.id])));
      const results = await this.merge(tx, reports, rows);
      return results.map((result, index) => (erased.has(reports[index]?.callback?.messageId ?? '') ? 'erased' : result));
    };
    return within ? record(within) : this.database.transaction(record);
  }

  /**
   * Read anew under the locks of their lanes. A message changes its conversation only when two contacts are joined: then its lane is
   * another one by now, and is locked as well, out of order, which at worst ends in a deadlock that is noticed and repeated.
   * @returns those that still have a conversation
   */
  private async lockAndRead(tx: Transaction, seen: readonly ReportedRow[], names: readonly unknown[]): Promise<ReportedRow[]> {
    const lanesOf = (rows: readonly ReportedRow[]): string[] => rows.map((row) => row.conversation_id);
    const locked = new Set(await lockLanes(tx, lanesOf(seen)));
    const rows = await tx.run(findReported, names);
    const moved = rows.filter((row) => !locked.has(row.conversation_id));
    if (moved.length === 0) return rows;
    for (const id of await lockLanes(tx, lanesOf(moved))) locked.add(id);
    return (await tx.run(findReported, names)).filter((row) => locked.has(row.conversation_id));
  }

  private async merge(tx: Transaction, reports: readonly DeliveryReport[], rows: readonly ReportedRow[]): Promise<ReportResult[]> {
    const known = new KnownMessages(rows);
    const twice = new Set<string>();
    const sentAgain = new Set<string>();
    const results = reports.map((report) => {
      const row = known.find(report);
      if (!row) return 'unknown-message';
      const isCopy = report.status !== 'failed' && row.duplicate_confirmed_at === null;
      if (row.wamid !== null && row.wamid !== report.wamid) {
        // Two ids for one message: WhatsApp has accepted it twice. It is written down; nothing else of ours may be overwritten by it.
        if (!isCopy || twice.has(row.id)) return 'ignored';
        twice.add(row.id);
        return 'applied';
      }
      if (isCopy && row.was_sent_again) sentAgain.add(row.id);
      return known.put(row, reported(row, report)) ? 'applied' : 'ignored';
    });
    if (known.changed.size > 0) await tx.run(saveReported, [JSON.stringify([...known.changed.values()])]);
    const duplicates = twice.size + sentAgain.size > 0 ? await confirmDuplicates(tx, twice, sentAgain) : 0;
    if (known.changed.size > 0 || duplicates > 0) {
      const isTemplateOld = reports.some(({ error }, index) => results[index] === 'applied' && error?.templateChanged === true);
      tx.afterCommit(() => {
        if (isTemplateOld) void this.distrust.execute();
        if (duplicates > 0) this.tellDuplicates(duplicates, [...twice, ...sentAgain]);
        this.count(rows, known.changed);
        this.wake.wake('events');
        this.wake.wake('outbox');
        // "Read", and at once the customer's next message: its worker may have passed by while we held the lane.
        this.wake.wake('inbox');
      });
    }
    return results;
  }

  private tellDuplicates(count: number, messageIds: readonly string[]): void {
    this.metrics.duplicatesConfirmed.inc(count);
    this.log.warn('outbound', 'WhatsApp has taken a message twice', { count, messageIds: messageIds.join(' ') });
  }

  private count(before: readonly ReportedRow[], after: ReadonlyMap<string, ReportedRow>): void {
    for (const old of before) {
      const row = after.get(old.id);
      if (!row) continue;
      if (row.status !== old.status) {
        this.metrics.outboxMessages.inc({ state: row.status });
        this.log.debug('outbound', 'delivery reported', { messageId: row.id, status: row.status });
      }
      if (old.delivered_at !== null || row.delivered_at === null || row.sent_at === null) continue;
      this.observe('queued_to_sent', row.created_at, row.sent_at);
      this.observe('sent_to_delivered', row.sent_at, row.delivered_at);
    }
  }

  /** WhatsApp's times have whole seconds and its own clock: a difference below zero is none. */
  private observe(stage: string, from: Date, to: Date): void {
    this.metrics.deliveryDelay.observe({ stage }, Math.max(0, (to.getTime() - from.getTime()) / 1000));
  }
}

/** The messages of one batch as they are after the reports applied so far. */
class KnownMessages {
  readonly changed = new Map<string, ReportedRow>();
  private readonly byId = new Map<string, ReportedRow>();
  private readonly byWamid = new Map<string, string>();

  constructor(rows: readonly ReportedRow[]) {
    for (const row of rows) {
      this.byId.set(row.id, row);
      if (row.wamid !== null) this.byWamid.set(row.wamid, row.id);
    }
  }

  /** By the channel's id when it is known to us, for it names one row and one attempt; else by our own signed id. */
  find(report: DeliveryReport): ReportedRow | undefined {
    const id = this.byWamid.get(report.wamid) ?? report.callback?.messageId;
    return id === undefined ? undefined : this.byId.get(id);
  }

  /** @returns false when nothing is different */
  put(before: ReportedRow, after: ReportedRow): boolean {
    if ((Object.keys(after) as (keyof ReportedRow)[]).every((key) => after[key] === before[key])) return false;
    this.byId.set(after.id, after);
    this.byWamid.set(after.wamid ?? '', after.id);
    this.changed.set(after.id, after);
    return true;
  }
}

function reported(row: ReportedRow, report: DeliveryReport): ReportedRow {
  const status = mergeDelivery(row.status, report.status);
  const at = report.at ?? new Date();
  const isFailure = report.status === 'failed';
  return {
    ...row,
    status,
    wamid: report.wamid,
    sent_at: report.status === 'sent' ? (row.sent_at ?? at) : row.sent_at,
    delivered_at: report.status === 'delivered' ? (row.delivered_at ?? at) : row.delivered_at,
    read_at: report.status === 'read' ? (row.read_at ?? at) : row.read_at,
    failed_at: isFailure ? (row.failed_at ?? at) : row.failed_at,
    // An error belongs to a failure: one that was overtaken by proof of delivery is not shown, one of our own reading is replaced.
    ...(deliveryRank[status] > deliveryRank.failed || status === 'sent' ? { error_code: null, error_title: null } : {}),
    ...(status === 'failed' && isFailure && report.error ? { error_code: report.error.code, error_title: report.error.title } : {}),
  };
}
