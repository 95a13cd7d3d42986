import { Paperclip, SendHorizontal, X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Message } from '../api/simulator.js';
import { snippetOf } from './wire.js';

/** What the next words are for, beside being a message of their own. */
export interface Aim {
  readonly kind: 'reply' | 'edit';
  readonly message: Message;
  /** Of an edit: the words as they are now. */
  readonly text: string;
}

interface ComposerProps {
  readonly aim: Aim | null;
  readonly onSend: (text: string) => void;
  readonly onAttach: () => void;
  readonly onForgetAim: () => void;
}

/** Where the customer writes. Enter sends, Shift+Enter begins a line; with an input method open, its keys belong to it. */
export const Composer = ({ aim, onSend, onAttach, onForgetAim }: ComposerProps) => {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, 112)}px`;
  }, [text]);

  // To correct is to begin with what is there; a reply begins with nothing, or with what was being written. What was being written waits
  // while a message is corrected, and is back whichever way the correction ends.
  const [draft, setDraft] = useState('');
  const [aimed, setAimed] = useState(aim);
  if (aim !== aimed) {
    setAimed(aim);
    if (aim?.kind === 'edit') {
      if (aimed?.kind !== 'edit') setDraft(text);
      setText(aim.text);
    } else if (aimed?.kind === 'edit') setText(draft);
  }
  useEffect(() => {
    if (aim) field.current?.focus();
  }, [aim]);

  const forget = () => {
    onForgetAim();
    field.current?.focus();
  };

  const send = () => {
    if (text.trim() === '') return;
    onSend(text);
    setText('');
    field.current?.focus();
  };

  return (
    <form
      className="flex flex-wrap items-end gap-x-2 bg-wall px-2 pt-1 pb-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {aim && (
        <div className="mb-1 flex w-full items-center gap-1 rounded-md border-s-3 border-choice bg-theirs ps-3">
          <p className="min-w-0 flex-1 py-1.5 text-sm">
            <span className="block font-label text-choice">{aim.kind === 'edit' ? 'Edit message' : 'Reply'}</span>
            <span dir="auto" className="block truncate text-ink-soft">
              {aim.kind === 'edit' ? aim.text : snippetOf(aim.message)}
            </span>
          </p>
          <button
            type="button"
            aria-label={aim.kind === 'edit' ? 'Stop editing' : 'Do not reply to it'}
            className="grid size-11 shrink-0 place-items-center rounded-full text-ink-soft hover:text-ink"
            onClick={forget}
          >
            <X size={18} aria-hidden="true" />
          </button>
        </div>
      )}
      <div className="flex min-w-0 flex-1 items-end rounded-[22px] bg-theirs ps-4 pe-1 shadow-[0_1px_1px_rgb(23_33_31/.08)] focus-within:outline-2 focus-within:outline-focus">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          aria-label="Message"
          placeholder="Message"
          value={text}
          className="my-0 min-h-11 flex-1 resize-none bg-transparent py-3 text-md leading-5 text-ink outline-none placeholder:text-ink-faint"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Escape' && aim) forget();
            if (event.key !== 'Enter' || event.shiftKey) return;
            event.preventDefault();
            send();
          }}
        />
        <button
          type="button"
          aria-label="Attach"
          title="Attach"
          aria-haspopup="dialog"
          className="grid size-11 shrink-0 place-items-center rounded-full text-ink-soft hover:text-ink"
          onClick={onAttach}
        >
          <Paperclip size={20} aria-hidden="true" />
        </button>
      </div>
      <button
        type="submit"
        aria-label="Send"
        title="Send"
        className="grid size-11 shrink-0 place-items-center rounded-full bg-accent text-on-accent transition-colors duration-(--fast) hover:bg-accent-hover"
      >
        <SendHorizontal size={20} aria-hidden="true" className="rtl:-scale-x-100" />
      </button>
    </form>
  );
};
