import type { Answer } from '../agent-client.js';
import { pause } from './chance.js';

/** One press of Send, with its key, however often the request had to be repeated. */
export interface AgentSend {
  readonly conversationId: string;
  readonly key: string;
  readonly text: string;
  /** Our id, when the server took it; null when it refused (409). */
  readonly messageId: string | null;
}

/** An answer a caller repeats its request after; 500 is counted apart: the server should have said 503. */
const WORTH_REPEATING = new Set([429, 500, 502, 503, 504]);

/** What the outside was promised: the one side of the comparison that ends the run. */
export class Ledger {
  readonly sends: AgentSend[] = [];
  /** Closing words of agents whose end was answered 200. */
  readonly closings: string[] = [];
  /** By chat: the agents that were told it is theirs. */
  readonly owners = new Map<string, Set<string>>();
  /** Answers to agents, by HTTP status; 0 = none (connection refused or cut). */
  readonly answers = new Map<number, number>();
  /** What no answer may ever be, in words. */
  readonly absurdities: string[] = [];

  owned(chatId: string, agentId: string): void {
    const agents = this.owners.get(chatId) ?? new Set();
    this.owners.set(chatId, agents.add(agentId));
  }

  /** Asks until there is an answer that settles the matter. */
  async insist<Body>(ask: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
    for (;;) {
      const answer = await ask().catch(() => null);
      this.answers.set(answer?.status ?? 0, (this.answers.get(answer?.status ?? 0) ?? 0) + 1);
      if (answer && !WORTH_REPEATING.has(answer.status)) return answer;
      await pause(150);
    }
  }
}
