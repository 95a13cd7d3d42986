import { AgentClient } from './agent-client.js';
import { expectNoCanaries, readFigures } from './canaries.js';
import { createEmptyDatabase, type EmptyDatabase } from './database.js';
import { DatabaseProxy } from './database-proxy.js';
import type { AcceptedCopy } from './oracle.js';
import { freePort, type ServerProcess, startServer } from './server-process.js';
import { CREDENTIALS, countCopies, type SimulatorProcess, startSimulator } from './simulator-process.js';
import { repositoryRoot } from './workspace.js';

export const ADMIN = { email: 'ana@parley.example', password: 'calm-teal-harbour-27', name: 'Ana' } as const;
/** What no output may ever show. */
export const SECRETS = [
  CREDENTIALS.WHATSAPP_APP_SECRET,
  CREDENTIALS.WHATSAPP_ACCESS_TOKEN,
  CREDENTIALS.WHATSAPP_VERIFY_TOKEN,
  ADMIN.password,
] as const;

/** One process of the server. */
export interface RunningServer {
  readonly apiUrl: string;
  process(): ServerProcess;
  /** Starts it again after it was killed or stopped, on the same port, with other settings where given. */
  restart(env?: NodeJS.ProcessEnv): Promise<void>;
}

/** Takes the place of the simulator as Graph; remembers what it accepted, oldest first. */
export interface GraphStandIn {
  readonly url: string;
  readonly accepted: readonly AcceptedCopy[];
}

export interface SystemOptions {
  /** `main` is the production server; `demo` lets the simulator's page show the console beside the phone. */
  readonly entry?: 'main' | 'demo';
  /** Instead of the simulator, which is not started then: no phones, no control API, no webhooks but the test's own. */
  readonly graph?: GraphStandIn;
  /** Every server process reaches the database through a proxy that the test can cut; the test's own queries do not. */
  readonly proxied?: boolean;
  /** Another database server than `PARLEY_TEST_DATABASE_URL`: a superuser's connection URL. */
  readonly databaseServer?: string;
}

/** The whole product as a visitor meets it, in one process or in several: the built server and the simulator, on a database of their own. */
export interface Product extends Pick<SimulatorProcess, 'phone' | 'control'> {
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  readonly database: EmptyDatabase;
  readonly appSecret: string;
  readonly phoneNumberId: string;
  signIn(): Promise<AgentClient>;
  /** What Graph (the simulator, or what stands in for it) really accepted, in that order. */
  acceptedCopies(): Promise<readonly AcceptedCopy[]>;
  /** How often Graph really accepted each message of ours, by our own message id. */
  copiesAcceptedByMessage(): Promise<Map<string, number>>;
  /** Rejects when anything personal or secret stands in a log, a figure or an error answer: everything is stopped all the same. */
  stop(): Promise<void>;
}

/** The product as one process, to which others may be added. */
export interface RunningSystem extends Product {
  /** What no output may ever show. */
  readonly secrets: readonly string[];
  server(): ServerProcess;
  /** Starts the server again after it was killed or stopped, on the same port, with other settings where given. */
  restart(env?: NodeJS.ProcessEnv): Promise<void>;
  /** One more process on the same database, with the same credentials and Graph: a replica, or `{ ROLE: 'worker' }`. */
  addServer(env?: NodeJS.ProcessEnv): Promise<RunningServer>;
  /** Every server process there has been, dead ones too. */
  processes(): readonly ServerProcess[];
  /** @throws unless started with `proxied` */
  databaseProxy(): DatabaseProxy;
  signIn(apiUrl?: string): Promise<AgentClient>;
}

/** @param env settings of every server process beyond credentials, database and ports (contract §2) */
export async function startSystem(env: NodeJS.ProcessEnv = {}, options: SystemOptions = {}): Promise<RunningSystem> {
  const { entry = 'main', graph } = options;
  const database = await createEmptyDatabase(options.databaseServer);
  const proxy = options.proxied ? await DatabaseProxy.before(database.url) : null;
  const apiPort = await freePort();
  const simulator = graph ? null : await startSimulator({ apiUrl: `http://localhost:${apiPort}` });
  const simulatorUrl = simulator?.url ?? '';
  const started: ServerProcess[] = [];
  const servers: RunningServer[] = [];
  const launch = async (port: number, extra: NodeJS.ProcessEnv): Promise<ServerProcess> => {
    const server = await startServer({
      script: `apps/api/dist/${entry}.js`,
      cwd: repositoryRoot(),
      readyUrl: `http://127.0.0.1:${port}/health/ready`,
      env: {
        PATH: process.env['PATH'],
        ...CREDENTIALS,
        HOST: '127.0.0.1',
        PORT: String(port),
        DATABASE_URL: proxy?.urlOf(database.url) ?? database.url,
        WHATSAPP_GRAPH_URL: graph?.url ?? simulatorUrl,
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
        ADMIN_NAME: ADMIN.name,
        ...(entry === 'demo' ? { PARLEY_SIMULATOR_ORIGIN: simulatorUrl } : {}),
        ...env,
        ...extra,
      },
    });
    started.push(server);
    return server;
  };
  const startOn = async (port: number, first: NodeJS.ProcessEnv): Promise<RunningServer> => {
    let current = await launch(port, first);
    const server: RunningServer = {
      apiUrl: `http://localhost:${port}`,
      process: () => current,
      async restart(extra = {}) {
        await current.kill();
        current = await launch(port, { ...first, ...extra });
      },
    };
    servers.push(server);
    return server;
  };

  const end = async (): Promise<void> => {
    const figures = await Promise.all(servers.map(({ apiUrl }) => readFigures(apiUrl, env['METRICS_TOKEN'])));
    await Promise.all(started.map((server) => server.stop()));
    await simulator?.stop();
    await proxy?.close();
    const outputs = [
      ...started.map((server) => ({ where: `the output of server process ${server.pid}`, text: server.output() })),
      { where: 'the figures', text: figures.join('\n') },
      { where: 'an error answer', text: AgentClient.errorAnswers.join('\n') },
    ];
    try {
      await expectNoCanaries({ database, secrets: SECRETS, outputs });
    } finally {
      await database.drop();
    }
  };
  let api: RunningServer;
  try {
    api = await startOn(apiPort, {});
  } catch (error) {
    // Why it did not start matters more than what cannot be looked at without it.
    await end().catch(() => undefined);
    throw error;
  }
  const meta = (): SimulatorProcess => {
    if (!simulator) throw new Error('this system runs without the simulator');
    return simulator;
  };
  const acceptedCopies = (): Promise<readonly AcceptedCopy[]> => (graph ? Promise.resolve(graph.accepted) : meta().acceptedCopies());
  return {
    apiUrl: api.apiUrl,
    simulatorUrl,
    database,
    appSecret: CREDENTIALS.WHATSAPP_APP_SECRET,
    phoneNumberId: CREDENTIALS.WHATSAPP_PHONE_NUMBER_ID,
    secrets: SECRETS,
    server: () => api.process(),
    restart: (extra) => api.restart(extra),
    addServer: async (extra = {}) => startOn(await freePort(), extra),
    processes: () => started,
    databaseProxy() {
      if (!proxy) throw new Error('this system was started without `proxied`');
      return proxy;
    },
    signIn: (apiUrl = api.apiUrl) => AgentClient.signIn(apiUrl, ADMIN.email, ADMIN.password),
    phone: (number, name) => meta().phone(number, name),
    control: (method, path, body) => meta().control(method, path, body),
    acceptedCopies,
    copiesAcceptedByMessage: async () => countCopies(await acceptedCopies()),
    stop: end,
  };
}
