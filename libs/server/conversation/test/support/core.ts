import { Global, Module, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ConversationModule,
  ConversationOptions,
  DeliveryArchive,
  OutboundChannel,
  OutboxDispatcher,
  ReceiveInboundMessages,
  TemplateSource,
  type InboundMessage,
} from '../../src/index.js';
import { Clock, Database, Log, Metrics, SilentLog, SystemClock, Wake } from '@parley/platform';
import { createTestDatabase, type TestDatabase } from '@parley/testing';
import 'reflect-metadata';
import { FakeChannel } from './fake-channel.js';
import { FakeTemplateSource } from './fake-template-source.js';

export interface Core {
  readonly database: Database;
  readonly channel: FakeChannel;
  readonly wake: Wake;
  get<T>(type: Type<T>): T;
  stop(): Promise<void>;
}

export interface CoreOptions {
  readonly supportChatEnabled?: boolean;
  readonly messagesPerSecond?: number;
  readonly pairLimit?: boolean;
  readonly channel?: FakeChannel;
  readonly archive?: DeliveryArchive;
  readonly clock?: Clock;
  readonly log?: Log;
  readonly templates?: TemplateSource;
}

/** A channel that has kept nothing. */
class EmptyArchive extends DeliveryArchive {
  discard(): Promise<void> {
    return Promise.resolve();
  }

  erase(): Promise<string | null> {
    return Promise.resolve(null);
  }
}

/** The core as a server has it, out of its own module; several of them over one database are several processes. */
export async function startCore(database: Database, options: CoreOptions = {}): Promise<Core> {
  const channel = options.channel ?? new FakeChannel();
  const wake = new Wake();
  const values = [
    { provide: Database, useValue: database },
    { provide: Wake, useValue: wake },
    { provide: Clock, useValue: options.clock ?? new SystemClock() },
    { provide: Log, useValue: options.log ?? new SilentLog() },
    { provide: Metrics, useValue: new Metrics() },
    { provide: OutboundChannel, useValue: channel },
    { provide: DeliveryArchive, useValue: options.archive ?? new EmptyArchive() },
    { provide: TemplateSource, useValue: options.templates ?? new FakeTemplateSource() },
    {
      provide: ConversationOptions,
      useValue: new ConversationOptions({
        supportChatEnabled: options.supportChatEnabled ?? true,
        messagesPerSecond: options.messagesPerSecond ?? 0,
        pairLimit: options.pairLimit ?? false,
      }),
    },
  ];
  @Global()
  @Module({ providers: values, exports: values.map(({ provide }) => provide) })
  class Surroundings {}
  @Module({ imports: [Surroundings, ConversationModule] })
  class Server {}
  const app: INestApplicationContext = await NestFactory.createApplicationContext(Server, { logger: false });
  return { database, channel, wake, get: (type) => app.get(type), stop: () => app.get(OutboxDispatcher).stop() };
}

let arrived = 0;

export function anInboundText(text: string, options: Partial<InboundMessage> = {}): InboundMessage {
  arrived += 1;
  return {
    wamid: `wamid.in.${arrived}`,
    identity: { bsuid: null, phone: null, username: null, name: null },
    type: 'text',
    text,
    tapped: null,
    contextWamid: null,
    content: null,
    sentAt: new Date(),
    receivedAt: new Date(),
    ...options,
  };
}

export function aTap(id: string, title: string, contextWamid: string | null = null): InboundMessage {
  return anInboundText(title, { type: 'interactive', tapped: { id, title }, contextWamid });
}

/** As the inbox worker does it: lane lock in a statement of its own, then the messages. */
export async function customerWrites(core: Core, conversationId: string, ...messages: InboundMessage[]): Promise<void> {
  const receive = core.get(ReceiveInboundMessages);
  const fence = receive.prepare();
  return core.database.transaction(async (tx) => {
    await tx.query('select id from conversation where id = $1 for no key update', [conversationId]);
    await receive.apply(tx, [{ conversationId, messages }], fence);
  });
}

/** The live events of a conversation so far, in order, whichever rows hold them. */
export async function liveEvents(database: Database, conversationId: string): Promise<{ type: string; messageId: string | null }[]> {
  const rows = await database.query<{ items: [string, string, string | null][] }>('select items from event order by id');
  return rows.flatMap(({ items }) => items.flatMap(([type, id, messageId]) => (id === conversationId ? [{ type, messageId }] : [])));
}

export interface MessageRow {
  readonly id: string;
  readonly seq: number;
  readonly chat_id: string | null;
  readonly direction: string;
  readonly author: string;
  readonly type: string;
  readonly text: string | null;
  readonly content: Record<string, unknown> | null;
  readonly status: string;
  readonly error_code: string | null;
  readonly wamid: string | null;
  readonly late: boolean;
  readonly attempt: number;
  readonly reply_to: string | null;
  /** Which of the bot's texts it is. */
  readonly said: string | null;
}

export function thread(database: Database, conversationId: string): Promise<MessageRow[]> {
  return database.query<MessageRow>(
    `select id, seq::int as seq, chat_id, direction, author, type, text, content, status, error_code, wamid, late, attempt, reply_to, said
       from message where conversation_id = $1 order by seq`,
    [conversationId],
  );
}

export async function conversationRow(database: Database, conversationId: string): Promise<Record<string, unknown>> {
  const [row] = await database.query<Record<string, unknown>>('select * from conversation where id = $1', [conversationId]);
  if (!row) throw new Error('no such conversation');
  return row;
}

export { createTestDatabase, type TestDatabase };
