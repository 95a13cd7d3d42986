import type { AgentClient } from '../agent-client.js';
import { type Chance, pause } from './chance.js';

/** A console that is left open: follows the live events through every break and notes each number it is told. */
export class ConsoleWatch {
  events = 0;
  connections = 0;
  /** The server said that it cannot resume: allowed only after a gap larger than it keeps. */
  resets = 0;
  /** Numbers that were skipped or told twice, in words. */
  readonly faults: string[] = [];
  last: number | null = null;
  private readonly closing = new AbortController();

  constructor(
    private readonly name: string,
    private readonly agent: AgentClient,
    private readonly chance: Chance,
  ) {}

  /** Until `close`. */
  async run(): Promise<void> {
    while (!this.closing.signal.aborted) {
      // Broken in the middle is what this is about; the next connection resumes.
      await this.follow().catch(() => undefined);
      await pause(this.chance.between(50, 800));
    }
  }

  close(): void {
    this.closing.abort();
  }

  private async follow(): Promise<void> {
    const response = await this.agent.events(this.closing.signal, this.last === null ? undefined : String(this.last));
    if (response.status !== 200) {
      await response.arrayBuffer();
      return;
    }
    this.connections += 1;
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) this.read(block);
    }
  }

  private read(block: string): void {
    const id = /^id: ?(\d+)$/m.exec(block)?.[1];
    const isReset = /^event: ?reset$/m.test(block);
    if (isReset) this.resets += 1;
    if (id === undefined) return;
    const number = Number(id);
    if (!isReset) {
      this.events += 1;
      if (this.last !== null && number !== this.last + 1) this.faults.push(`${this.name} was told ${number} after ${this.last}`);
    }
    this.last = number;
  }
}
