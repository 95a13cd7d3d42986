import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { AgentClient } from './agent-client.js';
import { Balancer } from './balancer.js';
import { createEmptyDatabase } from './database.js';
import { DatabaseProxy } from './database-proxy.js';
import { Replica, type ReplicaRole } from './replica.js';
import { freePort } from './server-process.js';
import { countCopies, CREDENTIALS, type SimulatorProcess, startSimulator } from './simulator-process.js';
import { ADMIN, type Product } from './system.js';
import { repositoryRoot } from './workspace.js';

/** The product in pieces: several `api` and `worker` processes on one database, behind one address. */
export interface ReplicaSet extends Product {
  readonly replicas: readonly Replica[];
  of(role: ReplicaRole): readonly Replica[];
  /** Where one `api` process itself answers, past the balancer. */
  addressOf(replica: Replica): string;
  signIn(at?: Replica): Promise<AgentClient>;
  /** Where what the processes print is kept. */
  readonly logFolder: string;
  /** At once, by SIGKILL. @param options.keepDatabase leaves it, and what the processes printed, for somebody to look into */
  stop(options?: { readonly keepDatabase?: boolean }): Promise<void>;
}

export interface ReplicaSetOptions {
  readonly api?: number;
  readonly worker?: number;
  /** Settings of every server process beyond credentials, database and ports (contract §2). */
  readonly env?: NodeJS.ProcessEnv;
  readonly logFolder?: string;
  /** Each process reaches the database through a proxy of its own, which can be cut. */
  readonly proxied?: boolean;
}

export async function startReplicas({
  api = 2,
  worker = 2,
  env = {},
  logFolder,
  proxied = false,
}: ReplicaSetOptions = {}): Promise<ReplicaSet> {
  const database = await createEmptyDatabase();
  const folder = logFolder ?? join(repositoryRoot(), '.data', 'replicas', new URL(database.url).pathname.slice(1));
  const publicPort = await freePort();
  const apiUrl = `http://localhost:${publicPort}`;
  const simulator = await startSimulator({ apiUrl });
  const names = [...numbered('api', api), ...numbered('worker', worker)];
  const replicas: Replica[] = [];
  for (const { name, role } of names) {
    const port = await freePort();
    const proxy = proxied ? await DatabaseProxy.before(database.url) : undefined;
    const settings = serverSettings({ port, publicUrl: apiUrl, databaseUrl: proxy?.urlOf(database.url) ?? database.url, simulator, env });
    const logFile = join(folder, `${name}.log`);
    replicas.push(new Replica({ name, role, port, env: { ...settings, ROLE: role }, logFile, ...(proxy ? { proxy } : {}) }));
  }
  const of = (role: ReplicaRole): Replica[] => replicas.filter((replica) => replica.role === role);
  const balancer = await Balancer.listen(
    publicPort,
    of('api').map((replica) => replica.port),
  );
  const stop = async (options: { readonly keepDatabase?: boolean } = {}): Promise<void> => {
    // Whoever wants to see a clean stop asks the replica for one; the others need not wait for a router to notice.
    await Promise.all(replicas.map((replica) => replica.kill()));
    await balancer.close();
    for (const { proxy } of replicas) await proxy?.close();
    await simulator.stop();
    if (options.keepDatabase) return;
    await database.drop();
    // A folder that was asked for is its owner's.
    if (logFolder === undefined) rmSync(folder, { recursive: true, force: true });
  };
  const addressOf = (replica: Replica): string => `http://localhost:${replica.port}`;
  const started = await Promise.all(replicas.map((replica) => replica.start().catch(() => false)));
  if (started.includes(false)) {
    await stop();
    throw new Error(`not every process of ${replicas.map(({ name }) => name).join(', ')} became ready: see ${folder}`);
  }
  return {
    apiUrl,
    simulatorUrl: simulator.url,
    database,
    appSecret: CREDENTIALS.WHATSAPP_APP_SECRET,
    phoneNumberId: CREDENTIALS.WHATSAPP_PHONE_NUMBER_ID,
    replicas,
    of,
    addressOf,
    logFolder: folder,
    signIn: (at) => AgentClient.signIn(at ? addressOf(at) : apiUrl, ADMIN.email, ADMIN.password),
    phone: (number, name) => simulator.phone(number, name),
    control: (method, path, body) => simulator.control(method, path, body),
    acceptedCopies: () => simulator.acceptedCopies(),
    copiesAcceptedByMessage: async () => countCopies(await simulator.acceptedCopies()),
    stop,
  };
}

function numbered(role: ReplicaRole, count: number): { name: string; role: ReplicaRole }[] {
  return Array.from({ length: count }, (_, index) => ({ name: `${role}-${index + 1}`, role }));
}

interface Surroundings {
  readonly port: number;
  readonly publicUrl: string;
  readonly databaseUrl: string;
  readonly simulator: SimulatorProcess;
  readonly env: NodeJS.ProcessEnv;
}

function serverSettings({ port, publicUrl, databaseUrl, simulator, env }: Surroundings): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    ...CREDENTIALS,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    DATABASE_URL: databaseUrl,
    WHATSAPP_GRAPH_URL: simulator.url,
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    ADMIN_NAME: ADMIN.name,
    ...env,
  };
}
