import type { EventFeed } from '../events/event-feed.js';
import type { MessageRecord, StatusChange } from './message-record.js';

/** Everything written on both sides, oldest first. Bounded: a simulator left running for weeks must not fill the machine. */
export class MessageLog {
  private records = new Map<string, MessageRecord>();
  private byPhone = new Map<string, MessageRecord[]>();
  private lastSeq = 0;

  constructor(
    private readonly feed: EventFeed,
    /** The oldest are forgotten above this; far above what any test or demo writes. */
    private readonly capacity = 100_000,
  ) {}

  add(record: Omit<MessageRecord, 'seq'>): MessageRecord {
    const kept: MessageRecord = { ...record, seq: ++this.lastSeq };
    this.records.set(kept.id, kept);
    const thread = this.byPhone.get(kept.phone);
    if (thread) thread.push(kept);
    else this.byPhone.set(kept.phone, [kept]);
    if (this.records.size > this.capacity) this.forgetOldest();
    this.feed.publish({ type: 'message', message: kept });
    return kept;
  }

  find(id: string): MessageRecord | undefined {
    return this.records.get(id);
  }

  /** The thread with one customer, oldest first. */
  thread(phone: string): readonly MessageRecord[] {
    return this.byPhone.get(phone) ?? [];
  }

  all(): MessageRecord[] {
    return [...this.records.values()];
  }

  get size(): number {
    return this.records.size;
  }

  get seq(): number {
    return this.lastSeq;
  }

  /** Records a status and tells the page. Whether it may follow the present one is the caller's decision. */
  addStatus(record: MessageRecord, change: StatusChange): void {
    record.status = change.status;
    record.statuses = [...record.statuses, change];
    this.touch(record);
  }

  /** Something else of the record was changed. */
  touch(record: MessageRecord): void {
    record.seq = ++this.lastSeq;
    this.feed.publish({ type: 'message', message: record });
  }

  /** Takes over what an earlier process kept. */
  restore(records: readonly MessageRecord[]): void {
    for (const record of records) {
      this.records.set(record.id, record);
      const thread = this.byPhone.get(record.phone);
      if (thread) thread.push(record);
      else this.byPhone.set(record.phone, [record]);
      this.lastSeq = Math.max(this.lastSeq, record.seq);
    }
  }

  clear(): void {
    this.records = new Map();
    this.byPhone = new Map();
  }

  private forgetOldest(): void {
    const oldest = this.records.values().next().value;
    if (!oldest) return;
    this.records.delete(oldest.id);
    const thread = this.byPhone.get(oldest.phone);
    if (thread?.[0] === oldest) thread.shift();
  }
}
