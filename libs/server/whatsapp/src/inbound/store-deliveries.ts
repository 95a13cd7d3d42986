import { Injectable } from '@nestjs/common';
import { ChannelDirectory, ConversationDirectory, type Sender } from '@parley/conversation';
import { Clock, Database, isDatabaseTrouble, Log, Metrics, Refusal, Wake } from '@parley/platform';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { type DeliveryRow, insertDeliveries } from '../persistence/delivery-statements.js';
import { InstallationKeys } from '../persistence/installation-keys.js';
import { WhatsAppOptions } from '../whatsapp-options.js';
import { FreshLanes } from './fresh-lanes.js';
import { GroupCommit, GroupCommitUnavailable } from './group-commit.js';
import { type Delivery, readDelivery } from './read-delivery.js';

/** Meta gives up on an answer somewhere above this, and repeats; the contract says 503 within 5 s, so it leaves a little earlier. */
const ANSWER_WITHIN_MS = 4_800;
/** One statement of about 200 rows serves the fastest disk; more only makes the wait of the first one longer. */
const MAX_DELIVERIES_PER_COMMIT = 200;
/** Fewer than this share the next commit: what a commit costs whatever is in it would outweigh the wait. */
const EARLY_DELIVERIES = 16;
/** Two full bodies a statement: larger ones are rare, and a statement is held in memory three times on its way. */
const MAX_BYTES_PER_COMMIT = 8_000_000;
/** At 5,000 a second this is the 5 s after which they would be answered 503 anyway. */
const MAX_DELIVERIES_HELD = 25_000;
const MAX_BYTES_HELD = 64_000_000;

interface ReadDelivery {
  readonly body: Buffer;
  readonly requestId: string;
  readonly delivery: Delivery;
}

/** Store first, acknowledge second: everything in a signed body is committed before `store` resolves. */
@Injectable()
export class StoreDeliveries {
  private readonly commits = new GroupCommit<ReadDelivery>({
    commit: (deliveries) => this.commit(deliveries),
    isHopeless: isDatabaseTrouble,
    sizeOf: ({ body }) => body.length,
    earlyItems: EARLY_DELIVERIES,
    maxItems: MAX_DELIVERIES_PER_COMMIT,
    maxBytes: MAX_BYTES_PER_COMMIT,
    maxHeldItems: MAX_DELIVERIES_HELD,
    maxHeldBytes: MAX_BYTES_HELD,
    timeoutMs: ANSWER_WITHIN_MS,
  });
  private channelId: string | undefined;
  private pepper: KeyObject | undefined;
  private readonly outcomes;

  constructor(
    private readonly options: WhatsAppOptions,
    private readonly database: Database,
    private readonly keys: InstallationKeys,
    private readonly channels: ChannelDirectory,
    private readonly conversations: ConversationDirectory,
    private readonly fresh: FreshLanes,
    private readonly wake: Wake,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {
    const { webhookRequests } = metrics;
    this.outcomes = {
      stored: webhookRequests.labels({ result: 'accepted' }),
      unparseable: webhookRequests.labels({ result: 'unparseable' }),
      unavailable: webhookRequests.labels({ result: 'db_error' }),
    };
  }

  /**
   * @param body signed by Meta; kept as it came
   * @throws Refusal SERVICE_UNAVAILABLE when it could not be committed in time; nothing may be acknowledged then
   */
  async store(body: Buffer, requestId: string): Promise<void> {
    try {
      const dedupePepper = this.pepper ?? (await withinTime(this.readPepper()));
      const delivery = readDelivery(body, {
        phoneNumberId: this.options.phoneNumberId,
        dedupePepper,
        nowMs: this.clock.now().getTime(),
      });
      await this.commits.add({ body, requestId, delivery });
      this.outcomes[delivery.outcome].inc();
      if (delivery.outcome === 'unparseable') {
        this.log.warn('inbound', 'delivery not understood: kept raw', { requestId, bytes: body.length });
      }
    } catch (error) {
      this.outcomes.unavailable.inc();
      this.log.error('inbound', 'delivery not stored', error, { requestId, bytes: body.length });
      throw new Refusal('SERVICE_UNAVAILABLE', 'The delivery could not be stored; send it again');
    }
  }

  private async commit(deliveries: readonly ReadDelivery[]): Promise<void> {
    const senders = deliveries.flatMap(({ delivery }) =>
      delivery.items.flatMap(({ identity, dedupeKey }) => (identity ? [{ identity, receipt: dedupeKey }] : [])),
    );
    const conversationIds = await this.resolve(senders);
    let next = 0;
    const rows = deliveries.map(({ body, requestId, delivery }): DeliveryRow => ({
      body,
      requestId,
      outcome: delivery.outcome,
      items: delivery.items.map((item) => ({ ...item, conversationId: item.identity ? (conversationIds[next++] ?? null) : null })),
    }));
    const { stored, duplicates } = await insertDeliveries(this.database, rows);
    this.count(rows, duplicates);
    if (stored === 0) return;
    this.fresh.add(conversationIds.flatMap((id) => id ?? []));
    this.wake.wake('inbox');
    if (rows.some(({ items }) => items.some(({ kind, state }) => kind === 'other' && state === 'pending'))) this.wake.wake('account');
  }

  private async readPepper(): Promise<KeyObject> {
    const { dedupePepper } = await this.keys.get();
    // Made ready for hashing once: it keys an HMAC per item.
    return (this.pepper = createSecretKey(dedupePepper));
  }

  /** Nothing is dropped unseen: what is kept without being applied shows here. */
  private count(deliveries: readonly DeliveryRow[], duplicates: number): void {
    const counts = new Map<string, { kind: string; outcome: string; count: number }>();
    for (const { items } of deliveries) {
      for (const { kind, state, field } of items) {
        if (field !== undefined) this.metrics.webhookChanges.inc({ field });
        const counted = counts.get(`${kind} ${state}`);
        if (counted) counted.count += 1;
        else counts.set(`${kind} ${state}`, { kind, outcome: state === 'pending' ? 'received' : state, count: 1 });
      }
    }
    for (const { count, ...labels } of counts.values()) this.metrics.inboxItems.inc(labels, count);
    if (duplicates > 0) this.metrics.inboxItems.inc({ kind: 'any', outcome: 'duplicate' }, duplicates);
  }

  /** Null: of somebody we do not know (any more), and told before; the item will be found to be a duplicate. */
  private async resolve(senders: readonly Sender[]): Promise<readonly (string | null)[]> {
    if (senders.length === 0) return [];
    this.channelId ??= await this.channels.ensure(this.options.phoneNumberId);
    return this.conversations.resolveSenders(this.channelId, senders);
  }
}

async function withinTime<Result>(work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new GroupCommitUnavailable('too late')), ANSWER_WITHIN_MS);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
