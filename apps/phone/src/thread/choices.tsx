import { Check, Copy, ExternalLink, List } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Action, Message } from '../api/simulator.js';
import type { Drawing } from './wire.js';

const block =
  'flex min-h-10 w-full items-center justify-center gap-2 rounded-md px-3 py-2 text-md font-label shadow-[0_1px_1px_rgb(23_33_31/.08)] transition-colors duration-(--fast)';
const open = `${block} bg-theirs text-choice hover:bg-hover`;
const taken = `${block} bg-accent font-name text-on-accent`;

interface ChoicesProps {
  readonly message: Message;
  readonly drawing: Drawing;
  readonly onTap: (id: string) => void;
  readonly onOpenList: () => void;
}

/** What stands below a message to be tapped: reply buttons, the button that opens a list, links, and a code to copy. */
export const Choices = ({ message, drawing, onTap, onOpenList }: ChoicesProps): ReactNode => {
  if (drawing.link) {
    return (
      <a href={drawing.link.url} target="_blank" rel="noreferrer noopener" className={open}>
        <ExternalLink size={16} aria-hidden="true" />
        <span dir="auto">{drawing.link.label}</span>
      </a>
    );
  }
  if (drawing.list) {
    const chosen = message.choices.find((choice) => choice.id === message.chosenId);
    return (
      <button type="button" className={open} aria-haspopup="dialog" onClick={onOpenList}>
        <List size={16} aria-hidden="true" />
        <span dir="auto">{drawing.list.label}</span>
        {chosen && <span className="sr-only">, chosen: {chosen.title}</span>}
      </button>
    );
  }
  return (
    <>
      {drawing.buttons.map((button) => {
        const chosen = button.id === message.chosenId;
        return (
          <button key={button.id} type="button" aria-pressed={chosen} className={chosen ? taken : open} onClick={() => onTap(button.id)}>
            {chosen && <Check size={16} aria-hidden="true" />}
            <span dir="auto">{button.title}</span>
          </button>
        );
      })}
      {drawing.actions.map((action, index) => (
        <ActionButton key={index} action={action} />
      ))}
    </>
  );
};

/** Opens a page or a call, or copies a code: the business hears of neither. */
const ActionButton = ({ action }: { readonly action: Action }): ReactNode => {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  if ('opens' in action) {
    return (
      <a href={action.opens} target="_blank" rel="noreferrer noopener" className={open}>
        <ExternalLink size={16} aria-hidden="true" />
        <span dir="auto">{action.title}</span>
      </a>
    );
  }
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(action.copies);
      setOutcome('copied');
    } catch {
      // The browser may refuse, and on plain http, as on a phone in the same network, it has no clipboard at all.
      setOutcome('refused');
    }
  };
  const copied = outcome === 'copied';
  return (
    <>
      <button type="button" className={open} onClick={() => void copy()}>
        {copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
        <span dir="auto">{action.title}</span>
        {copied && <span role="status">· copied</span>}
      </button>
      {outcome === 'refused' && <CodeByHand code={action.copies} />}
    </>
  );
};

/** The code, selected, where the page may not copy it. */
const CodeByHand = ({ code }: { readonly code: string }): ReactNode => {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <label className="w-full rounded-md bg-theirs px-3 py-2 text-sm text-ink-soft">
      The browser does not let this page copy. Copy it by hand:
      <input
        ref={field}
        readOnly
        dir="auto"
        value={code}
        className="mt-1 block min-h-10 w-full rounded-sm border border-line bg-surface px-2 text-md text-ink"
        onFocus={(event) => event.currentTarget.select()}
      />
    </label>
  );
};
