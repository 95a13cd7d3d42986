import { Global, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  ConversationModule,
  ConversationOptions,
  OutboundChannel,
  OutboxDispatcher,
  type SendOutcome,
  Settings,
  type StartedMessage,
  TimerRunner,
  DeliveryArchive,
  TemplateSource,
} from '@parley/conversation';
import { Clock, Database, Log, Metrics, SilentLog, type Statement, SystemClock, type Transaction, Wake } from '@parley/platform';
import { DataSource } from 'typeorm';
import { ApplyAccountChanges } from '../../src/account/apply-account-changes.js';
import { ApplyInboxMessages } from '../../src/inbound/apply-inbox-messages.js';
import { ApplyInboxStatuses } from '../../src/inbound/apply-inbox-statuses.js';
import { FreshLanes } from '../../src/inbound/fresh-lanes.js';
import { InboxWorker } from '../../src/inbound/inbox-worker.js';
import { RawDeliveryArchive } from '../../src/inbound/raw-delivery-archive.js';
import { RerouteMessages } from '../../src/inbound/reroute-messages.js';
import { StoreDeliveries } from '../../src/inbound/store-deliveries.js';
import { InstallationKeys } from '../../src/persistence/installation-keys.js';
import { WhatsAppOptions } from '../../src/whatsapp-options.js';
import { APP_SECRET, PHONE_NUMBER_ID, VERIFY_TOKEN } from '../whatsapp-app.js';
import type { ModelGraph } from './model-graph.js';

let processes = 0;

/** A connection pool that ends with its process: what was not committed by then never is. */
class MortalDatabase extends Database {
  isDead = false;

  override run<Row>(statement: Statement<Row>, values?: readonly unknown[]): Promise<Row[]> {
    return this.isDead ? gone() : super.run(statement, values);
  }

  override query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    return this.isDead ? gone() : super.query(text, values);
  }

  override transaction<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.isDead ? gone() : super.transaction(work);
  }
}

function gone(): Promise<never> {
  return Promise.reject(new Error('this process is dead'));
}

/** The way out of one process; what it sends after its death reaches nobody, and what it would have heard is lost. */
class MortalChannel extends OutboundChannel {
  constructor(
    private readonly graph: ModelGraph,
    private readonly database: MortalDatabase,
  ) {
    super();
  }

  send(message: StartedMessage): Promise<SendOutcome> {
    if (this.database.isDead) return Promise.resolve({ kind: 'unknown', reason: 'dead' });
    if (!message.mayStillWrite()) return Promise.resolve({ kind: 'not-sent', reason: 'fence', retryAfterMs: 0, scope: 'message' });
    return this.graph.call(this, message);
  }

  markRead(): Promise<void> {
    return Promise.resolve();
  }
}

/** A server in this process: real inbox, conversation, dispatcher and timers on connections of its own; only Graph is a model. */
export class MortalProcess {
  private constructor(
    private readonly name: string,
    private readonly dataSource: DataSource,
    private readonly database: MortalDatabase,
    private readonly channel: MortalChannel,
    private readonly wake: Wake,
    private readonly graph: ModelGraph,
    readonly get: <T>(type: Type<T>) => T,
  ) {}

  static async start(url: string, graph: ModelGraph, supportChatEnabled: boolean): Promise<MortalProcess> {
    const name = `model-${process.pid}-${(processes += 1)}`;
    // Connections of a killed process break; nobody is left to hear it.
    const dataSource = await new DataSource({
      type: 'postgres',
      url,
      poolSize: 6,
      applicationName: name,
      poolErrorHandler: () => undefined,
    }).initialize();
    const database = new MortalDatabase(dataSource);
    const channel = new MortalChannel(graph, database);
    const wake = new Wake();
    const providers = [
      { provide: Database, useValue: database },
      { provide: Wake, useValue: wake },
      { provide: Clock, useValue: new SystemClock() },
      { provide: Log, useValue: new SilentLog() },
      { provide: Metrics, useValue: new Metrics() },
      { provide: OutboundChannel, useValue: channel },
      RawDeliveryArchive,
      { provide: DeliveryArchive, useExisting: RawDeliveryArchive },
      // No template is sent here.
      { provide: TemplateSource, useValue: { list: () => Promise.resolve({ kind: 'failed', reason: 'not here' }) } },
      {
        provide: ConversationOptions,
        useValue: new ConversationOptions({ supportChatEnabled, messagesPerSecond: 0, pairLimit: false }),
      },
      {
        provide: WhatsAppOptions,
        useValue: new WhatsAppOptions({
          phoneNumberId: PHONE_NUMBER_ID,
          accessToken: 'test-token',
          appSecret: APP_SECRET,
          appSecretPrevious: null,
          verifyToken: VERIFY_TOKEN,
          graphUrl: 'http://127.0.0.1:1',
          graphVersion: 'v26.0',
        }),
      },
    ];
    @Global()
    @Module({ providers, exports: providers.map((provider) => ('provide' in provider ? provider.provide : provider)) })
    class Surroundings {}
    @Module({
      imports: [Surroundings, ConversationModule],
      providers: [
        InstallationKeys,
        FreshLanes,
        StoreDeliveries,
        RerouteMessages,
        ApplyInboxMessages,
        ApplyInboxStatuses,
        ApplyAccountChanges,
        InboxWorker,
      ],
    })
    class Server {}
    const app = await NestFactory.createApplicationContext(Server, { logger: false, abortOnError: false });
    const server = new MortalProcess(name, dataSource, database, channel, wake, graph, (type) => app.get(type));
    await server.get(Settings).refresh();
    server.get(OutboxDispatcher).start();
    server.get(InboxWorker).start();
    server.get(TimerRunner).start();
    return server;
  }

  wakeUp(): void {
    for (const topic of ['inbox', 'outbox', 'timers'] as const) this.wake.wakeHere(topic);
  }

  /** Everything in its hands is committed or answered first. */
  async stop(): Promise<void> {
    this.graph.forsake(this.channel);
    await this.stopLoops();
  }

  /** As by kill -9: open transactions are rolled back by the database, answers to open calls reach nobody. */
  async kill(): Promise<void> {
    this.database.isDead = true;
    this.graph.forsake(this.channel);
    await this.dataSource.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()',
      [this.name],
    );
    await this.stopLoops();
  }

  private async stopLoops(): Promise<void> {
    await this.get(InboxWorker).stop();
    await this.get(TimerRunner).stop();
    await this.get(OutboxDispatcher).stop();
    await this.dataSource.destroy();
  }
}
