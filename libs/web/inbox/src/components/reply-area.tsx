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
import { TemplatePicker } from './template-picker.js';

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

  const colleague = chat?.agent && chat.agent.id !== agent.id ? chat.agent : null;
  if (!isWindowOpen(window)) {
    const title = window.state === 'never' ? say('composer.never.title', { name }) : say('composer.closed.title');
    if (colleague) return <Notice title={title}>{[say('composer.colleague', { name: colleague.name }), kept]}</Notice>;
    if (conversation.contact.optedOutAt !== null) return <Notice title={title}>{[say('composer.opted-out', { name }), kept]}</Notice>;
    return (
      <Notice title={title} action={<TemplatePicker conversation={conversation} />}>
        {[window.state === 'never' ? say('composer.never.text') : say('composer.closed.text', { name }), kept]}
      </Notice>
    );
  }
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
  if (colleague) return <Notice>{[say('composer.colleague', { name: colleague.name }), kept]}</Notice>;
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
