import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AgentClient } from './agent-client.js';
import { createEmptyDatabase, type EmptyDatabase } from './database.js';
import { Phone, type RecordedMessage } from './phone.js';
import { freePort, type ServerProcess, startServer } from './server-process.js';

export const ADMIN = { email: 'ana@parley.example', password: 'calm-teal-harbour-27', name: 'Ana' } as const;
const APP_SECRET = 'journey-app-secret';
const ACCESS_TOKEN = 'journey-access-token';
const VERIFY_TOKEN = 'journey-verify-token';
const PHONE_NUMBER_ID = '330145778120964';

/** The whole product as a visitor meets it: the built server and the simulator as processes, on a database of their own. */
export interface RunningSystem {
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  readonly database: EmptyDatabase;
  readonly appSecret: string;
  readonly phoneNumberId: string;
  server(): ServerProcess;
  /** Starts the server again after it was killed or stopped, on the same port, with other settings where given. */
  restart(env?: NodeJS.ProcessEnv): Promise<void>;
  signIn(): Promise<AgentClient>;
  /** The phone of a contact; `+44 7700 900xxx`. */
  phone(number: string, name?: string): Phone;
  control<Body>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Body>;
  /** How often WhatsApp (the simulator) really accepted each message of ours, by our own message id. */
  copiesAcceptedByMessage(): Promise<Map<string, number>>;
  stop(): Promise<void>;
}

/**
 * @param env settings of the server beyond credentials, database and ports (contract §2)
 * @param entry `main` is the production server; `demo` lets the simulator's page show the console beside the phone
 */
export async function startSystem(env: NodeJS.ProcessEnv = {}, entry: 'main' | 'demo' = 'main'): Promise<RunningSystem> {
  const database = await createEmptyDatabase();
  const [apiPort, simulatorPort] = [await freePort(), await freePort()];
  const apiUrl = `http://localhost:${apiPort}`;
  // By the same name as the console: a page at 127.0.0.1 would be another site to a browser, and the session cookie is strict.
  const simulatorUrl = `http://localhost:${simulatorPort}`;
  const credentials = {
    WHATSAPP_PHONE_NUMBER_ID: PHONE_NUMBER_ID,
    WHATSAPP_ACCESS_TOKEN: ACCESS_TOKEN,
    WHATSAPP_APP_SECRET: APP_SECRET,
    WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
  };
  const startSimulator = (): Promise<ServerProcess> =>
    startServer({
      script: 'apps/simulator/dist/main.js',
      cwd: repositoryRoot(),
      readyUrl: `${simulatorUrl}/control/customers`,
      env: {
        PATH: process.env['PATH'],
        ...credentials,
        HOST: '127.0.0.1',
        SIMULATOR_PORT: String(simulatorPort),
        SIMULATOR_WEBHOOK_URL: `http://127.0.0.1:${apiPort}/webhooks/whatsapp`,
        SIMULATOR_CONSOLE_URL: apiUrl,
      },
    });
  const startApi = (extra: NodeJS.ProcessEnv): Promise<ServerProcess> =>
    startServer({
      script: `apps/api/dist/${entry}.js`,
      cwd: repositoryRoot(),
      readyUrl: `http://127.0.0.1:${apiPort}/health/ready`,
      env: {
        PATH: process.env['PATH'],
        ...credentials,
        HOST: '127.0.0.1',
        PORT: String(apiPort),
        DATABASE_URL: database.url,
        WHATSAPP_GRAPH_URL: simulatorUrl,
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
        ADMIN_NAME: ADMIN.name,
        ...(entry === 'demo' ? { PARLEY_SIMULATOR_ORIGIN: simulatorUrl } : {}),
        ...env,
        ...extra,
      },
    });

  const simulator = await startSimulator();
  let api: ServerProcess;
  try {
    api = await startApi({});
  } catch (error) {
    await simulator.stop();
    await database.drop();
    throw error;
  }
  const control = async <Body>(method: string, path: string, body?: unknown): Promise<Body> => {
    const response = await fetch(`${simulatorUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? null : JSON.parse(text)) as Body;
  };
  return {
    apiUrl,
    simulatorUrl,
    database,
    appSecret: APP_SECRET,
    phoneNumberId: PHONE_NUMBER_ID,
    server: () => api,
    async restart(extra = {}) {
      await api.kill();
      api = await startApi(extra);
    },
    signIn: () => AgentClient.signIn(apiUrl, ADMIN.email, ADMIN.password),
    phone: (number, name) => new Phone(control, number, name),
    control,
    async copiesAcceptedByMessage() {
      const { items } = await control<{ items: RecordedMessage[] }>('GET', '/control/messages');
      const copies = new Map<string, number>();
      for (const { direction, callbackData } of items) {
        // v1.<message id>.<attempt>.<signature>
        const messageId = direction === 'outbound' ? callbackData?.split('.')[1] : undefined;
        if (messageId) copies.set(messageId, (copies.get(messageId) ?? 0) + 1);
      }
      return copies;
    },
    async stop() {
      await api.stop();
      await simulator.stop();
      await database.drop();
    },
  };
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
