import { useSyncExternalStore } from 'react';
import type { LiveState } from './live-connection.js';

let current: LiveState = { state: 'connecting' };
const listeners = new Set<() => void>();

export const setLiveState = (next: LiveState): void => {
  current = next;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** How the connection of live events stands. */
export const useLiveState = (): LiveState => useSyncExternalStore(subscribe, () => current);
