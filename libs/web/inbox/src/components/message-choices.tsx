import { classNames } from '@parley/ui';
import { Check, ExternalLink, List } from 'lucide-react';
import type { Message } from '../api/schema.js';
import { useWords } from '../model/use-words.js';

export interface MessageChoicesProps {
  readonly content: Message['content'];
  readonly chosenId: string | null;
}

/** The buttons or the list that were sent with a message, drawn as they are; the one the customer chose is filled. */
export const MessageChoices = ({ content, chosenId }: MessageChoicesProps) => {
  const say = useWords();
  const buttons = content?.buttons ?? [];
  const rows = content?.rows ?? [];
  // Shown, not followed: it is the customer's link, and agents who want to see the page can copy its address.
  if (content?.url) {
    return (
      <p className="mt-2 flex flex-wrap items-center gap-1.5 text-sm font-label text-ink-soft">
        <ExternalLink size={13} aria-hidden="true" className="shrink-0" />
        <span dir="auto">{content.button}</span>
        <span className="text-xs break-all">{content.url}</span>
      </p>
    );
  }
  if (buttons.length === 0 && rows.length === 0) return null;
  const isList = rows.length > 0;
  return (
    <div className="mt-2">
      {isList && content?.button ? (
        <p className="mb-1 flex items-center gap-1.5 text-xs font-label text-ink-soft">
          <List size={13} aria-hidden="true" />
          {content.button}
        </p>
      ) : null}
      <ul role="list" aria-label={say('bubble.choices')} className={classNames('flex gap-1.5', isList ? 'flex-col' : 'flex-wrap')}>
        {(isList ? rows : buttons).map((choice) => {
          const isChosen = choice.id === chosenId;
          return (
            <li
              key={choice.id}
              className={classNames(
                'flex items-center gap-1.5 rounded-sm border px-2.5 py-1 text-sm font-label',
                isChosen ? 'border-bot bg-bot text-on-accent' : 'border-line-strong text-ink-soft',
              )}
            >
              {isChosen ? <Check size={13} aria-hidden="true" className="shrink-0" /> : null}
              <span dir="auto">{choice.title}</span>
              {isChosen ? <span className="sr-only">{say('bubble.chosen')}</span> : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
};
