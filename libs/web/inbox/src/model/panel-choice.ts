import { useSyncExternalStore } from 'react';

const key = 'parley:panel';
const listeners = new Set<() => void>();

const read = (): boolean => {
  try {
    return localStorage.getItem(key) !== 'closed';
  } catch {
    return true;
  }
};
let isOpen = read();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const setPanelOpen = (open: boolean): void => {
  isOpen = open;
  try {
    localStorage.setItem(key, open ? 'open' : 'closed');
  } catch {
    // Not remembered, but done.
  }
  for (const listener of listeners) listener();
};

/** Whether this agent wants the contact panel beside the thread, where there is room for it. */
export const usePanelOpen = (): boolean => useSyncExternalStore(subscribe, () => isOpen);
