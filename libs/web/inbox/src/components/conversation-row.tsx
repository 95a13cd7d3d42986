import { Link } from '@tanstack/react-router';
import { Chip, classNames } from '@parley/ui';
import { Timer } from 'lucide-react';
import { memo } from 'react';
import { useIntl } from 'react-intl';
import type { InboxView } from '../api/conversation.keys.js';
import type { Conversation } from '../api/schema.js';
import { useAgent } from '../model/agent-context.js';
import { contactLabel } from '../model/contact-label.js';
import { useDraft } from '../model/draft.js';
import { endsWithinFourHours, isWindowOpen, serviceWindow } from '../model/service-window.js';
import { standingOf } from '../model/state-of.js';
import { useNow } from '../model/use-now.js';
import { useWords } from '../model/use-words.js';
import { LONG_WAIT_MINUTES, minutesSince, waitingSince } from '../model/waiting-time.js';
import { ContactAvatar } from './contact-avatar.js';
import { MessageTicks } from './message-ticks.js';

export interface ConversationRowProps {
  readonly conversation: Conversation;
  readonly isCurrent: boolean;
  readonly tab: InboxView;
  readonly search: string;
}

export const ConversationRow = memo(({ conversation, isCurrent, tab, search }: ConversationRowProps) => {
  const agent = useAgent();
  const { unreadCount } = conversation;
  return (
    <Link
      to="/c/$conversationId"
      params={{ conversationId: conversation.id }}
      search={{ tab, ...(search ? { q: search } : {}) }}
      aria-current={isCurrent ? 'page' : undefined}
      className={classNames(
        'flex h-full items-center gap-3 border-s-3 ps-3 pe-4 outline-offset-[-2px] transition-colors duration-(--fast)',
        isCurrent ? 'border-accent bg-accent-soft' : 'border-transparent hover:bg-hover',
      )}
    >
      <ContactAvatar contact={conversation.contact} standing={standingOf(conversation, agent.id)} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex items-baseline gap-2">
          <bdi className="min-w-0 flex-1 truncate font-name text-ink">{contactLabel(conversation.contact)}</bdi>
          <WaitOrTime conversation={conversation} />
        </span>
        <span className="flex h-5.5 items-center gap-2 text-sm text-ink-soft">
          <Preview conversation={conversation} />
          <WindowChip expiresAt={conversation.serviceWindowExpiresAt} />
          {unreadCount > 0 ? <UnreadBadge count={unreadCount} /> : null}
        </span>
      </span>
    </Link>
  );
});
ConversationRow.displayName = 'ConversationRow';

const WaitOrTime = ({ conversation }: { readonly conversation: Conversation }) => {
  const say = useWords();
  const intl = useIntl();
  const now = useNow();
  const since = waitingSince(conversation);
  const isQueued = conversation.chat?.status === 'waiting';
  const minutes = since === null ? 0 : minutesSince(since, now);
  const at = since ?? conversation.lastMessage?.at ?? conversation.lastActivityAt;
  const title = intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' });
  if (since !== null && (isQueued || minutes > 0)) {
    return (
      <time
        dateTime={since}
        title={title}
        className={classNames('shrink-0 text-xs text-waiting', minutes >= LONG_WAIT_MINUTES ? 'font-name' : 'font-label')}
      >
        {minutes < 60 ? say('row.waiting', { minutes }) : say('row.waiting.hours', { hours: Math.floor(minutes / 60) })}
      </time>
    );
  }
  return (
    <time dateTime={at} title={title} className="shrink-0 text-xs text-ink-faint">
      {minutesSince(at, now) < 1 ? say('row.now') : shortTime(intl, at, now)}
    </time>
  );
};

const shortTime = (intl: ReturnType<typeof useIntl>, at: string, now: number): string => {
  const date = new Date(at);
  if (date.toDateString() === new Date(now).toDateString()) return intl.formatTime(date, { hour: '2-digit', minute: '2-digit' });
  return intl.formatDate(date, {
    day: 'numeric',
    month: 'short',
    ...(date.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' }),
  });
};

const Preview = ({ conversation }: { readonly conversation: Conversation }) => {
  const say = useWords();
  const agent = useAgent();
  const draft = useDraft(agent.id, conversation.id);
  const { lastMessage, chat } = conversation;
  if (draft.trim() !== '') return <span className="min-w-0 flex-1 truncate italic">{say('row.draft', { text: draft })}</span>;
  if (lastMessage === null) return <span className="min-w-0 flex-1 truncate">{say('row.no-messages')}</span>;
  const text = lastMessage.preview;
  const words = {
    contact: () => text,
    bot: () => say('row.bot', { text }),
    system: () => text,
    agent: () => {
      if (!chat?.agent) return say('row.team', { text });
      return chat.agent.id === agent.id ? say('row.you', { text }) : say('row.agent', { name: chat.agent.name, text });
    },
  } as const;
  return (
    <span className="flex min-w-0 flex-1 items-center gap-1">
      {lastMessage.author === 'contact' ? null : <MessageTicks status={lastMessage.status} />}
      <span dir="auto" className={classNames('truncate', conversation.unreadCount > 0 && 'text-ink')}>
        {words[lastMessage.author]()}
      </span>
    </span>
  );
};

const WindowChip = ({ expiresAt }: { readonly expiresAt: string | null }) => {
  const say = useWords();
  const window = serviceWindow(expiresAt, useNow());
  if (!isWindowOpen(window) || !endsWithinFourHours(window)) return null;
  const { hours, minutes } = window;
  return (
    <Chip tone="waiting" icon={<Timer size={13} aria-hidden="true" />}>
      <span aria-hidden="true">{say('row.window', { hours, minutes })}</span>
      <span className="sr-only">{say('row.window.spoken', { hours, minutes })}</span>
    </Chip>
  );
};

const UnreadBadge = ({ count }: { readonly count: number }) => {
  const say = useWords();
  return (
    <span className="inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full bg-accent px-1.5 text-xs font-name text-on-accent">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{say('row.unread', { count })}</span>
    </span>
  );
};
