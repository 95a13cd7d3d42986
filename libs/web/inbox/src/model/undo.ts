import { useSyncExternalStore } from 'react';

/** An end that can still be taken back. */
export interface Undoable {
  readonly conversationId: string;
  readonly chatId: string | null;
  readonly name: string;
  /** Milliseconds; the server forgets it about then, whatever the page does. */
  readonly until: number;
}

let undoables: readonly Undoable[] = [];
const listeners = new Set<() => void>();
const set = (next: readonly Undoable[]): void => {
  undoables = next;
  for (const listener of listeners) listener();
};

export const beginUndo = (undoable: Undoable): void => {
  set([...undoables.filter((other) => other.conversationId !== undoable.conversationId), undoable]);
};

export const endUndo = (conversationId: string): void => set(undoables.filter((undoable) => undoable.conversationId !== conversationId));

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** What can be undone now, the newest last. */
export const useUndoables = (): readonly Undoable[] => useSyncExternalStore(subscribe, () => undoables);
