import 'reflect-metadata';
import { type ArgumentsHost, Catch, type DynamicModule, type ExceptionFilter, Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ConversationOptions } from '@parley/conversation';
import { MediaOptions } from '@parley/media';
import { Clock, Database, Log, Metrics, PROBLEMS, Refusal, SilentLog, SystemClock, Wake } from '@parley/platform';
import { createTestDatabase, type TestDatabase } from '@parley/testing';
import { signBody } from '@parley/whatsapp-protocol';
import type { FastifyReply } from 'fastify';
import { registerWebhook } from '../src/http/webhook-route.js';
import { WhatsAppModule } from '../src/whatsapp.module.js';
import { WhatsAppOptions } from '../src/whatsapp-options.js';

export const APP_SECRET = 'test-app-secret';
export const PREVIOUS_SECRET = 'previous-app-secret';
export const VERIFY_TOKEN = 'test-verify-token';
export const PHONE_NUMBER_ID = '330145778120964';

/** The server's own filter lives in apps/api; this one only gives a refusal its status. */
@Catch(Refusal)
class RefusalFilter implements ExceptionFilter<Refusal> {
  catch(refusal: Refusal, host: ArgumentsHost): void {
    void host.switchToHttp().getResponse<FastifyReply>().code(PROBLEMS[refusal.code].status).send({ code: refusal.code });
  }
}

@Global()
@Module({})
class Surroundings {
  static of(database: Database, options: WhatsAppOptions): DynamicModule {
    const conversationOptions = new ConversationOptions({
      supportChatEnabled: true,
      messagesPerSecond: 0,
      pairLimit: false,
    });
    const providers = [
      { provide: Database, useValue: database },
      { provide: Wake, useValue: new Wake() },
      { provide: Clock, useValue: new SystemClock() },
      { provide: Log, useValue: new SilentLog() },
      { provide: Metrics, useValue: new Metrics() },
      { provide: WhatsAppOptions, useValue: options },
      { provide: ConversationOptions, useValue: conversationOptions },
      {
        provide: MediaOptions,
        useValue: new MediaOptions({ storage: { kind: 'postgres' }, trustedOrigin: new URL(options.graphUrl).origin }),
      },
    ];
    return { module: Surroundings, providers, exports: providers.map(({ provide }) => provide) };
  }
}

export interface WhatsAppApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly db: TestDatabase;
  /** Posts bytes, rightly signed unless `signature` says otherwise. */
  deliver(body: string | Buffer, headers?: Record<string, string>): Promise<Response>;
  /** Rows of a table. */
  count(table: 'webhook_raw' | 'inbox' | 'contact' | 'conversation' | 'message'): Promise<number>;
  close(): Promise<void>;
}

/** real: Nest, Fastify, PostgreSQL, the conversation; fake: nothing but the global filter. */
export async function startWhatsAppApp(settings: { graphUrl?: string } = {}): Promise<WhatsAppApp> {
  const db = await createTestDatabase();
  const options = new WhatsAppOptions({
    phoneNumberId: PHONE_NUMBER_ID,
    accessToken: 'test-token',
    appSecret: APP_SECRET,
    appSecretPrevious: PREVIOUS_SECRET,
    verifyToken: VERIFY_TOKEN,
    graphUrl: settings.graphUrl ?? 'http://127.0.0.1:1',
    graphVersion: 'v26.0',
  });
  const adapter = new FastifyAdapter({ bodyLimit: 65_536 });
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: class App {}, imports: [Surroundings.of(db.database, options), WhatsAppModule] },
    adapter,
    { logger: false },
  );
  registerWebhook(adapter.getInstance(), app);
  app.useGlobalFilters(new RefusalFilter());
  await app.listen(0, '127.0.0.1');
  const url = `${await app.getUrl()}/webhooks/whatsapp`;
  return {
    app,
    url,
    db,
    deliver: (body, headers = {}) => {
      const bytes = Buffer.from(body);
      return fetch(url, {
        method: 'POST',
        body: bytes,
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signBody(APP_SECRET, bytes), ...headers },
      });
    },
    count: async (table) => {
      const [row] = await db.database.query<{ count: number }>(`select count(*)::int as count from ${table}`);
      return row?.count ?? -1;
    },
    close: async () => {
      await app.close();
      await db.drop();
    },
  };
}
