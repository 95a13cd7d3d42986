import { randomUUID } from 'node:crypto';
import { AgentClient } from '../agent-client.js';
import type { Product } from '../system.js';
import type { Chance } from './chance.js';
import { MARK } from './customers.js';
import type { Ledger } from './ledger.js';

interface ConversationBody {
  readonly id: string;
  readonly chat: { readonly id: string; readonly agent: { readonly id: string } | null } | null;
}

interface ListBody {
  readonly items: readonly ConversationBody[];
}

/** As many as a person keeps an eye on. */
const CHATS_AT_ONCE = 6;
const PASSWORD = 'calm-teal-harbour-28';

/** The agents: take chats, answer, end; repeat a request with its key until it is answered, as the console does. */
export class Agents {
  private constructor(
    private readonly clients: readonly AgentClient[],
    private readonly ledger: Ledger,
    private readonly chance: Chance,
  ) {}

  static async hire(product: Product, ledger: Ledger, chance: Chance, count: number): Promise<Agents> {
    const admin = await product.signIn();
    const clients: AgentClient[] = [];
    for (let index = 1; index <= count; index += 1) {
      const email = `agent${index}@parley.example`;
      const made = await admin.post('/api/admin/agents', { email, name: `Agent ${index}`, role: 'agent', password: PASSWORD });
      if (made.status !== 201) throw new Error(`making an agent was answered ${made.status}`);
      clients.push(await AgentClient.signIn(product.apiUrl, email, PASSWORD));
    }
    return new Agents(clients, ledger, chance);
  }

  async run(isOn: () => boolean): Promise<void> {
    await Promise.all(this.clients.map((client, index) => this.work(client, index + 1, isOn)));
  }

  private async work(client: AgentClient, place: number, isOn: () => boolean): Promise<void> {
    const chance = this.chance.of(`agent ${place}`);
    let written = 0;
    while (isOn()) {
      await chance.pause(50, 600);
      const mine = await this.ledger.insist(() => client.get<ListBody>('/api/admin/conversations?view=mine&limit=50'));
      if (mine.body.items.length < CHATS_AT_ONCE) await this.takeOne(client, chance);
      const conversation = chance.pickAny(mine.body.items);
      if (!conversation) continue;
      const words = `${MARK} answer ${place}-${(written += 1)}`;
      if (chance.hits(0.85)) await this.send(client, conversation.id, words, chance);
      else await this.end(client, conversation.id, words, chance);
    }
  }

  /** Half of the time the next in the queue, else the first on the screen, which everybody sees and clicks. */
  private async takeOne(client: AgentClient, chance: Chance): Promise<void> {
    if (chance.hits(0.5)) {
      const next = await this.ledger.insist(() => client.post<ConversationBody | null>('/api/admin/queue/next'));
      this.note(next.status, next.body);
      return;
    }
    const waiting = await this.ledger.insist(() => client.get<ListBody>('/api/admin/conversations?view=waiting&limit=1'));
    const [first] = waiting.body.items;
    if (!first) return;
    const taken = await this.ledger.insist(() => client.post<ConversationBody>(`/api/admin/conversations/${first.id}/chat-support/accept`));
    this.note(taken.status, taken.body);
  }

  private note(status: number, body: ConversationBody | null): void {
    const chat = body?.chat;
    if (status === 200 && chat?.agent) this.ledger.owned(chat.id, chat.agent.id);
  }

  private async send(client: AgentClient, conversationId: string, text: string, chance: Chance): Promise<void> {
    const key = randomUUID();
    const press = () =>
      this.ledger.insist(() =>
        client.post<{ id: string }>(
          `/api/admin/conversations/${conversationId}/chat-support/send`,
          { message: text },
          { 'idempotency-key': key },
        ),
      );
    // A double click, or two tabs: two requests at once that may meet different processes.
    const answers = await Promise.all(chance.hits(0.15) ? [press(), press()] : [press()]);
    const ids = new Set(answers.filter(({ status }) => status === 200 || status === 201).map(({ body }) => body.id));
    if (ids.size > 1) this.ledger.absurdities.push(`one press of Send made ${ids.size} messages: ${[...ids].join(', ')}`);
    if (answers.filter(({ status }) => status === 201).length > 1) this.ledger.absurdities.push(`one key was answered 201 twice: ${key}`);
    const [messageId = null] = ids;
    this.ledger.sends.push({ conversationId, key, text, messageId });
  }

  private async end(client: AgentClient, conversationId: string, closing: string, chance: Chance): Promise<void> {
    const undoSeconds = chance.hits(0.2) ? 2 : 0;
    const ended = await this.ledger.insist(() =>
      client.post(`/api/admin/conversations/${conversationId}/chat-support/end`, { message: closing, undoSeconds }),
    );
    if (ended.status === 200 && undoSeconds === 0) this.ledger.closings.push(closing);
  }
}
