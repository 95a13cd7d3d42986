import { Injectable } from '@nestjs/common';
import { Database, Log, Metrics, uuidV7, Wake, WorkLoop, type Transaction } from '@parley/platform';
import { copyAliases, lockNames } from '../persistence/contact-alias.statements.js';
import {
  addUp,
  closeSpareNames,
  dropContact,
  dropConversation,
  dropJoin,
  type DueJoin,
  endOtherChat,
  findConversationsOfContacts,
  findDueJoins,
  findNamesOfLanes,
  joinNames,
  type JoinSide,
  keepFormerIds,
  messageAtRead,
  moveRest,
  moveTimers,
  moveWork,
  noteJoin,
  putOffJoin,
  readSides,
  renumberMessages,
  takeJoin,
  turnNumbers,
} from '../persistence/join-contacts.statements.js';
import { lockLanes } from '../persistence/lane.statements.js';
import { ConversationDirectory } from './conversation-directory.js';

/** They are a few a day; the wake-up comes with each. */
const LOOK_EVERY_MS = 5_000;
const BATCH = 20;
/** A call to WhatsApp takes a fraction of a second, and at most the lease of 30 s. */
const WHILE_SENDING_MS = 250;
/** Something is wrong with these two: not asked in a tight loop. */
const AFTER_FAILURE_MS = 30_000;

/** Seen in the thread by agents, so it is ours to say and not the playbook's. */
const NOTE = 'Two threads of this customer were joined: they have written under a number and under a WhatsApp id.';

/**
 * Two contacts that were seen to be one person become one: one thread goes on with the history of both in the order in which it was said,
 * and the ids of the other lead to it. One transaction under both lanes, in id order, then the names: whoever wants either waits, and
 * finds it done. Exactly once, by whichever process has the row of `contact_join`.
 *
 * Not at ingest, where it is noticed: a webhook waits for no lane. A message stored meanwhile for the other thread is put to this one by
 * the worker that finds no such lane (`ApplyInboxMessages`).
 */
@Injectable()
export class JoinContacts {
  private readonly loop: WorkLoop;

  constructor(
    private readonly database: Database,
    private readonly directory: ConversationDirectory,
    private readonly wake: Wake,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {
    this.loop = new WorkLoop({
      name: 'contacts',
      wake,
      topic: 'contacts',
      sweepEveryMs: LOOK_EVERY_MS,
      work: () => this.runDue(),
      onError: (error) => this.log.error('conversation', 'contacts to be joined could not be read', error),
    });
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** One turn. @returns whether there may be more to do at once */
  async runDue(): Promise<boolean> {
    const due = await this.database.run(findDueJoins, [BATCH]);
    for (const join of due) await this.run(join);
    return due.length === BATCH;
  }

  private async run(join: DueJoin): Promise<void> {
    try {
      await this.database.transaction((tx) => this.join(tx, join));
    } catch (error) {
      this.log.error('conversation', 'contacts could not be joined', error, { contactId: join.contact_id });
      await this.database.run(putOffJoin, [join.contact_id, join.other_contact_id, AFTER_FAILURE_MS]);
    }
  }

  private async join(tx: Transaction, due: DueJoin): Promise<void> {
    const pair = [due.contact_id, due.other_contact_id];
    const [taken] = await tx.run(takeJoin, pair);
    if (!taken) return;
    const found = await tx.run(findConversationsOfContacts, [pair]);
    const locked = await lockLanes(
      tx,
      found.map(({ id }) => id),
    );
    await this.lockNames(tx, locked);
    const [kept, other] = await tx.run(readSides, [locked]);
    // One of them is gone (joined, erased), or has shown since that they are two after all.
    if (!kept || !other || kept.channel_id !== other.channel_id || (kept.bsuid !== null && other.bsuid !== null)) {
      await tx.run(dropJoin, pair);
      return;
    }
    if (other.is_sending) {
      await tx.run(putOffJoin, [...pair, WHILE_SENDING_MS]);
      tx.afterCommit(() => setTimeout(() => this.wake.wakeHere('contacts'), WHILE_SENDING_MS).unref());
      return;
    }
    await this.write(tx, kept, other);
    await tx.run(dropJoin, pair);
    tx.afterCommit(() => {
      this.directory.forget();
      if (other.chat_id !== null) this.metrics.chatsEnded.inc({ by: 'system' });
      this.log.info('conversation', 'two contacts were one person: joined', { conversationId: kept.id, formerId: other.id });
      // What waited in either lane while we held both; and whose chat has ended has room for another.
      for (const topic of ['inbox', 'outbox', 'events', 'timers', 'queue'] as const) this.wake.wake(topic);
    });
  }

  /** Lanes first, then names: as whoever applies a notice of a change does. */
  private async lockNames(tx: Transaction, lanes: readonly string[]): Promise<void> {
    const names = await tx.run(findNamesOfLanes, [lanes]);
    const [first] = names;
    if (first) await tx.run(lockNames, [first.channel_id, names.map(({ kind }) => kind), names.map(({ value }) => value)]);
  }

  private async write(tx: Transaction, kept: JoinSide, other: JoinSide): Promise<void> {
    const ids = [kept.id, other.id];
    const contacts = [kept.contact_id, other.contact_id];
    if (other.chat_id !== null) await tx.run(endOtherChat, [kept.chat_id, other.chat_id]);
    const [read] = await tx.run(messageAtRead, [kept.id]);
    await tx.run(renumberMessages, ids);
    const [messages] = await tx.run(turnNumbers, [kept.id]);
    const [work] = await tx.run(moveWork, ids);
    await tx.run(moveRest, ids);
    await tx.run(moveTimers, ids);
    await tx.run(joinNames, contacts);
    await tx.run(closeSpareNames, [kept.contact_id]);
    await tx.run(copyAliases, [[kept.contact_id]]);
    await tx.run(addUp, [...ids, messages?.count ?? 0, work?.queued ?? 0, read?.id ?? null]);
    await tx.run(keepFormerIds, [...ids, other.contact_id]);
    await tx.run(dropConversation, [other.id]);
    await tx.run(dropContact, [other.contact_id]);
    await tx.run(noteJoin, [kept.id, uuidV7(), NOTE, JSON.stringify({ notice: 'contacts_joined' }), other.id]);
  }
}
