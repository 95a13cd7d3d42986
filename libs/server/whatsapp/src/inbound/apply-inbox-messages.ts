import { Injectable } from '@nestjs/common';
import { Apologise, type CallRoom, ReceiveInboundMessages, type SendFence } from '@parley/conversation';
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
import { decodeItems } from './decode-items.js';
import { FreshLanes } from './fresh-lanes.js';
import { describeFailure, MAX_ATTEMPTS, retryDelayMs } from './failed-attempt.js';
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

interface Turn {
  /** For their replies. */
  readonly room: CallRoom;
  /** Lanes that could not be locked. */
  readonly passedBy: string[];
}

/**
 * Applies stored messages, in the order of each contact. Whole lanes are claimed, never single messages; the messages, what the
 * conversation makes of them and their mark "done" are one transaction, so each is applied exactly once.
 */
@Injectable()
export class ApplyInboxMessages {
  private lastLane = BEFORE_ALL_LANES;
  private newestBefore: string | undefined;
  private lookAtMs = 0;
  private isLookDue = false;
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
    return this.inTurn(async (turn, most) => {
      const now = this.clock.monotonicMs();
      if (now < this.lookAtMs) {
        if (await this.applyHinted(turn, most)) return this.fresh.isAnyFree || this.isLookDue;
        // As a rule the other hand has what we were woken for. When it is done, we look whether that was all.
        if ((this.isLookDue = this.fresh.isAnyInHand)) return false;
      }
      this.lookAtMs = now + LOOK_EVERY_MS;
      const found = await this.nextLanes(most);
      const ids = this.fresh.claim(idsOf(found));
      const lanes = found.filter(({ conversation_id }) => ids.has(conversation_id));
      // Those in the other hand stood in the way of whoever comes after them.
      this.isLookDue = lanes.length < found.length;
      return (await this.inHand(ids, () => this.applyFound(lanes, turn))) || this.fresh.isAnyFree;
    });
  }

  /**
   * A turn beside the one in hand: while the database writes what was decided of some contacts, the next ones are decided about. It takes
   * lanes that are known to be fresh, and never looks for any; none is in two hands (`FreshLanes`; between processes: its lock).
   */
  async runBeside(): Promise<boolean> {
    if (this.newestBefore === undefined || !this.fresh.isAnyFree) return false;
    try {
      return await this.inTurn(async (turn, most) => (await this.applyHinted(turn, most)) && this.fresh.isAnyFree);
    } catch (error) {
      // The hints of these lanes are gone, and only a look finds them.
      this.isLookDue = true;
      throw error;
    } finally {
      if (this.isLookDue) this.wake.wakeHere('inbox');
    }
  }

  private async inTurn(work: (turn: Turn, most: number) => Promise<boolean>): Promise<boolean> {
    const room = await this.receiveInboundMessages.waitForRoom(LANES_PER_BATCH);
    try {
      return await work({ room, passedBy: [] }, room.replies ?? LANES_PER_BATCH);
    } finally {
      room.leave();
    }
  }

  /** @returns false when there was none */
  private async applyHinted(turn: Turn, most: number): Promise<boolean> {
    const hinted = this.fresh.take(most);
    if (hinted.length === 0) return false;
    turn.room.keep(hinted.length);
    await this.inHand(hinted, () => this.applyTogether(hinted, 0, turn));
    return true;
  }

  private async inHand(laneIds: Iterable<string>, work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } finally {
      this.fresh.release(laneIds);
    }
  }

  private async applyFound(lanes: readonly ReadyLane[], turn: Turn): Promise<boolean> {
    turn.room.keep(lanes.length);
    if (lanes.length === 0) return false;

    // What has failed before goes alone, so that it takes nobody with it.
    const suspects = lanes.filter(({ attempts }) => attempts > 0);
    const fresh = lanes.filter(({ attempts, from_before }) => attempts === 0 && !from_before);
    const inherited = lanes.filter(({ attempts, from_before }) => attempts === 0 && from_before);

    let applied = await this.applyTogether(idsOf(fresh), 0, turn);
    if (inherited.length > 0) {
      await this.database.run(countAttempts, [idsOf(inherited), ITEMS_PER_LANE]);
      applied = (await this.applyTogether(idsOf(inherited), 1, turn)) || applied;
    }
    for (const lane of suspects) applied = (await this.applyOldest(lane.conversation_id, turn)) || applied;
    // Nobody may have them: some are no lanes any more.
    if (turn.passedBy.length > 0) applied = (await this.strays.run(turn.passedBy)) > 0 || applied;
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
   */
  private async applyTogether(laneIds: readonly string[], mostAttempts: number, turn: Turn): Promise<boolean> {
    if (laneIds.length === 0) return false;
    const inheritedUpTo = mostAttempts === 0 ? this.newestBefore : '0';
    try {
      const fence = this.receiveInboundMessages.prepare();
      return await this.database.transaction(async (tx) => {
        const locked = (await tx.run(lockLanes, [laneIds])).map(({ id }) => id);
        if (locked.length < laneIds.length) tx.afterCommit(() => this.comeBackSoon());
        else this.pauseMs = FIRST_PAUSE_MS;
        turn.passedBy.push(...laneIds.filter((id) => !locked.includes(id)));
        if (locked.length === 0) return false;
        const items = await tx.run(pendingItems, [locked, ITEMS_PER_LANE, mostAttempts, inheritedUpTo]);
        tx.afterCommit(() => this.fresh.add(lanesWithMore(items)));
        return this.apply(tx, items, fence, turn.room);
      });
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error;
      this.log.error('inbound', 'batch of messages failed: lane by lane now', error, { lanes: laneIds.length });
      let applied = false;
      for (const laneId of laneIds) applied = (await this.applyOldest(laneId, { ...turn, passedBy: [] })) || applied;
      return applied;
    }
  }

  /**
   * The oldest message of one lane, alone, counted before it is tried: under the lane's lock, so that no two count for one try, but in a
   * transaction of its own, so that the count outlives a process that dies of it.
   */
  private async applyOldest(laneId: string, { room, passedBy }: Turn): Promise<boolean> {
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
        return this.apply(tx, await tx.run(pendingItem, [counted.id]), fence, room);
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
  private async apply(tx: Transaction, items: readonly InboxItem[], fence: SendFence, room: CallRoom): Promise<boolean> {
    if (items.length === 0) return false;
    const { lanes, decoded: applied, lost } = decodeItems(items);
    for (const { id } of lost) await tx.run(markDead, [id, 'the raw delivery is gone']);
    if (applied.length === 0) return true;
    const nextNumbers = new Map(
      await this.receiveInboundMessages.apply(
        tx,
        [...lanes].map(([conversationId, messages]) => ({ conversationId, messages })),
        fence,
        room,
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
