import { useCallback, useSyncExternalStore } from 'react';

/**
 * What this agent has sent and the server has not yet shown back: one entry per Send, by its client id, which is also the
 * Idempotency-Key of every try. Kept in local storage, so a reload in the middle of a send loses nothing: the entry comes back as
 * failed, and Retry with the same key is safe whatever happened to the first try.
 */
export interface Outgoing {
  readonly clientId: string;
  readonly conversationId: string;
  readonly agentId: string;
  readonly text: string;
  readonly replyTo: string | null;
  readonly createdAt: string;
  /** The newest acceptance number of the thread when Send was pressed: the real message comes after it. */
  readonly afterSeq: number;
  readonly state: 'sending' | 'accepted' | 'failed';
  /** Set once the server has stored it. */
  readonly messageId: string | null;
  /** Why it failed: an error code, `OFFLINE`, or `INTERRUPTED` when the page was closed in between. */
  readonly failure: string | null;
}

const storageKey = 'parley:outgoing';
const none: readonly Outgoing[] = [];

const isOutgoing = (value: unknown): value is Outgoing => {
  const entry = value as Partial<Outgoing> | null;
  return typeof entry === 'object' && entry !== null && typeof entry.clientId === 'string' && typeof entry.text === 'string';
};

const restore = (): Map<string, readonly Outgoing[]> => {
  const restored = new Map<string, readonly Outgoing[]>();
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    for (const entry of Array.isArray(stored) ? stored.filter(isOutgoing) : []) {
      const kept: Outgoing = entry.state === 'sending' ? { ...entry, state: 'failed', failure: 'INTERRUPTED' } : entry;
      restored.set(kept.conversationId, [...(restored.get(kept.conversationId) ?? none), kept]);
    }
  } catch {
    // Unreadable or forbidden storage: start empty, as on a new device.
  }
  return restored;
};

let entries = restore();
const listeners = new Set<() => void>();

const store = (conversationId: string, next: readonly Outgoing[]): void => {
  entries = new Map(entries);
  if (next.length === 0) entries.delete(conversationId);
  else entries.set(conversationId, next);
  try {
    localStorage.setItem(storageKey, JSON.stringify([...entries.values()].flat().filter((entry) => entry.state !== 'accepted')));
  } catch {
    // Full or forbidden storage: the entry lives as long as the page.
  }
  for (const listener of listeners) listener();
};

export const outgoingOf = (conversationId: string): readonly Outgoing[] => entries.get(conversationId) ?? none;

export const addOutgoing = (entry: Outgoing): void => store(entry.conversationId, [...outgoingOf(entry.conversationId), entry]);

export const changeOutgoing = (conversationId: string, clientId: string, change: Partial<Outgoing>): void =>
  store(
    conversationId,
    outgoingOf(conversationId).map((entry) => (entry.clientId === clientId ? { ...entry, ...change } : entry)),
  );

export const removeOutgoing = (conversationId: string, clientId: string): void =>
  store(
    conversationId,
    outgoingOf(conversationId).filter((entry) => entry.clientId !== clientId),
  );

/** For tests: as after a reload of the page. */
export const reloadOutgoing = (): void => {
  entries = restore();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** This agent's own entries only: another person at the same computer does not see them. */
export const useOutgoing = (conversationId: string, agentId: string): readonly Outgoing[] => {
  const read = useCallback(() => outgoingOf(conversationId), [conversationId]);
  const all = useSyncExternalStore(subscribe, read);
  return all.every((entry) => entry.agentId === agentId) ? all : all.filter((entry) => entry.agentId === agentId);
};
