import { Button, Chip, IconButton } from '@parley/ui';
import { BellOff, Bot, Check, ChevronLeft, CircleX, Headset, Hourglass, PanelRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Conversation } from '../api/schema.js';
import { useAgent } from '../model/agent-context.js';
import { contactAddress, contactLabel } from '../model/contact-label.js';
import { standingOf, type Standing } from '../model/state-of.js';
import { useStandingWords } from '../model/use-standing-words.js';
import { useWords } from '../model/use-words.js';
import { ContactAvatar } from './contact-avatar.js';

export interface ThreadHeaderProps {
  readonly conversation: Conversation;
  readonly isBusy: boolean;
  readonly onBack: () => void;
  readonly onAccept: () => void;
  readonly onEnd: () => void;
  readonly onDetails: () => void;
}

export const ThreadHeader = ({ conversation, isBusy, onBack, onAccept, onEnd, onDetails }: ThreadHeaderProps) => {
  const say = useWords();
  const agent = useAgent();
  const standing = standingOf(conversation, agent.id);
  const address = contactAddress(conversation.contact);
  return (
    <header className="flex min-h-16 items-center gap-3 border-b border-line bg-surface px-4 py-2 max-pair:ps-1">
      <IconButton
        className="pair:hidden"
        label={say('thread.back')}
        icon={<ChevronLeft size={20} className="rtl:-scale-x-100" />}
        onPress={onBack}
      />
      <ContactAvatar contact={conversation.contact} size="md" />
      <div className="min-w-0">
        <h2 className="truncate text-md font-name">
          <bdi>{contactLabel(conversation.contact)}</bdi>
        </h2>
        {address ? (
          <p className="truncate text-xs text-ink-soft">
            <bdi>{address}</bdi>
          </p>
        ) : null}
      </div>
      <div className="max-rail:hidden">
        <StandingChip standing={standing} />
        {conversation.contact.optedOutAt ? (
          <Chip className="ms-1.5" icon={<BellOff size={13} aria-hidden="true" />}>
            {say('panel.unasked')}
          </Chip>
        ) : null}
      </div>
      <div className="ms-auto flex shrink-0 items-center gap-2">
        {standing.kind === 'waiting' ? (
          <Button tone="primary" onPress={onAccept} isDisabled={isBusy}>
            <Check size={16} aria-hidden="true" />
            {say('thread.accept')}
          </Button>
        ) : null}
        {conversation.chat ? (
          <Button tone="danger" onPress={onEnd} isDisabled={isBusy}>
            <CircleX size={16} aria-hidden="true" className="max-rail:hidden" />
            {say('thread.end')}
          </Button>
        ) : null}
        <IconButton label={say('thread.details')} icon={<PanelRight size={18} className="rtl:-scale-x-100" />} onPress={onDetails} />
      </div>
    </header>
  );
};

const chips: Record<Standing['kind'], { readonly tone: 'waiting' | 'active' | 'bot' | 'neutral'; readonly icon: ReactNode }> = {
  waiting: { tone: 'waiting', icon: <Hourglass size={13} aria-hidden="true" /> },
  'with-you': { tone: 'active', icon: <Headset size={13} aria-hidden="true" /> },
  with: { tone: 'active', icon: <Headset size={13} aria-hidden="true" /> },
  bot: { tone: 'bot', icon: <Bot size={13} aria-hidden="true" /> },
  closed: { tone: 'neutral', icon: <Check size={13} aria-hidden="true" /> },
};

export const StandingChip = ({ standing }: { readonly standing: Standing }) => {
  const words = useStandingWords();
  const { tone, icon } = chips[standing.kind];
  return (
    <Chip tone={tone} icon={icon}>
      {words(standing)}
    </Chip>
  );
};
