import { Check, Copy, ExternalLink, List } from 'lucide-react';
import { useState, type ReactNode } from 'react';
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
  const [copied, setCopied] = useState(false);
  if ('opens' in action) {
    return (
      <a href={action.opens} target="_blank" rel="noreferrer noopener" className={open}>
        <ExternalLink size={16} aria-hidden="true" />
        <span dir="auto">{action.title}</span>
      </a>
    );
  }
  const copy = (): void => {
    void navigator.clipboard.writeText(action.copies).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <button type="button" className={open} onClick={copy}>
      {copied ? <Check size={16} aria-hidden="true" /> : <Copy size={16} aria-hidden="true" />}
      <span dir="auto">{action.title}</span>
      {copied && <span role="status">· copied</span>}
    </button>
  );
};
