import { Injectable } from '@nestjs/common';
import { Database, Log, statement, Wake, WorkLoop } from '@parley/platform';
import { OutboundChannel } from '../ports/outbound-channel.js';

/** Blue ticks are a courtesy: seconds late is in time, and they must not compete with messages. */
const LOOK_EVERY_MS = 5_000;
const BATCH = 20;

interface ReceiptRow {
  readonly wamid: string;
  readonly phone_number_id: string;
}

/** Taken before the call: a receipt is given at most once, and one that is lost is made good by the next message read. */
const takeReceipts = statement<ReceiptRow>(
  'read-receipt-take',
  `delete from read_receipt r using channel k
    where k.id = r.channel_id and k.paused_at is null
      and r.conversation_id in (select conversation_id from read_receipt order by requested_at limit ${BATCH} for update skip locked)
   returning r.wamid, k.phone_number_id`,
);

/** Gives customers the blue ticks for what their agent has read. */
@Injectable()
export class ReadReceiptSender {
  private readonly loop: WorkLoop;

  constructor(
    private readonly database: Database,
    private readonly channel: OutboundChannel,
    log: Log,
    wake: Wake,
  ) {
    this.loop = new WorkLoop({
      name: 'read-receipts',
      wake,
      topic: 'receipts',
      sweepEveryMs: LOOK_EVERY_MS,
      work: () => this.giveSome(),
      onError: (error) => log.warn('outbound', 'read receipts failed', { error: error instanceof Error ? error.name : typeof error }),
    });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async giveSome(): Promise<boolean> {
    const receipts = await this.database.run(takeReceipts);
    await Promise.all(receipts.map((receipt) => this.channel.markRead(receipt.phone_number_id, receipt.wamid)));
    return receipts.length === BATCH;
  }
}
