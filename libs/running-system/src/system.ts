import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AgentClient } from './agent-client.js';
import { createEmptyDatabase, type EmptyDatabase } from './database.js';
import { DatabaseProxy } from './database-proxy.js';
import type { AcceptedCopy } from './oracle.js';
import { Phone, type RecordedMessage } from './phone.js';
import { freePort, type ServerProcess, startServer } from './server-process.js';

export const ADMIN = { email: 'ana@parley.example', password: 'calm-teal-harbour-27', name: 'Ana' } as const;
const CREDENTIALS = {
  WHATSAPP_PHONE_NUMBER_ID: '330145778120964',
  WHATSAPP_ACCESS_TOKEN: 'journey-access-token',
  WHATSAPP_APP_SECRET: 'journey-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'journey-verify-token',
} as const;

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

/** The whole product as a visitor meets it: the built server and the simulator as processes, on a database of their own. */
export interface RunningSystem {
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  readonly database: EmptyDatabase;
  readonly appSecret: string;
  readonly phoneNumberId: string;
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
  /** The phone of a contact; `+44 7700 900xxx`. */
  phone(number: string, name?: string): Phone;
  control<Body>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Body>;
  /** What Graph (the simulator, or what stands in for it) really accepted, in that order. */
  acceptedCopies(): Promise<readonly AcceptedCopy[]>;
  /** How often Graph really accepted each message of ours, by our own message id. */
  copiesAcceptedByMessage(): Promise<Map<string, number>>;
  stop(): Promise<void>;
}

/** @param env settings of every server process beyond credentials, database and ports (contract §2) */
export async function startSystem(env: NodeJS.ProcessEnv = {}, options: SystemOptions = {}): Promise<RunningSystem> {
  const { entry = 'main', graph } = options;
  const database = await createEmptyDatabase(options.databaseServer);
  const proxy = options.proxied ? await DatabaseProxy.before(database.url) : null;
  const [apiPort, simulatorPort] = [await freePort(), await freePort()];
  // By the same name as the console: a page at 127.0.0.1 would be another site to a browser, and the session cookie is strict.
  const simulatorUrl = `http://localhost:${simulatorPort}`;
  const started: ServerProcess[] = [];
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
    return {
      apiUrl: `http://localhost:${port}`,
      process: () => current,
      async restart(extra = {}) {
        await current.kill();
        current = await launch(port, { ...first, ...extra });
      },
    };
  };

  const simulator = graph ? null : await startSimulator(simulatorPort, apiPort);
  const end = async (): Promise<void> => {
    await Promise.all(started.map((server) => server.stop()));
    await simulator?.stop();
    await proxy?.close();
    await database.drop();
  };
  let api: RunningServer;
  try {
    api = await startOn(apiPort, {});
  } catch (error) {
    await end();
    throw error;
  }
  const control = async <Body>(method: string, path: string, body?: unknown): Promise<Body> => {
    if (!simulator) throw new Error('this system runs without the simulator');
    const response = await fetch(`${simulatorUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? null : JSON.parse(text)) as Body;
  };
  const acceptedCopies = async (): Promise<readonly AcceptedCopy[]> => {
    if (graph) return graph.accepted;
    const { items } = await control<{ items: RecordedMessage[] }>('GET', '/control/messages');
    const sent = items.filter(({ direction }) => direction === 'outbound');
    // v1.<message id>.<attempt>.<signature>
    return sent.map(({ callbackData, phone }) => ({ messageId: callbackData?.split('.')[1] ?? null, to: phone }));
  };
  return {
    apiUrl: api.apiUrl,
    simulatorUrl,
    database,
    appSecret: CREDENTIALS.WHATSAPP_APP_SECRET,
    phoneNumberId: CREDENTIALS.WHATSAPP_PHONE_NUMBER_ID,
    secrets: [CREDENTIALS.WHATSAPP_APP_SECRET, CREDENTIALS.WHATSAPP_ACCESS_TOKEN, CREDENTIALS.WHATSAPP_VERIFY_TOKEN, ADMIN.password],
    server: () => api.process(),
    restart: (extra) => api.restart(extra),
    addServer: async (extra = {}) => startOn(await freePort(), extra),
    processes: () => started,
    databaseProxy() {
      if (!proxy) throw new Error('this system was started without `proxied`');
      return proxy;
    },
    signIn: (apiUrl = api.apiUrl) => AgentClient.signIn(apiUrl, ADMIN.email, ADMIN.password),
    phone: (number, name) => new Phone(control, number, name),
    control,
    acceptedCopies,
    async copiesAcceptedByMessage() {
      const copies = new Map<string, number>();
      for (const { messageId } of await acceptedCopies()) if (messageId !== null) copies.set(messageId, (copies.get(messageId) ?? 0) + 1);
      return copies;
    },
    stop: end,
  };
}

function startSimulator(port: number, apiPort: number): Promise<ServerProcess> {
  return startServer({
    script: 'apps/simulator/dist/main.js',
    cwd: repositoryRoot(),
    readyUrl: `http://localhost:${port}/control/customers`,
    env: {
      PATH: process.env['PATH'],
      ...CREDENTIALS,
      HOST: '127.0.0.1',
      SIMULATOR_PORT: String(port),
      SIMULATOR_WEBHOOK_URL: `http://127.0.0.1:${apiPort}/webhooks/whatsapp`,
      SIMULATOR_CONSOLE_URL: `http://localhost:${apiPort}`,
    },
  });
}

/** The folder that holds `nx.json`, from wherever jest was started. */
export function repositoryRoot(): string {
  let folder = process.cwd();
  while (!existsSync(join(folder, 'nx.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('not inside the workspace');
    folder = parent;
  }
  return folder;
}
