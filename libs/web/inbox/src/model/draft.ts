import { useCallback, useSyncExternalStore } from 'react';

/**
 * What an agent has written and not sent: per agent and conversation, in local storage. The key holds both ids, and reading is by
 * exact key only, so a draft can never turn up in another conversation or at another agent's.
 */
const keyOf = (agentId: string, conversationId: string): string => `parley:draft:${agentId}:${conversationId}`;

const listeners = new Set<() => void>();
// Storage may be full or forbidden (private windows): then drafts live as long as the page.
const memory = new Map<string, string>();

export const readDraft = (agentId: string, conversationId: string): string => {
  const key = keyOf(agentId, conversationId);
  const remembered = memory.get(key);
  if (remembered !== undefined) return remembered;
  let stored = '';
  try {
    stored = localStorage.getItem(key) ?? '';
  } catch {
    stored = '';
  }
  memory.set(key, stored);
  return stored;
};

export const writeDraft = (agentId: string, conversationId: string, text: string): void => {
  const key = keyOf(agentId, conversationId);
  if (readDraft(agentId, conversationId) === text) return;
  memory.set(key, text);
  try {
    if (text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  } catch {
    // See above.
  }
  for (const listener of listeners) listener();
};

const onOtherTab = (event: StorageEvent): void => {
  if (event.key === null) memory.clear();
  else if (event.key.startsWith('parley:draft:')) memory.delete(event.key);
  else return;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  if (listeners.size === 0) window.addEventListener('storage', onOtherTab);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('storage', onOtherTab);
  };
};

/** The draft as it stands, also when another tab of the same agent changes it. */
export const useDraft = (agentId: string, conversationId: string): string =>
  useSyncExternalStore(
    subscribe,
    useCallback(() => readDraft(agentId, conversationId), [agentId, conversationId]),
  );

/** For tests: as after a reload of the page. */
export const forgetDrafts = (): void => memory.clear();
