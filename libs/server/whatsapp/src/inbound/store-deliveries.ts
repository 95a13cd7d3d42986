import { Injectable } from '@nestjs/common';
import { ChannelDirectory, ConversationDirectory, isLostRace, type Lane } from '@parley/conversation';
import { Clock, Database, isDatabaseTrouble, Log, Metrics, Refusal, Wake } from '@parley/platform';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { type DeliveryRow, insertDeliveries, type Stored, takeInDeliveries } from '../persistence/delivery-statements.js';
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

interface TakenIn extends Stored {
  /** Of each item that has a sender; null: of somebody we do not know (any more), and told before; the item was found to be a duplicate. */
  readonly conversationIds: readonly (string | null)[];
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
    const { stored, duplicates, conversationIds } = await this.takeIn(deliveries);
    this.count(deliveries, duplicates);
    if (stored === 0) return;
    this.fresh.add(conversationIds.flatMap((id) => id ?? []));
    this.wake.wake('inbox');
    const isOfAccount = ({ delivery }: ReadDelivery): boolean =>
      delivery.items.some(({ kind, state }) => kind === 'other' && state === 'pending');
    if (deliveries.some(isOfAccount)) this.wake.wake('account');
  }

  /**
   * One round trip, also when strangers wrote: whose conversation is found, or made, while what they wrote is stored. Only where it is not
   * plain who somebody is (a name that changes hands, something told before of somebody who is nobody's) that is settled first.
   */
  private async takeIn(deliveries: readonly ReadDelivery[]): Promise<TakenIn> {
    const senders = deliveries.flatMap(({ delivery }) =>
      delivery.items.flatMap(({ identity, dedupeKey }) => (identity ? [{ identity, receipt: dedupeKey }] : [])),
    );
    if (senders.length === 0) return { ...(await insertDeliveries(this.database, rowsOf(deliveries, []))), conversationIds: [] };
    this.channelId ??= await this.channels.ensure(this.options.phoneNumberId);
    const recalled = this.conversations.recallSenders(this.channelId, senders);
    if (recalled.strangers) {
      const rows = rowsOf(deliveries, recalled.lanes);
      const taken = await takeInDeliveries(this.database, this.channelId, recalled.strangers, rows).catch((error: unknown) => {
        if (isLostRace(error)) return undefined;
        throw error;
      });
      if (taken) {
        this.conversations.learn(recalled, taken.lanes);
        const idOf = (lane: Lane): string | null =>
          'strangerNo' in lane ? (taken.lanes[lane.strangerNo - 1] ?? null) : lane.conversationId;
        return { ...taken, conversationIds: recalled.lanes.map(idOf) };
      }
    }
    const conversationIds = await this.conversations.resolveSenders(this.channelId, senders);
    const lanes = conversationIds.map((conversationId) => ({ conversationId }));
    return { ...(await insertDeliveries(this.database, rowsOf(deliveries, lanes))), conversationIds };
  }

  private async readPepper(): Promise<KeyObject> {
    const { dedupePepper } = await this.keys.get();
    // Made ready for hashing once: it keys an HMAC per item.
    return (this.pepper = createSecretKey(dedupePepper));
  }

  /** Nothing is dropped unseen: what is kept without being applied shows here. */
  private count(deliveries: readonly ReadDelivery[], duplicates: number): void {
    const counts = new Map<string, { kind: string; outcome: string; count: number }>();
    for (const { delivery } of deliveries) {
      for (const { kind, state, field } of delivery.items) {
        if (field !== undefined) this.metrics.webhookChanges.inc({ field });
        const counted = counts.get(`${kind} ${state}`);
        if (counted) counted.count += 1;
        else counts.set(`${kind} ${state}`, { kind, outcome: state === 'pending' ? 'received' : state, count: 1 });
      }
    }
    for (const { count, ...labels } of counts.values()) this.metrics.inboxItems.inc(labels, count);
    if (duplicates > 0) this.metrics.inboxItems.inc({ kind: 'any', outcome: 'duplicate' }, duplicates);
  }
}

/** @param lanes of the items that have a sender, in their order */
function rowsOf(deliveries: readonly ReadDelivery[], lanes: readonly (Lane | { readonly conversationId: null })[]): DeliveryRow[] {
  let next = 0;
  return deliveries.map(({ body, requestId, delivery }) => ({
    body,
    requestId,
    outcome: delivery.outcome,
    items: delivery.items.map((item) => {
      const lane = item.identity ? lanes[next++] : undefined;
      const isStranger = lane !== undefined && 'strangerNo' in lane;
      return {
        item,
        conversationId: isStranger ? null : (lane?.conversationId ?? null),
        strangerNo: isStranger ? lane.strangerNo : null,
      };
    }),
  }));
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
