import { X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Message } from '../api/simulator.js';
import type { Drawing } from './wire.js';

interface ListSheetProps {
  readonly message: Message;
  readonly list: NonNullable<Drawing['list']>;
  readonly onSend: (id: string) => void;
  readonly onClose: () => void;
}

/** The list of a message as a sheet over the chat: one row is chosen, then sent. The caller makes what lies below inert. */
export const ListSheet = ({ message, list, onSend, onClose }: ListSheetProps) => {
  const [chosen, setChosen] = useState<string | null>(message.chosenId);
  const title = useId();
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const field = form.current?.querySelector<HTMLInputElement>('input:checked') ?? form.current?.querySelector<HTMLInputElement>('input');
    field?.focus();
  }, []);

  return (
    <div className="absolute inset-0 z-10 flex flex-col justify-end">
      <button type="button" aria-label="Close the list" tabIndex={-1} className="absolute inset-0 bg-scrim" onClick={onClose} />
      <div
        role="dialog"
        aria-modal="true"
        aria-labelledby={title}
        className="sheet relative flex max-h-[85%] flex-col rounded-t-lg bg-surface shadow-raised"
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      >
        <header className="flex items-center justify-between border-b border-line py-2 ps-4 pe-2">
          <h2 id={title} dir="auto" className="text-lg font-name">
            {list.label}
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
        <form
          ref={form}
          className="flex min-h-0 flex-1 flex-col"
          onSubmit={(event) => {
            event.preventDefault();
            if (chosen) onSend(chosen);
          }}
        >
          <div className="min-h-0 flex-1 overflow-y-auto py-1">
            {list.sections.map((section, index) => (
              <fieldset key={section.title ?? index} className="m-0 border-0 p-0">
                <legend className={section.title ? 'px-4 pt-3 pb-1 text-sm font-name text-choice' : 'sr-only'}>
                  {section.title ?? list.label}
                </legend>
                {section.rows.map((row) => (
                  <label
                    key={row.id}
                    className="flex min-h-12 cursor-pointer items-center gap-3 px-4 py-2 hover:bg-hover has-[:focus-visible]:bg-hover"
                  >
                    <span className="min-w-0 flex-1">
                      <span dir="auto" className="block">
                        {row.title}
                      </span>
                      {row.description && (
                        <span dir="auto" className="block text-sm text-ink-soft">
                          {row.description}
                        </span>
                      )}
                    </span>
                    <input
                      type="radio"
                      name="row"
                      value={row.id}
                      checked={chosen === row.id}
                      onChange={() => setChosen(row.id)}
                      className="size-5 shrink-0 accent-(--accent)"
                    />
                  </label>
                ))}
              </fieldset>
            ))}
          </div>
          <div className="border-t border-line p-3">
            <button
              type="submit"
              disabled={!chosen}
              className="min-h-11 w-full rounded-full bg-accent font-name text-on-accent hover:bg-accent-hover disabled:bg-sunken disabled:text-ink-faint"
            >
              Send
            </button>
          </div>
        </form>
      </div>
    </div>
  );
};
