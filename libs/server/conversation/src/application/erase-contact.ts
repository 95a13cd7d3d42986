import { Injectable } from '@nestjs/common';
import { Database, Log, Metrics, Refusal, uuidV7, Wake, type Transaction } from '@parley/platform';
import { phoneVariant } from '../domain/phone-variant.js';
import { lockNames } from '../persistence/contact-alias.statements.js';
import { findContact } from '../persistence/contact.statements.js';
import {
  dropPerson,
  dropWork,
  emptyChats,
  emptyMedia,
  emptyMessages,
  type ErasureRow,
  insertErasure,
  readTraces,
  type Traces,
} from '../persistence/erase-contact.statements.js';
import { dropContact } from '../persistence/join-contacts.statements.js';
import { lockLanes } from '../persistence/lane.statements.js';
import { ConversationDirectory } from './conversation-directory.js';
import { FinishErasures } from './finish-erasures.js';
import { DeliveryArchive } from './ports/delivery-archive.js';

/** How long whoever asked waits for the raw deliveries to be looked through; after that it goes on without them. */
const WAIT_MS = 2_000;

export interface Erasure {
  readonly id: string;
  readonly contactId: string;
  readonly requestedAt: Date;
  /** Null: deliveries as they came are still being looked through. Everything else is gone. */
  readonly finishedAt: Date | null;
}

/**
 * Forgets a person: names, numbers, what they wrote and what was written to them, files, notes in their chats, what waits in the inbox and
 * the outbox. One transaction under their lane; then the deliveries as they came, a batch at a time ({@link FinishErasures}).
 *
 * What stays says nothing of them: that there were messages and chats (for the figures), ids, HMACs of deliveries (so that one told again
 * is not taken for new). An open chat ends, nothing that waits is sent, and no closing message is: there is nobody to send it to. Who
 * writes again is a new contact.
 *
 * @throws Refusal CONTACT_NOT_FOUND
 */
@Injectable()
export class EraseContact {
  constructor(
    private readonly database: Database,
    private readonly directory: ConversationDirectory,
    private readonly archive: DeliveryArchive,
    private readonly finish: FinishErasures,
    private readonly wake: Wake,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  /** @returns null when there is none by this id */
  async find(id: string): Promise<Erasure | null> {
    const row = await this.finish.find(id);
    return row && asErasure(row);
  }

  /** @param contactId also one that was joined with another */
  async execute(contactId: string, agentId: string | null): Promise<Erasure> {
    const row = await this.database.transaction((tx) => this.erase(tx, contactId, agentId));
    const isFinished = await this.finish.run(row.id, WAIT_MS);
    if (!isFinished) this.wake.wake('contacts');
    return asErasure((await this.finish.find(row.id)) ?? row);
  }

  private async erase(tx: Transaction, contactId: string, agentId: string | null): Promise<ErasureRow> {
    const contact = await this.lock(tx, contactId);
    const traces = await this.lockTraces(tx, contact.id, contact.conversation_id);
    await this.archive.discard(tx, traces.conversation_ids, traces.wamids ?? []);
    const [chats] = await tx.run(emptyChats, [contact.conversation_id]);
    await tx.run(emptyMessages, [contact.conversation_id]);
    await tx.run(emptyMedia, [contact.conversation_id]);
    await tx.run(dropWork, [contact.conversation_id]);
    await tx.run(dropPerson, [contact.conversation_id]);
    await tx.run(dropContact, [contact.id]);
    const [erasure] = await tx.run(insertErasure, [uuidV7(), contact.id, agentId, tracesOf(traces)]);
    if (!erasure) throw new Error('an erasure was not written down');
    tx.afterCommit(() => {
      this.directory.forget();
      if (chats && chats.ended > 0) this.metrics.chatsEnded.inc({ by: 'system' }, chats.ended);
      this.log.info('conversation', 'a contact was erased', { contactId: contact.id, conversationId: contact.conversation_id });
      // The agent who has the thread open, and lanes that were passed by.
      for (const topic of ['events', 'inbox', 'outbox', 'queue'] as const) this.wake.wake(topic);
    });
    return erasure;
  }

  /** The lane first; between look and lock the contact may have been joined with another, whose lane it is then. */
  private async lock(tx: Transaction, contactId: string): Promise<{ readonly id: string; readonly conversation_id: string }> {
    for (;;) {
      const [seen] = await tx.run(findContact, [contactId]);
      if (!seen) throw new Refusal('CONTACT_NOT_FOUND');
      await lockLanes(tx, [seen.conversation_id]);
      const [contact] = await tx.run(findContact, [contactId]);
      if (contact?.conversation_id === seen.conversation_id) return contact;
    }
  }

  /** Then the names: whoever is about to write one of them to this contact waits, and finds nobody. */
  private async lockTraces(tx: Transaction, contactId: string, conversationId: string): Promise<Traces> {
    const read = async (): Promise<Traces> => {
      const [traces] = await tx.run(readTraces, [contactId, conversationId]);
      if (!traces) throw new Error('a contact without a lane');
      return traces;
    };
    const names = (await read()).names ?? [];
    const [channel] = await tx.query<{ channel_id: string }>('select channel_id from contact where id = $1', [contactId]);
    await tx.run(lockNames, [channel?.channel_id, names.map(({ kind }) => kind), names.map(({ value }) => value)]);
    return read();
  }
}

/** A number in both its forms: WhatsApp may have written either. */
function tracesOf({ names }: Traces): string[] {
  return [...new Set((names ?? []).flatMap(({ value }) => [value, phoneVariant(value)].flatMap((name) => name ?? [])))];
}

function asErasure(row: ErasureRow): Erasure {
  return { id: row.id, contactId: row.contact_id, requestedAt: row.requested_at, finishedAt: row.finished_at };
}
