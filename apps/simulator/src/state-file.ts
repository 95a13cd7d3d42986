import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Customer } from './customers/customer.js';
import type { MessageRecord } from './messages/message-record.js';
import type { Simulator } from './simulator.js';

/** Changes come in bursts (a message and its three statuses): one write for all of them. */
const SAVE_AFTER_MS = 400;
const FORMAT = 1;

interface KeptState {
  readonly format: typeof FORMAT;
  readonly customers: readonly Customer[];
  readonly messages: readonly MessageRecord[];
}

/**
 * Keeps customers and messages over a restart, for a demo whose database is kept too. Not clock, faults, settings and media: those belong to
 * the moment. A process killed hard loses what changed in its last half second.
 */
export class StateFile {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly path: string,
    private readonly simulator: Simulator,
  ) {}

  /** Reads what was kept and takes up what was under way; then follows every change. A file that cannot be read is set aside. */
  open(): void {
    const kept = this.read();
    if (kept) {
      this.simulator.customers.restore(kept.customers);
      this.simulator.log.restore(kept.messages);
      for (const customer of this.simulator.customers.all()) {
        this.simulator.actions.repost(customer);
        this.simulator.journey.resume(customer);
      }
    }
    this.simulator.feed.subscribe((event) => {
      if (event.type !== 'clock' && event.type !== 'faults') this.saveSoon();
    });
  }

  /** Writes at once. */
  save(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const state: KeptState = { format: FORMAT, customers: this.simulator.customers.all(), messages: this.simulator.log.all() };
    mkdirSync(dirname(this.path), { recursive: true });
    // Never half a file: the new one takes the old one's place whole.
    writeFileSync(`${this.path}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${this.path}.new`, this.path);
  }

  private saveSoon(): void {
    this.timer ??= setTimeout(() => this.save(), SAVE_AFTER_MS);
  }

  private read(): KeptState | null {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch {
      // The first start: there is nothing yet.
      return null;
    }
    try {
      const kept = JSON.parse(text) as KeptState;
      return kept.format === FORMAT && Array.isArray(kept.customers) && Array.isArray(kept.messages) ? kept : this.setAside();
    } catch {
      return this.setAside();
    }
  }

  private setAside(): null {
    renameSync(this.path, `${this.path}.unreadable`);
    return null;
  }
}
