import {
  type Apologise,
  type CallRoom,
  ChannelDirectory,
  ConversationDirectory,
  type DeliveryReport,
  type InboundMessage,
  type ReceiveInboundMessages,
  type RecordDeliveryReports,
  type SendFence,
} from '@parley/conversation';
import { type Clock, type Database, SilentLog, SystemClock, type Transaction, Wake } from '@parley/platform';
import { aContact, aConversation, type BuiltContact } from '@parley/testing';
import { randomBytes } from 'node:crypto';
import { ApplyInboxMessages } from '../src/inbound/apply-inbox-messages.js';
import { FreshLanes } from '../src/inbound/fresh-lanes.js';
import { RerouteMessages } from '../src/inbound/reroute-messages.js';
import type { WhatsAppOptions } from '../src/whatsapp-options.js';
import { aChange, aDelivery, aStatus, aTextMessage } from './deliveries.js';
import { PHONE_NUMBER_ID } from './whatsapp-app.js';

type Lanes = Parameters<ReceiveInboundMessages['apply']>[1];
type ReportResult = Awaited<ReturnType<RecordDeliveryReports['apply']>>[number];

/** Stands for the conversation: remembers what was committed to it, and fails on demand. */
export class FakeReceiver {
  /** Texts by conversation, as they were applied and not rolled back. */
  readonly applied: { conversationId: string; text: string }[] = [];
  calls = 0;
  /** Who was told that a message of theirs was given up. */
  readonly apologies: string[] = [];
  apologise: (conversationId: string) => Promise<void> = (conversationId) => {
    this.apologies.push(conversationId);
    return Promise.resolve();
  };
  /** Called before anything is applied; throws to fail the batch. */
  before: (lanes: Lanes, tx: Transaction) => void | Promise<void> = () => {};

  /** How many replies can be called for at once; null: any number. */
  room: number | null = null;

  waitForRoom(): Promise<CallRoom> {
    return Promise.resolve({ replies: this.room, keep: () => undefined, leave: () => undefined } as unknown as CallRoom);
  }

  prepare(): SendFence {
    return { mayStillWrite: () => true } as SendFence;
  }

  /** Numbers as the conversation does it: used up under the lane lock, by what is applied. */
  async apply(tx: Transaction, lanes: Lanes): Promise<ReadonlyMap<string, number>> {
    this.calls += 1;
    await this.before(lanes, tx);
    const numbers = new Map<string, number>();
    for (const { conversationId, messages } of lanes) {
      const [lane] = await tx.query<{ first: string }>(
        'update conversation set next_in_seq = next_in_seq + $2::int where id = $1 returning next_in_seq - $2::int as first',
        [conversationId, messages.length],
      );
      numbers.set(conversationId, Number(lane?.first));
    }
    tx.afterCommit(() => {
      for (const { conversationId, messages } of lanes) {
        for (const message of messages) this.applied.push({ conversationId, text: textOf(message) });
      }
    });
    return numbers;
  }

  of(conversationId: string): string[] {
    return this.applied.filter((entry) => entry.conversationId === conversationId).map(({ text }) => text);
  }
}

/** One worker's inbox; nothing is hinted to it but what the test hints. */
export function anInboxOfMessages(
  database: Database,
  receiver: FakeReceiver,
  fresh = new FreshLanes(),
  wake = new Wake(),
  clock: Clock = new SystemClock(),
): ApplyInboxMessages {
  const receive = receiver as unknown as ReceiveInboundMessages;
  const log = new SilentLog();
  const options = { phoneNumberId: PHONE_NUMBER_ID } as WhatsAppOptions;
  const channels = new ChannelDirectory(database, wake, log);
  const strays = new RerouteMessages(database, options, channels, new ConversationDirectory(database, clock, wake), log);
  const apologise = { execute: (conversationId: string) => receiver.apologise(conversationId) } as Apologise;
  return new ApplyInboxMessages(database, receive, apologise, fresh, strays, wake, clock, log);
}

export function textOf(message: InboundMessage): string {
  return message.text ?? `(${message.type})`;
}

export class FakeReports {
  readonly applied: DeliveryReport[] = [];
  readonly known = new Set<string>();
  before: (reports: readonly DeliveryReport[]) => void = () => {};

  apply(reports: readonly DeliveryReport[]): Promise<ReportResult[]> {
    try {
      this.before(reports);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error('failed'));
    }
    this.applied.push(...reports);
    return Promise.resolve(reports.map(({ wamid }) => (this.known.has(wamid) ? 'applied' : 'unknown-message')));
  }
}

/** A conversation with its contact, ready to be written to. */
export async function aLane(database: Database, channelId: string): Promise<{ id: string; contact: BuiltContact }> {
  const contact = await aContact(database, { channelId });
  const conversation = await aConversation(database, { contact });
  return { id: conversation.id, contact };
}

/** One stored delivery with these messages, all pending in the lane, in this order. @returns the inbox ids */
export async function storeMessages(database: Database, laneId: string, texts: readonly unknown[]): Promise<string[]> {
  const messages = texts.map((text) => (typeof text === 'string' ? aTextMessage({ text: { body: text } }) : text));
  const rawId = await storeRaw(database, aDelivery(aChange({ messages })), texts.length);
  const rows = await database.query<{ id: string }>(
    `insert into inbox (raw_id, entry_no, change_no, item_no, kind, dedupe_key, conversation_id)
     select $1::bigint, 0, 0, n - 1, 'message', uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), $2 from generate_series(1, $3::int) n order by n returning id`,
    [rawId, laneId, texts.length],
  );
  return rows.map(({ id }) => id);
}

export async function storeStatus(database: Database, wamid: string, fields: Record<string, unknown> = {}): Promise<string> {
  const rawId = await storeRaw(database, aDelivery(aChange({ statuses: [aStatus({ id: wamid, ...fields })] })), 1);
  const [row] = await database.query<{ id: string }>(
    `insert into inbox (raw_id, entry_no, change_no, item_no, kind, dedupe_key, wamid) values ($1, 0, 0, 0, 'status', $2, $3) returning id`,
    [rawId, randomBytes(32), wamid],
  );
  return row?.id ?? '';
}

async function storeRaw(database: Database, body: string, itemCount: number): Promise<string> {
  const [raw] = await database.query<{ id: string }>(
    `insert into webhook_raw (body, outcome, item_count) values ($1, 'stored', $2) returning id`,
    [Buffer.from(body), itemCount],
  );
  return raw?.id ?? '';
}

export interface ItemState {
  readonly state: string;
  readonly attempts: number;
  readonly in_seq: string | null;
  readonly last_error: string | null;
}

export async function itemState(database: Database, id: string): Promise<ItemState> {
  const [row] = await database.query<ItemState>('select state, attempts, in_seq, last_error from inbox where id = $1', [id]);
  if (!row) throw new Error('no such item');
  return row;
}
