import { Button, classNames } from '@parley/ui';
import { MAX_OUTBOUND_TEXT } from '@parley/vocabulary';
import { SendHorizontal } from 'lucide-react';
import { useId, useLayoutEffect, type KeyboardEvent, type RefObject } from 'react';
import type { Conversation } from '../api/schema.js';
import { useAgent } from '../model/agent-context.js';
import { contactLabel } from '../model/contact-label.js';
import { readDraft, useDraft, writeDraft } from '../model/draft.js';
import { useWords } from '../model/use-words.js';
import { WindowChip } from './window-chip.js';

export interface ComposerProps {
  readonly conversation: Conversation;
  readonly onSend: (text: string) => void;
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
  readonly onLeave: () => void;
}

const countFrom = 3_500;
const tallestPx = 176;

const isTouch = (): boolean => typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches;

/** The reply box of an open window. What is written is the draft itself, so there is no second copy to lose. */
export const Composer = ({ conversation, onSend, inputRef, onLeave }: ComposerProps) => {
  const say = useWords();
  const agent = useAgent();
  const hintId = useId();
  const draft = useDraft(agent.id, conversation.id);
  const name = contactLabel(conversation.contact);
  const isBlank = draft.trim() === '';
  // WhatsApp counts characters, not UTF-16 halves.
  const length = draft.length < countFrom ? draft.length : Array.from(draft).length;
  const left = MAX_OUTBOUND_TEXT - length;

  useLayoutEffect(() => {
    const element = inputRef.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, tallestPx)}px`;
  }, [draft, inputRef]);

  const send = (): void => {
    // Read again: a press may come before the last letter is drawn.
    const text = readDraft(agent.id, conversation.id);
    if (text.trim() === '' || Array.from(text).length > MAX_OUTBOUND_TEXT) return;
    onSend(text);
    writeDraft(agent.id, conversation.id, '');
    inputRef.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // 229: some browsers end a composition before they tell; that Enter chooses a word, it does not send.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Escape') onLeave();
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || isTouch()) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className="border-t border-line bg-surface px-4 pt-2.5 pb-3.5 max-rail:px-3"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="mb-2 flex min-h-5.5 items-center justify-between gap-3">
        <span className="truncate text-sm text-ink-soft">{conversation.chat?.status === 'waiting' ? say('composer.takes') : null}</span>
        <WindowChip expiresAt={conversation.serviceWindowExpiresAt} />
      </div>
      <div className="rounded-md border border-edge bg-surface transition-shadow duration-(--fast) focus-within:border-accent focus-within:ring-3 focus-within:ring-accent-soft">
        <textarea
          ref={inputRef}
          rows={1}
          dir="auto"
          aria-label={say('composer.message')}
          aria-describedby={hintId}
          aria-invalid={left < 0}
          placeholder={say('composer.placeholder', { name })}
          value={draft}
          onChange={(event) => writeDraft(agent.id, conversation.id, event.target.value)}
          onKeyDown={onKeyDown}
          className="block w-full resize-none bg-transparent px-3 pt-2.5 pb-1 text-md text-ink outline-none placeholder:text-ink-faint pointer-coarse:text-lg"
        />
        <div className="flex items-center justify-end gap-3 p-2 pt-1">
          <span id={hintId} className="me-auto ps-1 text-xs text-ink-faint pointer-coarse:sr-only">
            {say('composer.hint')}
          </span>
          {length >= countFrom ? (
            <span role="status" className={classNames('text-xs font-label', left < 0 ? 'text-danger' : 'text-ink-soft')}>
              {left < 0 ? say('composer.too-long', { count: -left }) : say('composer.left', { count: left })}
            </span>
          ) : null}
          <Button type="submit" tone="primary" isDisabled={isBlank || left < 0}>
            {say('composer.send')}
            <SendHorizontal size={15} aria-hidden="true" className="rtl:-scale-x-100" />
          </Button>
        </div>
      </div>
    </form>
  );
};
