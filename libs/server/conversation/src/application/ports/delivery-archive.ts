import type { Transaction } from '@parley/platform';

/** What the channel has kept of deliveries as they came: filled by its adapter, which alone can read them. */
export abstract class DeliveryArchive {
  /**
   * Nothing that waits for these conversations, or speaks of these messages, is ever applied. In the caller's transaction.
   * @param wamids the channel's ids of messages
   */
  abstract discard(tx: Transaction, conversationIds: readonly string[], wamids: readonly string[]): Promise<void>;

  /**
   * Takes a person out of deliveries as they came, a batch at a time: theirs go, what others wrote in the same one stays.
   * @param traces the person's names, and what else only they are known by
   * @param until when they were erased: what has come since is somebody's whom we do not know
   * @param after 0, or what the call before returned
   * @returns where the next batch begins; null when there was none left
   */
  abstract erase(tx: Transaction, traces: readonly string[], until: Date, after: string): Promise<string | null>;
}
