import type { AcceptedCopy } from './oracle.js';
import { Phone, type RecordedMessage } from './phone.js';
import { freePort, type ServerProcess, startServer } from './server-process.js';
import { repositoryRoot } from './workspace.js';

export const CREDENTIALS = {
  WHATSAPP_PHONE_NUMBER_ID: '330145778120964',
  WHATSAPP_ACCESS_TOKEN: 'journey-access-token',
  WHATSAPP_APP_SECRET: 'journey-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'journey-verify-token',
} as const;

/** Meta's side as a process of its own: the simulator, by its control API. */
export interface SimulatorProcess {
  readonly url: string;
  /** The phone of a contact; `+44 7700 900xxx`. */
  phone(number: string, name?: string): Phone;
  control<Body>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Body>;
  /** What it really accepted, in that order. */
  acceptedCopies(): Promise<readonly AcceptedCopy[]>;
  stop(): Promise<void>;
}

/** @param places.apiUrl where the product will be: webhooks go there, and the demo page shows its console */
export async function startSimulator({ apiUrl }: { readonly apiUrl: string }): Promise<SimulatorProcess> {
  const port = await freePort();
  // By the same name as the console: a page at 127.0.0.1 would be another site to a browser, and the session cookie is strict.
  const url = `http://localhost:${port}`;
  const server: ServerProcess = await startServer({
    script: 'apps/simulator/dist/main.js',
    cwd: repositoryRoot(),
    readyUrl: `${url}/control/customers`,
    env: {
      PATH: process.env['PATH'],
      ...CREDENTIALS,
      HOST: '127.0.0.1',
      SIMULATOR_PORT: String(port),
      SIMULATOR_WEBHOOK_URL: `${apiUrl.replace('localhost', '127.0.0.1')}/webhooks/whatsapp`,
      SIMULATOR_CONSOLE_URL: apiUrl,
    },
  });
  const control = async <Body>(method: string, path: string, body?: unknown): Promise<Body> => {
    const response = await fetch(`${url}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? null : JSON.parse(text)) as Body;
  };
  return {
    url,
    phone: (number, name) => new Phone(control, number, name),
    control,
    async acceptedCopies() {
      const { items } = await control<{ items: RecordedMessage[] }>('GET', '/control/messages');
      return items
        .filter(({ direction }) => direction === 'outbound')
        .map((record) => ({ messageId: messageIdOf(record), to: record.phone }));
    },
    stop: async () => void (await server.stop()),
  };
}

/** Our own id of a message that WhatsApp accepted, out of its callback data: `v1.<message id>.<attempt>.<signature>`. */
export function messageIdOf({ callbackData }: Pick<RecordedMessage, 'callbackData'>): string | null {
  return callbackData?.split('.')[1] ?? null;
}

/** By our own message id. */
export function countCopies(copies: readonly AcceptedCopy[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { messageId } of copies) if (messageId !== null) counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
  return counts;
}
