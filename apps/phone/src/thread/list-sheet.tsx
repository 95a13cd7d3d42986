import { useState } from 'react';
import type { Message } from '../api/simulator.js';
import { Sheet } from './sheet.js';
import type { Drawing } from './wire.js';

interface ListSheetProps {
  readonly message: Message;
  readonly list: NonNullable<Drawing['list']>;
  readonly onSend: (id: string) => void;
  readonly onClose: () => void;
}

/** The list of a message: one row is chosen, then sent. */
export const ListSheet = ({ message, list, onSend, onClose }: ListSheetProps) => {
  const [chosen, setChosen] = useState<string | null>(message.chosenId);
  return (
    <Sheet title={list.label} onClose={onClose}>
      <form
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
    </Sheet>
  );
};
