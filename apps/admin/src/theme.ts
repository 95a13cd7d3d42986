import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'system' | 'light' | 'dark';

const key = 'parley:theme';
const listeners = new Set<() => void>();
const system = matchMedia('(prefers-color-scheme: dark)');

const read = (): ThemeChoice => {
  try {
    const stored = localStorage.getItem(key);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
};

let choice = read();

const apply = (): void => {
  document.documentElement.dataset['theme'] = choice === 'dark' || (choice === 'system' && system.matches) ? 'dark' : 'light';
};
system.addEventListener('change', apply);

export const setTheme = (next: ThemeChoice): void => {
  choice = next;
  try {
    if (next === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, next);
  } catch {
    // Holds until the page is closed.
  }
  apply();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** What the agent chose; `public/theme.js` applies it before the first paint. */
export const useTheme = (): ThemeChoice => useSyncExternalStore(subscribe, () => choice);
