import { Button } from '@parley/ui';
import type { ReactNode, RefObject } from 'react';
import type { Conversation } from '../api/schema.js';
import { useAgent } from '../model/agent-context.js';
import { contactLabel } from '../model/contact-label.js';
import { useDraft } from '../model/draft.js';
import { isWindowOpen, serviceWindow } from '../model/service-window.js';
import { useNow } from '../model/use-now.js';
import { useWords } from '../model/use-words.js';
import { Composer } from './composer.js';

export interface ReplyAreaProps {
  readonly conversation: Conversation;
  readonly isBusy: boolean;
  readonly onSend: (text: string) => void;
  readonly onStart: () => void;
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
  readonly onLeave: () => void;
}

/** The box to write in, or, where writing is not possible, why and what would make it so. A draft is kept in every case. */
export const ReplyArea = ({ conversation, isBusy, onSend, onStart, inputRef, onLeave }: ReplyAreaProps) => {
  const say = useWords();
  const agent = useAgent();
  const hasDraft = useDraft(agent.id, conversation.id).trim() !== '';
  const window = serviceWindow(conversation.serviceWindowExpiresAt, useNow());
  const name = contactLabel(conversation.contact);
  const { chat } = conversation;
  const kept = hasDraft ? say('composer.closed.draft') : null;

  if (window.state === 'never') return <Notice title={say('composer.never.title', { name })}>{[say('composer.never.text'), kept]}</Notice>;
  if (!isWindowOpen(window)) return <Notice title={say('composer.closed.title')}>{[say('composer.closed.text', { name }), kept]}</Notice>;
  if (chat === null) {
    return (
      <Notice
        action={
          <Button tone="primary" onPress={onStart} isDisabled={isBusy}>
            {say('thread.start')}
          </Button>
        }
      >
        {[hasDraft ? say('composer.ended-while-writing') : say('composer.no-chat', { name })]}
      </Notice>
    );
  }
  if (chat.agent && chat.agent.id !== agent.id) return <Notice>{[say('composer.colleague', { name: chat.agent.name }), kept]}</Notice>;
  return <Composer conversation={conversation} onSend={onSend} inputRef={inputRef} onLeave={onLeave} />;
};

interface NoticeProps {
  readonly title?: string;
  readonly action?: ReactNode;
  readonly children: readonly (string | null)[];
}

const Notice = ({ title, action, children }: NoticeProps) => (
  <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line bg-surface px-5 py-4 text-sm text-ink-soft">
    <div className="min-w-48 flex-1">
      {title ? <p className="font-name text-ink">{title}</p> : null}
      <p>{children.filter(Boolean).join(' ')}</p>
    </div>
    {action}
  </div>
);
