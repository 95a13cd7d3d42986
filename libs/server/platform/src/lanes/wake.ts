import { EventEmitter } from 'node:events';

/** What a worker may be woken for. Each topic has a sweep as well: a lost wake-up costs a second, never a message. */
export const WAKE_TOPICS = [
  'inbox',
  'outbox',
  'events',
  'timers',
  'receipts',
  'settings',
  'playbook',
  'queue',
  'contacts',
  'templates',
  'stats',
  'account',
  'media',
  'presence',
] as const;
export type WakeTopic = (typeof WAKE_TOPICS)[number];

/**
 * Tells the loops of this process that there is work. Between processes the same topics travel by NOTIFY (see `wake-listener.ts`):
 * one per commit or batch, never one per row, because NOTIFY holds a database-wide lock at commit.
 */
export class Wake {
  private readonly emitter = new EventEmitter({ captureRejections: false }).setMaxListeners(50);
  private relay: ((topic: WakeTopic) => void) | undefined;

  /** Call after the commit that made the work visible. */
  wake(topic: WakeTopic): void {
    const heard = this.emitter.emit(topic);
    if (!heard) this.relay?.(topic);
  }

  /** For what every process keeps a copy of: wakes this one, and all the others. */
  wakeAll(topic: WakeTopic): void {
    this.emitter.emit(topic);
    this.relay?.(topic);
  }

  /** Wakes only this process: for what came in by NOTIFY, so that it is not sent round again. */
  wakeHere(topic: WakeTopic): void {
    this.emitter.emit(topic);
  }

  /** @returns stops listening */
  on(topic: WakeTopic, listener: () => void): () => void {
    this.emitter.on(topic, listener);
    return () => this.emitter.off(topic, listener);
  }

  /** Where a topic goes when nobody in this process works on it (`ROLE=api`). */
  relayTo(relay: (topic: WakeTopic) => void): void {
    this.relay = relay;
  }
}
