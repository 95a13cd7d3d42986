import { X } from 'lucide-react';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { Button } from './button.js';
import { IconButton } from './icon-button.js';

export interface Toast {
  /** A second toast of the same id takes the place of the first. */
  readonly id: string;
  readonly text: ReactNode;
  /** `hint` stands beside the button, for the eye only (a key, a countdown). */
  readonly action?: { readonly label: string; readonly hint?: string; readonly run: () => void };
  /** How long it stays, in milliseconds; null = until somebody closes it. Hovering does not pause it: what it offers ends on the server. */
  readonly forMs: number | null;
  readonly tone?: 'neutral' | 'danger';
}

let toasts: readonly Toast[] = [];
const listeners = new Set<() => void>();
const set = (next: readonly Toast[]): void => {
  toasts = next;
  for (const listener of listeners) listener();
};

export const showToast = (toast: Toast): void => set([...toasts.filter((other) => other.id !== toast.id), toast]);
export const dismissToast = (id: string): void => set(toasts.filter((toast) => toast.id !== id));
export const currentToasts = (): readonly Toast[] => toasts;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const ToastCard = ({ toast, closeLabel }: { readonly toast: Toast; readonly closeLabel: string }) => {
  useEffect(() => {
    if (toast.forMs === null) return;
    const timer = setTimeout(() => dismissToast(toast.id), toast.forMs);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div className="pointer-events-auto flex w-full max-w-md items-center gap-3 rounded-md border border-line bg-raised py-2 ps-4 pe-2 text-sm text-ink shadow-raised">
      <div className={toast.tone === 'danger' ? 'min-w-0 flex-1 text-danger' : 'min-w-0 flex-1'}>{toast.text}</div>
      {toast.action?.hint ? (
        <span aria-hidden="true" className="shrink-0 text-xs text-ink-soft">
          {toast.action.hint}
        </span>
      ) : null}
      {toast.action ? (
        <Button tone="plain" size="sm" onPress={toast.action.run}>
          {toast.action.label}
        </Button>
      ) : null}
      <IconButton label={closeLabel} icon={<X size={16} strokeWidth={1.75} />} onPress={() => dismissToast(toast.id)} />
    </div>
  );
};

/** Where toasts stand: one polite live region for the whole page, mounted before the first toast so that it is announced. */
export const ToastRegion = ({ label, closeLabel }: { readonly label: string; readonly closeLabel: string }) => {
  const shown = useSyncExternalStore(subscribe, currentToasts);
  return (
    <section
      aria-label={label}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-16 z-50 flex flex-col items-center gap-2 p-4"
    >
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} closeLabel={closeLabel} />
      ))}
    </section>
  );
};
