import { SIGNATURE_HEADER, verifySignature, type WireChangeValue, type WireMessage, type WireStatus } from '@parley/whatsapp-protocol';
import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer, type RunningSimulator } from '../src/server.js';
import { defaultSettings, type SimulatorSettings } from '../src/settings.js';

export const MAYA = '+447700900321';
export const TOKEN = defaultSettings().accessToken;
export const NUMBER = defaultSettings().phoneNumberId;

/** Statuses follow at once: what is tested is their order, not our patience. */
export function testSettings(changes: Partial<SimulatorSettings> = {}): SimulatorSettings {
  const settings = { ...defaultSettings(), port: 0, ...changes };
  settings.behaviour = { ...settings.behaviour, statusDelaysMs: { sent: 5, delivered: 15, read: 10 }, ...changes.behaviour };
  return settings;
}

interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: T;
}

/** Talks to a simulator that does not listen. */
export class Caller {
  constructor(readonly server: RunningSimulator) {}

  async call<T = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    body?: unknown,
    headers = {},
  ): Promise<Answer<T>> {
    const answer = await this.server.app.inject({
      method,
      url,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return { status: answer.statusCode, headers: answer.headers, body: (answer.body ? answer.json() : {}) as T };
  }

  post<T = Record<string, unknown>>(url: string, body: unknown = {}): Promise<Answer<T>> {
    return this.call<T>('POST', url, body);
  }

  get<T = Record<string, unknown>>(url: string): Promise<Answer<T>> {
    return this.call<T>('GET', url);
  }

  /** `POST /v26.0/{number}/messages` as the business; `messaging_product` and `to` may be left out of `body`. */
  graph<T = SendAnswer>(body: Readonly<Record<string, unknown>>): Promise<Answer<T>> {
    return this.call<T>('POST', `/v26.0/${NUMBER}/messages`, { messaging_product: 'whatsapp', to: MAYA, ...body }, authorised);
  }

  say(text: string, phone = MAYA): Promise<Answer<{ id: string }>> {
    return this.post(`/control/customers/${phone}/say`, { text });
  }

  async messages(phone = MAYA): Promise<ControlMessage[]> {
    return (await this.get<{ items: ControlMessage[] }>(`/control/messages?phone=${encodeURIComponent(phone)}`)).body.items;
  }
}

export const authorised = { authorization: `Bearer ${TOKEN}` };

export interface SendAnswer {
  readonly contacts: readonly { readonly input: string; readonly wa_id?: string; readonly user_id?: string }[];
  readonly messages: readonly { readonly id: string }[];
  readonly error: { readonly code: number; readonly message: string; readonly error_data?: { readonly details: string } };
}

export interface ControlMessage {
  readonly id: string;
  readonly direction: string;
  readonly type: string;
  readonly text: string | null;
  readonly callbackData: string | null;
  readonly contextId: string | null;
  readonly chosenId: string | null;
  readonly status: string;
  readonly statuses: readonly { readonly status: string; readonly errors?: readonly { readonly code: number }[] }[];
  readonly webhook: { readonly attempts: number; readonly deliveredAt: string | null } | null;
}

export async function startCaller(changes: Partial<SimulatorSettings> = {}): Promise<Caller> {
  return new Caller(await createServer(testSettings(changes)));
}

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly signed: boolean;
  readonly values: readonly WireChangeValue[];
}

/** The business' own server: keeps what it gets and answers as it is told. */
export class Receiver {
  readonly received: Received[] = [];
  readonly verifications: URLSearchParams[] = [];
  /** Answers the next requests with these; then 200. */
  readonly nextAnswers: number[] = [];
  readonly url: string;
  private readonly server;

  private constructor(server: ReturnType<typeof createHttpServer>) {
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/whatsapp`;
  }

  static async start(): Promise<Receiver> {
    const server = createHttpServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        if (request.method === 'GET') {
          receiver.verifications.push(url.searchParams);
          response.end(url.searchParams.get('hub.challenge'));
          return;
        }
        receiver.keep(Buffer.concat(chunks), request.headers);
        response.statusCode = receiver.nextAnswers.shift() ?? 200;
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const receiver = new Receiver(server);
    return receiver;
  }

  get messages(): WireMessage[] {
    return this.received.flatMap(({ values }) => values.flatMap((value) => value.messages ?? []));
  }

  get statuses(): WireStatus[] {
    return this.received.flatMap(({ values }) => values.flatMap((value) => value.statuses ?? []));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private keep(bytes: Buffer, headers: IncomingHttpHeaders): void {
    const signed = verifySignature([defaultSettings().appSecret], bytes, headers[SIGNATURE_HEADER]) === 0;
    const envelope = JSON.parse(bytes.toString('utf8')) as { entry: { changes: { value: WireChangeValue }[] }[] };
    const values = envelope.entry.flatMap((entry) => entry.changes.map((change) => change.value));
    this.received.push({ headers, bytes, signed, values });
  }
}

/** Waits until `find` finds something; fails after twenty seconds: for what hangs, not for what is slow. */
export async function eventually<T>(find: () => T | undefined | null | false | Promise<T | undefined | null | false>): Promise<T> {
  const until = Date.now() + 20_000;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > until) throw new Error(`did not happen in time: ${find.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
