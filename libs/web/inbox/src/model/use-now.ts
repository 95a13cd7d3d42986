import { useSyncExternalStore } from 'react';

// One clock for all ticking words: waiting times and windows are told in minutes, so ten seconds are fine enough.
const tickMs = 10_000;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
};

const read = (): number => {
  // Without a running timer nobody refreshes the value; a first reader must not see an old one. It must not see two either: within one
  // drawing React reads twice and expects the same.
  if (timer === null && Math.abs(Date.now() - now) > 1_000) now = Date.now();
  return now;
};

/** The time in milliseconds, renewed every ten seconds. */
export const useNow = (): number => useSyncExternalStore(subscribe, read);
