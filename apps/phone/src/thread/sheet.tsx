import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';

interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A sheet over the chat. It takes the focus and closes on Escape; the caller makes what lies below inert and gives the focus back. */
export const Sheet = ({ title, onClose, children }: SheetProps) => {
  const heading = useId();
  const content = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const first = ['input:checked', 'input:not([hidden])', 'button']
      .map((kind) => content.current?.querySelector<HTMLElement>(kind))
      .find(Boolean);
    first?.focus();
  }, []);

  return (
    <div className="absolute inset-0 z-10 flex flex-col justify-end">
      <button type="button" aria-label="Close the sheet" tabIndex={-1} className="absolute inset-0 bg-scrim" onClick={onClose} />
      <div
        role="dialog"
        aria-modal="true"
        aria-labelledby={heading}
        className="sheet relative flex max-h-[85%] flex-col rounded-t-lg bg-surface shadow-raised"
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      >
        <header className="flex items-center justify-between border-b border-line py-2 ps-4 pe-2">
          <h2 id={heading} dir="auto" className="text-lg font-name">
            {title}
          </h2>
          <button
            type="button"
            aria-label="Close"
            className="grid size-11 place-items-center rounded-full text-ink-soft hover:bg-hover"
            onClick={onClose}
          >
            <X size={20} aria-hidden="true" />
          </button>
        </header>
        <div ref={content} className="flex min-h-0 flex-1 flex-col">
          {children}
        </div>
      </div>
    </div>
  );
};
