import { Injectable } from '@nestjs/common';
import { Log, Wake, WorkLoop } from '@parley/platform';
import { OutboundChannel, type SendOutcome } from '../ports/outbound-channel.js';
import { MessageStarter, type Started } from './message-starter.js';
import { OutcomeJudge } from './outcome-judge.js';
import { CallRoom } from './call-room.js';
import { MAX_IN_FLIGHT, ROOM_FOR, ROOM_WITHIN_MS, STARTED_TOGETHER, STOP_WAITS_MS } from './send-limits.js';

/** The net under wake-ups, also what finds a row whose time has come (back-off, pair rule) and a lane that was locked when we looked. */
const LOOK_EVERY_MS = 250;

/**
 * Sends what is queued: START committed, then one call, then its outcome committed; one message of a lane at a time, many lanes at once.
 * Any number of dispatchers may share one database.
 */
@Injectable()
export class OutboxDispatcher {
  private readonly inFlight = new Set<Promise<void>>();
  private readonly loop: WorkLoop;
  /** There may be more to start than we have calls free for. */
  private isFull = false;
  private isRunning = false;
  /** Set aside for replies that are being decided. */
  private reserved = 0;
  /** Who waits for room, first come first served. */
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly starter: MessageStarter,
    private readonly channel: OutboundChannel,
    private readonly judge: OutcomeJudge,
    private readonly log: Log,
    private readonly wake: Wake,
  ) {
    this.loop = new WorkLoop({
      name: 'outbox',
      wake,
      topic: 'outbox',
      sweepEveryMs: LOOK_EVERY_MS,
      work: () => this.startMore(),
      onError: (error) => this.log.error('outbound', 'messages could not be started', error),
    });
  }

  start(): void {
    this.isRunning = true;
    this.loop.start();
  }

  /** How many messages may be started now to be delivered at once; none where this dispatcher does not run. */
  get freeCalls(): number {
    return this.isRunning ? Math.max(0, MAX_IN_FLIGHT - this.inFlight.size - this.reserved) : 0;
  }

  /**
   * Resolves when enough calls are free for a batch of replies, and in any case in a moment. They are set aside until the caller leaves:
   * two batches that are decided at once are not to count on the same ones.
   * @param most for how many replies at most
   */
  async waitForRoom(most: number): Promise<CallRoom> {
    if (this.isRunning && this.freeCalls < Math.min(ROOM_FOR, most)) await this.roomOrAMoment();
    if (!this.isRunning) return new CallRoom(null, 0, () => undefined);
    const calls = Math.min(this.freeCalls, most);
    this.reserved += calls;
    return new CallRoom(Math.min(Math.max(calls, STARTED_TOGETHER), most), calls, (count) => {
      this.reserved -= count;
      this.tellRoom();
    });
  }

  /**
   * Starts nothing more and waits for the calls in flight, at most as long as Graph may take. To be called when whoever else starts
   * messages (`ReplyStarter`) has stopped.
   */
  async stop(): Promise<void> {
    this.isRunning = false;
    await this.loop.stop();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, STOP_WAITS_MS);
    });
    await Promise.race([Promise.all(this.inFlight), limit]);
    clearTimeout(timer);
  }

  private async startMore(): Promise<boolean> {
    const free = this.freeCalls;
    // Under full load calls come back one by one; a transaction for each would cost more than the calls. When it is quiet, most are free.
    this.isFull = free < STARTED_TOGETHER;
    if (this.isFull) return false;
    const { started, isMore } = await this.starter.start(free);
    this.deliverAll(started);
    return isMore;
  }

  /** Calls for messages whose START is committed. */
  deliverAll(started: readonly Started[]): void {
    for (const message of started) {
      const call: Promise<void> = this.deliver(message).finally(() => {
        this.inFlight.delete(call);
        this.tellRoom();
      });
      this.inFlight.add(call);
    }
  }

  private roomOrAMoment(): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        this.waiting.delete(go);
        resolve();
      };
      const timer = setTimeout(go, ROOM_WITHIN_MS);
      this.waiting.add(go);
    });
  }

  /** Calls have come free. */
  private tellRoom(): void {
    const free = this.freeCalls;
    if (free >= ROOM_FOR) for (const go of this.waiting) return go();
    // Otherwise the recorded outcome has woken us already.
    if (this.isFull && free >= STARTED_TOGETHER) this.wake.wakeHere('outbox');
  }

  private async deliver(message: Started): Promise<void> {
    await this.judge.settle(message, await this.call(message));
  }

  private async call(message: Started): Promise<SendOutcome> {
    try {
      return await this.channel.send(message);
    } catch (error) {
      // The port promises not to throw. If it does, nobody knows whether bytes have left.
      this.log.error('outbound', 'channel threw', error, { messageId: message.messageId });
      return { kind: 'unknown', reason: 'the channel failed' };
    }
  }
}
