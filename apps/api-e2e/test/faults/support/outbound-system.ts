import { expect } from '@jest/globals';
import {
  type AgentClient,
  eventually,
  type OracleOptions,
  type RunningSystem,
  ScriptedGraph,
  SignedWebhooks,
  startSystem,
  verifyOracle,
} from '@parley/running-system';
import { randomUUID } from 'node:crypto';

export interface MessageState {
  readonly id: string;
  readonly status: string;
  readonly code: string | null;
  readonly attempt: number;
}

/** Our own send limits are lifted; they are tested where they live, and would only make every fault slower. */
const UNLIMITED = { WHATSAPP_MESSAGES_PER_SECOND: '0', WHATSAPP_PAIR_LIMIT: 'off' };

/** The built server before a Graph that does as it is told. */
export class OutboundSystem {
  readonly webhooks: SignedWebhooks;
  private contacts = 0;

  private constructor(
    readonly system: RunningSystem,
    readonly graph: ScriptedGraph,
    private agent: AgentClient,
    /** The first of the customers' numbers, `+44 7700 900xxx`. */
    private readonly firstNumber: number,
  ) {
    this.webhooks = new SignedWebhooks(system);
  }

  static async start(firstNumber: number, env: NodeJS.ProcessEnv = {}): Promise<OutboundSystem> {
    const graph = await ScriptedGraph.start();
    try {
      const system = await startSystem({ ...UNLIMITED, ...env }, { graph, proxied: true });
      return new OutboundSystem(system, graph, await system.signIn(), firstNumber);
    } catch (error) {
      await graph.stop();
      throw error;
    }
  }

  /** The global oracle: every outcome known or in doubt, no second copy, order kept, nothing lost on the way in, nothing personal logged. */
  verify(options: OracleOptions = {}): Promise<void> {
    return verifyOracle(this.system, { webhooks: this.webhooks, ...options });
  }

  async stop(): Promise<void> {
    this.webhooks.close();
    await this.system.stop();
    await this.graph.stop();
  }

  /** A contact whose chat is the agent's, with the welcome already sent. */
  async openChat(): Promise<OpenChat> {
    const number = `+447700900${String(this.firstNumber + this.contacts++).padStart(3, '0')}`;
    await this.webhooks.text(number, 'support');
    await eventually(() => expect(this.graph.acceptedBy(number)).toHaveLength(1), 30_000);
    const chat = new OpenChat(this, number);
    expect(await chat.post('accept')).toBe(200);
    return chat;
  }

  openChats(count: number): Promise<OpenChat[]> {
    return Promise.all(Array.from({ length: count }, () => this.openChat()));
  }

  get<Body>(path: string) {
    return this.agent.get<Body>(path);
  }

  post(path: string, body: unknown, headers?: Record<string, string>) {
    return this.agent.post<{ id: string }>(path, body, headers);
  }

  query<Row>(text: string, values?: unknown[]): Promise<Row[]> {
    return this.system.database.query<Row>(text, values);
  }

  /** The message of this text of an agent's. Texts are unique in these tests. */
  async message(text: string): Promise<MessageState> {
    const sql = "select id, status, error_code as code, attempt from message where text = $1 and author = 'agent'";
    const [row] = await this.query<MessageState>(sql, [text]);
    if (!row) throw new Error(`no message ${text}`);
    return row;
  }

  waitForStatus(text: string, status: string | readonly string[], timeoutMs = 30_000): Promise<MessageState> {
    return eventually(
      async () => {
        const row = await this.message(text);
        expect([text, [status].flat().includes(row.status) ? 'as expected' : row.status]).toEqual([text, 'as expected']);
        return row;
      },
      timeoutMs,
      200,
    );
  }
}

/** A chat between one contact and our agent. */
export class OpenChat {
  constructor(
    private readonly outbound: OutboundSystem,
    readonly number: string,
  ) {}

  /** @returns the HTTP status */
  async post(act: 'accept' | 'end' | 'send', body: unknown = {}): Promise<number> {
    return (await this.outbound.post(`/api/admin/conversations/${this.number}/chat-support/${act}`, body)).status;
  }

  /** The thread as the API shows it, oldest first. */
  async messages<Message>(): Promise<Message[]> {
    return (await this.outbound.get<{ items: Message[] }>(`/api/admin/conversations/${this.number}/messages?limit=50`)).body.items;
  }

  async send(...texts: readonly string[]): Promise<void> {
    for (const message of texts) {
      const path = `/api/admin/conversations/${this.number}/chat-support/send`;
      const answer = await this.outbound.post(path, { message }, { 'idempotency-key': randomUUID() });
      expect([message, answer.status]).toEqual([message, 201]);
    }
  }

  /** What Graph really took for this contact since the chat was opened, the "… is here" line left out. */
  got(): string[] {
    return this.outbound.graph
      .acceptedBy(this.number)
      .slice(1)
      .filter((text) => !text.includes('is here'));
  }

  /** How often Graph was called with this text. */
  calls(text: string): number {
    return this.outbound.graph.callsTo(this.number).filter((call) => call.text === text).length;
  }

  /** What Graph took with this text. */
  acceptance(text: string) {
    const found = this.outbound.graph.accepted.find((acceptance) => acceptance.to === this.number && acceptance.text === text);
    if (!found) throw new Error(`Graph has not accepted ${text}`);
    return found;
  }
}
