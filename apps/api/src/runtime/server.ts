import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { accountEntities, Authenticator, CreateAgent } from '@parley/accounts';
import { ChannelDirectory } from '@parley/conversation';
import { Log, Metrics, migrate, pendingMigrations, PinoLog, ProblemFilter } from '@parley/platform';
import { migrations } from '@parley/schema';
import { registerWebhook } from '@parley/whatsapp';
import type { FastifyInstance } from 'fastify';
import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';
import { AppModule } from '../app.module.js';
import type { Configuration } from '../config/configuration.js';
import { StaticConsole } from '../console/static-console.js';
import { ApiDescription } from '../docs/api-description.js';
import { Readiness } from '../health/readiness.js';
import { acceptFiles } from '../http/accept-files.js';
import { AnswerStrayRequests } from '../http/answer-stray-requests.js';
import { HttpAdapter } from '../http/http-adapter.js';
import { addRequestMetrics } from '../http/request-metrics.js';
import { RouteTable } from '../http/route-table.js';
import { addSecurityHeaders } from '../http/security-headers.js';
import { BackgroundWork } from './background-work.js';

/** Hosted databases give a small plan about 20 connections; two processes and a deployment's overlap must fit. */
const POOL_SIZE = 10;
/** Seen from src/runtime, dist/runtime and dist/bundle alike. */
const CONSOLE_FOLDER = fileURLToPath(new URL('../../../admin/dist', import.meta.url));

/** The schema is older than this version, and this process was told not to touch it. */
export class PendingMigrations extends Error {
  override name = 'PendingMigrations';

  constructor(names: readonly string[]) {
    super(
      `The database lacks migrations of this version and MIGRATE_ON_START is false: run \`npm run migrate\` first. Pending: ${names.join(', ')}`,
    );
  }
}

export interface Server {
  readonly app: NestFastifyApplication;
  readonly routes: RouteTable;
  readonly work: BackgroundWork;
  readonly log: Log;
  readonly readiness: Readiness;
  /** Where it listens, once it does. */
  listen(): Promise<{ host: string; port: number }>;
}

/** Brings the schema up to date, or makes sure that it is. */
export async function prepareSchema(configuration: Configuration, log: Log): Promise<void> {
  if (!configuration.migrateOnStart) {
    const pending = await pendingMigrations(configuration.databaseUrl, migrations);
    if (pending.length > 0) throw new PendingMigrations(pending);
    return;
  }
  const ran = await migrate(configuration.databaseUrl, migrations);
  for (const name of ran) log.info('start', 'migration applied', { name });
}

/** Puts the server together on a migrated database; nothing listens and nothing works yet. */
export async function assembleServer(configuration: Configuration, log: Log = new PinoLog(configuration.logLevel)): Promise<Server> {
  const dataSource = await openDataSource(configuration.databaseUrl);
  const adapter = new HttpAdapter();
  const fastify = adapter.getInstance<FastifyInstance>();
  const routes = new RouteTable();
  routes.watch(fastify);
  const headers = addSecurityHeaders(fastify, {
    frameAncestor: configuration.simulatorOrigin,
    https: configuration.publicUrl.protocol === 'https:',
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.register(configuration, { dataSource, databaseUrl: configuration.databaseUrl, log }),
    adapter,
    { bodyParser: false, logger: false, abortOnError: false },
  );
  const metrics = app.get(Metrics, { strict: false });
  addRequestMetrics(fastify, metrics, log);
  await acceptFiles(fastify, adapter.slowUploads);
  registerWebhook(fastify, app);
  sendClientsAwayWhileDraining(fastify, app.get(Readiness));
  if (configuration.role === 'worker') serveOperatorsOnly(fastify);
  const console = await StaticConsole.open(
    CONSOLE_FOLDER,
    configuration.demoSignIn ? { 'parley-demo-sign-in': configuration.demoSignIn } : {},
  );
  if (!console) log.warn('start', 'the console has not been built; only the API is served');
  adapter.stray = new AnswerStrayRequests(
    routes,
    app.get(Authenticator, { strict: false }),
    app.get(ProblemFilter, { strict: false }),
    headers,
    configuration.role === 'worker' ? null : console,
  );
  app.get(ApiDescription).describe(app);
  await app.init();
  const work = new BackgroundWork(app, configuration.role);
  return {
    app,
    routes,
    work,
    log,
    readiness: app.get(Readiness),
    async listen() {
      await app.get(ChannelDirectory, { strict: false }).ensure(configuration.whatsapp.phoneNumberId);
      if (configuration.admin && (await app.get(CreateAgent, { strict: false }).firstAdmin(configuration.admin))) {
        log.info('start', 'first admin made');
      }
      await work.prepare();
      return listenOn(app, configuration.host, configuration.port);
    },
  };
}

function openDataSource(url: string): Promise<DataSource> {
  return new DataSource({
    type: 'postgres',
    url,
    entities: accountEntities,
    poolSize: POOL_SIZE,
    connectTimeoutMS: 5000,
    applicationName: 'parley',
    extra: {
      // A transaction that waits for us holds locks that everybody waits for.
      idle_in_transaction_session_timeout: 5000,
      // Nothing we ask takes a second; what takes this long would only pile up behind itself.
      statement_timeout: 15_000,
      // Our statements are few, named, and written for one plan each, by an index. To plan them anew for every batch costs a fifth of
      // running them; a plan kept from when the tables were nearly empty must not read them whole an hour later; and compiling them
      // costs more than they take.
      options: '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off',
      keepAlive: true,
    },
  }).initialize();
}

/**
 * A router keeps connections open and writes the next request into one just as we close it: a reset that looks like a failure. So from
 * the first moment of a stop every answer ends its connection.
 */
function sendClientsAwayWhileDraining(fastify: FastifyInstance, readiness: Readiness): void {
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (readiness.isDraining) reply.header('connection', 'close');
    done();
  });
}

/** A worker answers its operators and nobody else. */
function serveOperatorsOnly(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!/^\/(health\/|metrics)/.test(request.url) && !request.is404) reply.callNotFound();
    else done();
  });
}

async function listenOn(app: NestFastifyApplication, host: string, port: number): Promise<{ host: string; port: number }> {
  try {
    await app.listen(port, host);
  } catch (error) {
    // A machine without IPv6 cannot listen on `::`; every IPv4 address is what was meant there.
    const { code } = error as { code?: string };
    if (host !== '::' || (code !== 'EAFNOSUPPORT' && code !== 'EADDRNOTAVAIL')) throw error;
    await app.listen(port, '0.0.0.0');
  }
  const address = app.getHttpServer().address();
  return { host, port: typeof address === 'object' && address !== null ? address.port : port };
}
