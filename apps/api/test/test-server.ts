import { CreateAgent } from '@parley/accounts';
import { ChannelDirectory } from '@parley/conversation';
import { type Log, SilentLog } from '@parley/platform';
import { createTestDatabase, type TestDatabase } from '@parley/testing';
import type { Role } from '@parley/vocabulary';
import { type Configuration, readConfiguration } from '../src/config/configuration.js';
import { assembleServer, type Server } from '../src/runtime/server.js';

export const PASSWORD = 'correct horse battery';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
  /** The body as JSON; empty when it is none. */
  readonly body: Record<string, unknown>;
}

export interface Caller {
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, options?: CallOptions): Promise<Answer>;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The real server on a database of its own; nothing listens unless a test asks for it. */
export class TestServer {
  private constructor(
    readonly database: TestDatabase,
    readonly server: Server,
    readonly channelId: string,
  ) {}

  static async start(overrides: Partial<Configuration> = {}, log: Log = new SilentLog()): Promise<TestServer> {
    const database = await createTestDatabase();
    const defaults = readConfiguration(
      {
        DATABASE_URL: database.url,
        WHATSAPP_PHONE_NUMBER_ID: '100',
        WHATSAPP_ACCESS_TOKEN: 'token',
        WHATSAPP_APP_SECRET: 'app-secret',
        WHATSAPP_VERIFY_TOKEN: 'verify',
        PUBLIC_URL: 'http://localhost:3000',
      },
      'production',
    );
    const server = await assembleServer({ ...defaults, host: '127.0.0.1', port: 0, ...overrides }, log);
    await server.app.getHttpAdapter().getInstance().ready();
    const channelId = await server.app.get(ChannelDirectory, { strict: false }).ensure('100', '+44 20 7946 0123');
    return new TestServer(database, server, channelId);
  }

  async stop(): Promise<void> {
    await this.server.app.close();
    await this.database.drop();
  }

  async call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, options: CallOptions = {}): Promise<Answer> {
    const raw = typeof options.body === 'string';
    const response = await this.server.app.inject({
      method,
      url,
      headers: { ...(options.body !== undefined && !raw ? { 'content-type': 'application/json' } : {}), ...options.headers },
      ...(options.body === undefined ? {} : { payload: raw ? options.body : JSON.stringify(options.body) }),
    });
    let body: Record<string, unknown> = {};
    try {
      body = JSON.parse(response.body) as Record<string, unknown>;
    } catch {
      // Not every answer is JSON; `text` has it.
    }
    return { status: response.statusCode, headers: response.headers, text: response.body, body };
  }

  async addAgent(name: string, role: Role = 'agent'): Promise<{ id: string; email: string }> {
    const email = `${name.toLowerCase()}@parley.example`;
    const agent = await this.server.app.get(CreateAgent, { strict: false }).execute({ email, name, role, password: PASSWORD });
    return { id: agent.id, email };
  }

  /** Signs in as a browser does, and keeps the cookie. */
  async signIn(email: string, ip = '192.0.2.1'): Promise<Caller & { cookie: string }> {
    const response = await this.server.app.inject({
      method: 'POST',
      url: '/api/auth/login',
      remoteAddress: ip,
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ email, password: PASSWORD }),
    });
    if (response.statusCode !== 200) throw new Error(`login failed: ${response.body}`);
    const cookies = [response.headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';')[0] ?? '');
    const cookie = cookies.join('; ');
    const own = { cookie, 'sec-fetch-site': 'same-origin' };
    return { cookie, call: (method, url, options = {}) => this.call(method, url, { ...options, headers: { ...own, ...options.headers } }) };
  }

  /** A machine with a token made by that caller. */
  async withToken(admin: Caller, scopes: readonly string[]): Promise<Caller & { token: string }> {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const made = await admin.call('POST', '/api/admin/tokens', { body: { name: 'test', scopes, expiresAt } });
    const token = String(made.body['token']);
    const own = { authorization: `Bearer ${token}` };
    return { token, call: (method, url, options = {}) => this.call(method, url, { ...options, headers: { ...own, ...options.headers } }) };
  }
}
