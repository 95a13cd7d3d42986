import { Metrics, PinoLog } from '@parley/platform';
import { type Configuration, configurationOrExit, type Mode } from '../config/configuration.js';
import { assembleServer, PendingMigrations, prepareSchema, type Server } from './server.js';

/** Requests in hand; then their connections are cut. */
const REQUEST_PATIENCE_MS = 10_000;
/** Whatever still hangs then is not worth a SIGKILL that leaves no line in the log. */
const HARD_LIMIT_MS = 25_000;

/** Runs the server until a signal stops it. */
export async function run(mode: Mode): Promise<void> {
  const configuration = configurationOrExit(mode);
  const log = new PinoLog(configuration.logLevel);
  process.on('unhandledRejection', (error) => log.error('start', 'unhandled rejection', error));
  try {
    await prepareSchema(configuration, log);
    const server = await assembleServer(configuration, log);
    server.app.get(Metrics, { strict: false }).collectProcessMetrics();
    const { host, port } = await server.listen();
    // Before anything is sent: what agents had queued must not leave between the start and the end of its chat.
    if (!configuration.supportChatEnabled) await server.work.switchOffChatSupport();
    await server.work.start();
    stopOnSignal(server, configuration);
    sayWhatIsMissing(configuration, log);
    log.info('start', 'listening', {
      host,
      port,
      role: configuration.role,
      liveEvents: configuration.redisUrl ? 'redis' : 'postgres',
      url: configuration.publicUrl.href,
    });
  } catch (error) {
    const words = error instanceof PendingMigrations ? error.message : `The server could not start: ${describeStartFailure(error)}`;
    process.stderr.write(`${words}\n`);
    log.error('start', 'not started', error);
    process.exit(1);
  }
}

/** Addresses and codes, never the connection string: it holds a password. */
function describeStartFailure(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describeStartFailure).join('; ');
  return error instanceof Error ? error.message : String(error);
}

function sayWhatIsMissing(configuration: Configuration, log: PinoLog): void {
  if (configuration.otlpEndpoint) log.warn('start', 'OTEL_EXPORTER_OTLP_ENDPOINT is set, but this version exports no traces');
}

function stopOnSignal(server: Server, configuration: Configuration): void {
  let stopping = false;
  let hurry: () => void = () => undefined;
  const hurried = new Promise<void>((resolve) => (hurry = resolve));
  const stop = (signal: NodeJS.Signals): void => {
    // A second signal does not wait for the router.
    if (stopping) return hurry();
    stopping = true;
    server.log.info('start', 'stopping', { signal });
    setTimeout(() => {
      server.log.warn('start', 'stopped the hard way: something did not end in time');
      process.exit(1);
    }, HARD_LIMIT_MS).unref();
    void stopServer(server, configuration.drainSeconds * 1_000, hurried).then(
      () => process.exit(0),
      (error: unknown) => {
        server.log.error('start', 'stopping failed', error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
}

/**
 * In this order: not ready any more · claim nothing new · say goodbye to the streams · finish the requests · finish the calls to
 * WhatsApp (what cannot finish stays `sending`, and the sweeper of whoever comes next makes it `unknown`) · number the last events ·
 * close the pool.
 */
export async function stopServer(
  server: Server,
  routerNoticeMs: number,
  hurried: Promise<void> = new Promise(() => undefined),
): Promise<void> {
  server.readiness.drain();
  await Promise.race([new Promise((resolve) => setTimeout(resolve, routerNoticeMs)), hurried]);
  const workers = server.work.stopWorkers();
  server.work.closeStreams();
  const http = server.app.getHttpServer();
  const cut = setTimeout(() => http.closeAllConnections(), REQUEST_PATIENCE_MS);
  await server.app.getHttpAdapter().getInstance().close();
  clearTimeout(cut);
  await workers;
  await server.work.stopEvents();
  await server.app.close();
}
