import { Injectable } from '@nestjs/common';
import { Apologise, type InboundMessage, ReceiveInboundMessages, type SendFence } from '@parley/conversation';
import { Clock, Database, isDatabaseTrouble, Log, type Transaction, Wake } from '@parley/platform';
import {
  countAttempts,
  type CountedItem,
  countOldestAttempt,
  type InboxItem,
  lockLanes,
  markApplied,
  markDead,
  newestInboxId,
  pendingItem,
  pendingItems,
  type ReadyLane,
  readyLanes,
  tryLater,
  uncountAttempt,
} from '../persistence/inbox-statements.js';
import { decodeInboundMessage } from './decode-inbound-message.js';
import { FreshLanes } from './fresh-lanes.js';
import { describeFailure, MAX_ATTEMPTS, retryDelayMs } from './failed-attempt.js';
import { RawBodies } from './raw-bodies.js';
import { RerouteMessages } from './reroute-messages.js';

/** One transaction serves this many contacts: enough to share its round trips, few enough to hold the locks for milliseconds. */
const LANES_PER_BATCH = 64;
/** At most so many messages of one contact a turn, so that a burst of one does not make the others wait. */
const ITEMS_PER_LANE = 20;

/** However many hints there are: lanes of other processes and second tries have their turn this often at least. */
const LOOK_EVERY_MS = 250;

/**
 * Whoever holds a lane that we passed by holds it for milliseconds: we look again after the first pause. A stopped process may hold it
 * until the database ends its transaction, after 5 s: then the pauses grow to half a second.
 */
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

const BEFORE_ALL_LANES = '00000000-0000-0000-0000-000000000000';

/**
 * Applies stored messages, in the order of each contact. Whole lanes are claimed, never single messages; the messages, what the
 * conversation makes of them and their mark "done" are one transaction, so each is applied exactly once.
 */
@Injectable()
export class ApplyInboxMessages {
  private lastLane = BEFORE_ALL_LANES;
  private newestBefore: string | undefined;
  private lookAtMs = 0;
  private pauseMs = FIRST_PAUSE_MS;

  constructor(
    private readonly database: Database,
    private readonly receiveInboundMessages: ReceiveInboundMessages,
    private readonly apologise: Apologise,
    private readonly fresh: FreshLanes,
    private readonly strays: RerouteMessages,
    private readonly wake: Wake,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** One turn. @returns whether there may be more to do at once. Throws when the database is not there. */
  async runBatch(): Promise<boolean> {
    this.fresh.open();
    this.newestBefore ??= (await this.database.run(newestInboxId))[0]?.id ?? '0';
    const room = Math.min(LANES_PER_BATCH, (await this.receiveInboundMessages.waitForRoom()) ?? LANES_PER_BATCH);
    const now = this.clock.monotonicMs();
    const hinted = now < this.lookAtMs ? this.fresh.take(room) : [];
    if (hinted.length > 0) {
      await this.applyTogether(hinted, 0);
      return this.fresh.size > 0;
    }
    this.lookAtMs = now + LOOK_EVERY_MS;
    const lanes = await this.nextLanes(room);
    if (lanes.length === 0) return this.fresh.size > 0;

    // What has failed before goes alone, so that it takes nobody with it.
    const suspects = lanes.filter(({ attempts }) => attempts > 0);
    const fresh = lanes.filter(({ attempts, from_before }) => attempts === 0 && !from_before);
    const inherited = lanes.filter(({ attempts, from_before }) => attempts === 0 && from_before);

    const passedBy: string[] = [];
    let applied = await this.applyTogether(idsOf(fresh), 0, passedBy);
    if (inherited.length > 0) {
      await this.database.run(countAttempts, [idsOf(inherited), ITEMS_PER_LANE]);
      applied = (await this.applyTogether(idsOf(inherited), 1, passedBy)) || applied;
    }
    for (const lane of suspects) applied = (await this.applyOldest(lane.conversation_id, passedBy)) || applied;
    // Nobody may have them: some are no lanes any more.
    if (passedBy.length > 0) applied = (await this.strays.run(passedBy)) > 0 || applied;
    return applied;
  }

  private async nextLanes(limit: number): Promise<ReadyLane[]> {
    let lanes = await this.database.run(readyLanes, [this.lastLane, limit, this.newestBefore]);
    if (lanes.length === 0 && this.lastLane !== BEFORE_ALL_LANES) {
      lanes = await this.database.run(readyLanes, [BEFORE_ALL_LANES, limit, this.newestBefore]);
    }
    // A turn that was not full reached the last lane; the next one starts from the first.
    this.lastLane = lanes.length < limit ? BEFORE_ALL_LANES : (lanes[lanes.length - 1]?.conversation_id ?? BEFORE_ALL_LANES);
    return lanes;
  }

  /**
   * @param mostAttempts items with more attempts are left for {@link applyOldest}
   * @param passedBy takes the lanes that could not be locked
   */
  private async applyTogether(laneIds: readonly string[], mostAttempts: number, passedBy: string[] = []): Promise<boolean> {
    if (laneIds.length === 0) return false;
    const inheritedUpTo = mostAttempts === 0 ? this.newestBefore : '0';
    try {
      const fence = this.receiveInboundMessages.prepare();
      return await this.database.transaction(async (tx) => {
        const locked = (await tx.run(lockLanes, [laneIds])).map(({ id }) => id);
        if (locked.length < laneIds.length) tx.afterCommit(() => this.comeBackSoon());
        else this.pauseMs = FIRST_PAUSE_MS;
        passedBy.push(...laneIds.filter((id) => !locked.includes(id)));
        if (locked.length === 0) return false;
        const items = await tx.run(pendingItems, [locked, ITEMS_PER_LANE, mostAttempts, inheritedUpTo]);
        tx.afterCommit(() => this.fresh.add(lanesWithMore(items)));
        return this.apply(tx, items, fence);
      });
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error;
      this.log.error('inbound', 'batch of messages failed: lane by lane now', error, { lanes: laneIds.length });
      let applied = false;
      for (const laneId of laneIds) applied = (await this.applyOldest(laneId)) || applied;
      return applied;
    }
  }

  /**
   * The oldest message of one lane, alone, counted before it is tried: under the lane's lock, so that no two count for one try, but in a
   * transaction of its own, so that the count outlives a process that dies of it.
   */
  private async applyOldest(laneId: string, passedBy: string[] = []): Promise<boolean> {
    let counted: CountedItem | undefined;
    try {
      const fence = this.receiveInboundMessages.prepare();
      return await this.database.transaction(async (tx) => {
        const locked = await tx.run(lockLanes, [[laneId]]);
        if (locked.length === 0) {
          passedBy.push(laneId);
          return false;
        }
        [counted] = await this.database.run(countOldestAttempt, [laneId]);
        if (!counted) return false;
        if (counted.attempts > MAX_ATTEMPTS) {
          await tx.run(markDead, [counted.id, 'every try ended the process']);
          tx.afterCommit(() => this.logGivenUp(counted?.id));
          return true;
        }
        return this.apply(tx, await tx.run(pendingItem, [counted.id]), fence);
      });
    } catch (error) {
      if (isDatabaseTrouble(error)) {
        // It was not the message. Best effort: where this cannot be written, the count could not be either, or is one too high.
        if (counted) await this.database.run(uncountAttempt, [counted.id]).catch(() => undefined);
        throw error;
      }
      if (!counted) throw error;
      const reason = describeFailure(error);
      if (counted.attempts >= MAX_ATTEMPTS) {
        await this.database.run(markDead, [counted.id, reason]);
        this.logGivenUp(counted.id, error);
        await this.tellOf(laneId);
        return true;
      }
      this.log.warn('inbound', 'message failed: tried again later', { inboxId: counted.id, attempts: counted.attempts });
      await this.database.run(tryLater, [counted.id, retryDelayMs(counted.attempts), reason]);
      return false;
    }
  }

  /** Some lanes were locked by somebody else, who may be in another process and wake nobody here. */
  private comeBackSoon(): void {
    this.lookAtMs = 0;
    setTimeout(() => this.wake.wakeHere('inbox'), this.pauseMs).unref();
    this.pauseMs = Math.min(LONGEST_PAUSE_MS, this.pauseMs * 2);
  }

  /** Best effort: where the conversation itself is broken nothing can be said, and the message is on the shelf all the same. */
  private async tellOf(laneId: string): Promise<void> {
    try {
      await this.apologise.execute(laneId);
    } catch (error) {
      this.log.warn('inbound', 'the customer could not be told of a message given up', { reason: describeFailure(error) });
    }
  }

  private logGivenUp(inboxId: string | undefined, error: unknown = undefined): void {
    this.log.error('inbound', 'message given up: on the dead-letter shelf', error, { inboxId });
  }

  /** Lanes are locked; items come in lane order, then inbox order. */
  private async apply(tx: Transaction, items: readonly InboxItem[], fence: SendFence): Promise<boolean> {
    if (items.length === 0) return false;
    const bodies = new RawBodies();
    const lanes = new Map<string, InboundMessage[]>();
    const applied: InboxItem[] = [];
    for (const item of items) {
      const { message, contacts, isEcho } = bodies.messageOf(item);
      if (message === undefined) {
        await tx.run(markDead, [item.id, 'the raw delivery is gone']);
        continue;
      }
      const decoded = { ...decodeInboundMessage(message, contacts, item.received_at), requestId: item.request_id, isEcho };
      const lane = lanes.get(item.conversation_id);
      if (lane) lane.push(decoded);
      else lanes.set(item.conversation_id, [decoded]);
      applied.push(item);
    }
    if (applied.length === 0) return true;
    const nextNumbers = new Map(
      await this.receiveInboundMessages.apply(
        tx,
        [...lanes].map(([conversationId, messages]) => ({ conversationId, messages })),
        fence,
      ),
    );
    const numbers = applied.map((item) => {
      const number = nextNumbers.get(item.conversation_id) ?? 0;
      nextNumbers.set(item.conversation_id, number + 1);
      return number;
    });
    const marked = await tx.run(markApplied, [applied.map(({ id }) => id), numbers]);
    // Somebody else marked one of them, lock or no lock: then what we did of it must not stand.
    if (marked.length !== applied.length) throw new Error('an applied message was no longer pending');
    return true;
  }
}

/** A lane that filled its share of a turn may have more. Items come lane by lane. */
function lanesWithMore(items: readonly InboxItem[]): string[] {
  return items.flatMap((item, index) => {
    const first = items[index - ITEMS_PER_LANE + 1];
    return first?.conversation_id === item.conversation_id ? [item.conversation_id] : [];
  });
}

function idsOf(lanes: readonly ReadyLane[]): string[] {
  return lanes.map(({ conversation_id }) => conversation_id);
}
