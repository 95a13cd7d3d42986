import { Button, classNames } from '@parley/ui';
import { Bot, Clock, RotateCw } from 'lucide-react';
import { memo } from 'react';
import { useIntl } from 'react-intl';
import type { Message } from '../api/schema.js';
import { useAgent } from '../model/agent-context.js';
import { happenedAt, type ThreadItem } from '../model/thread-items.js';
import { useWords } from '../model/use-words.js';
import { MessageBody } from './message-body.js';
import { MessageChoices } from './message-choices.js';
import { MessageTicks } from './message-ticks.js';
import { MessageTrouble, type OutgoingActions } from './message-trouble.js';

export interface MessageBubbleProps extends OutgoingActions {
  readonly item: Extract<ThreadItem, { kind: 'message' }>;
  readonly contactName: string;
  readonly offersSendAgain: boolean;
  readonly isSendingAgain: boolean;
}

/** Where a bubble is found to bring it into view and to the keyboard. */
export const bubbleId = (messageId: string): string => `message-${messageId}`;

const grounds = {
  contact: 'bg-bubble-contact rounded-es-sm',
  bot: 'bg-bubble-bot rounded-ee-sm',
  agent: 'bg-bubble-agent rounded-ee-sm',
  system: 'bg-bubble-bot rounded-ee-sm',
} as const;

/** One message: customer at the start side, ours at the end, time and ticks inside at its end, trouble in words below. */
export const MessageBubble = memo(({ item, contactName, ...trouble }: MessageBubbleProps) => {
  const { message, startsGroup, chosenId, quoted, again, first } = item;
  // A note of a colleague never leaves, but it is ours.
  const isOurs = message.author !== 'contact';
  return (
    <div className={classNames('flex flex-col', isOurs ? 'items-end' : 'items-start', startsGroup ? 'pt-3' : 'pt-1')}>
      <article
        id={bubbleId(message.id)}
        tabIndex={-1}
        className={classNames(
          'flow-root max-w-[min(85%,34rem)] rounded-lg px-3 py-2 text-md text-ink shadow-bubble',
          grounds[message.author],
          (message.status === 'failed' || message.status === 'cancelled' || message.supersededBy !== null) && 'opacity-80',
        )}
      >
        {isOurs && (startsGroup || message.type === 'note') ? <Author message={message} /> : null}
        {message.retryOf !== null ? <SentAgain first={first} onShow={trouble.onShow} /> : null}
        {message.replyTo && !message.content?.tapped ? <Quote quoted={quoted} contactName={contactName} /> : null}
        <MessageBody message={message} />
        <MessageChoices content={message.content} chosenId={chosenId} />
        <Meta message={message} />
      </article>
      <MessageTrouble message={message} again={again} {...trouble} />
    </div>
  );
});
MessageBubble.displayName = 'MessageBubble';

const Author = ({ message }: { readonly message: Message }) => {
  const say = useWords();
  if (message.author === 'agent') {
    const name = message.via === 'phone-app' ? say('bubble.phone-app') : (message.agent?.name ?? say('bubble.you'));
    return <p className="text-xs font-name text-ink-soft">{name}</p>;
  }
  if (message.type === 'note') {
    return <p className="text-xs font-name text-ink-soft">{say('bubble.note', { agent: message.agent?.name ?? '' })}</p>;
  }
  return (
    <p className="flex items-center gap-1.5 text-xs font-name text-bot">
      <Bot size={14} aria-hidden="true" />
      {say(message.author === 'system' ? 'bubble.system' : 'bubble.bot')}
    </p>
  );
};

/** A second try, and the way back to the first. */
const SentAgain = ({ first, onShow }: { readonly first: Message | null; readonly onShow: (message: Message) => void }) => {
  const say = useWords();
  const words = (
    <>
      <RotateCw size={13} aria-hidden="true" />
      {say('bubble.retry-of')}
    </>
  );
  if (!first) return <p className="flex items-center gap-1.5 text-xs font-label text-ink-soft">{words}</p>;
  return (
    // A line of its own, drawn back by the padding of the button, so that its word stands above the text's first letter.
    <div className="-ms-2.5 -mt-1 flex">
      <Button tone="plain" size="sm" aria-label={say('bubble.retry-of.show')} onPress={() => onShow(first)}>
        {words}
      </Button>
    </div>
  );
};

const Meta = ({ message }: { readonly message: Message }) => {
  const say = useWords();
  const intl = useIntl();
  const at = happenedAt(message);
  const full = intl.formatDate(at, { dateStyle: 'full', timeStyle: 'medium' });
  return (
    <span className="relative top-1 float-end ms-3 inline-flex items-center gap-1 text-xs text-ink-soft">
      {message.late ? (
        <span
          className="inline-flex items-center gap-1 text-waiting"
          title={say('bubble.late', { time: intl.formatTime(message.createdAt) })}
        >
          <Clock size={12} aria-hidden="true" />
          {say('bubble.late.short')}
        </span>
      ) : null}
      <time dateTime={at} title={full}>
        {intl.formatTime(at, { hour: '2-digit', minute: '2-digit' })}
      </time>
      <MessageTicks status={message.status} />
    </span>
  );
};

const Quote = ({ quoted, contactName }: { readonly quoted: Message | null; readonly contactName: string }) => {
  const say = useWords();
  const agent = useAgent();
  const author =
    quoted?.author === 'contact'
      ? contactName
      : quoted?.author === 'agent'
        ? quoted.agent?.id === agent.id
          ? say('bubble.you')
          : (quoted.agent?.name ?? say('bubble.phone-app'))
        : say('bubble.bot');
  return (
    <blockquote className="mb-1.5 rounded-sm border-s-3 border-accent bg-sunken px-2 py-1 text-sm text-ink-soft">
      <p className="text-xs font-label">{quoted ? say('bubble.quoted', { author }) : say('bubble.quoted.gone')}</p>
      {quoted?.text ? (
        <p dir="auto" className="line-clamp-2">
          {quoted.text}
        </p>
      ) : null}
    </blockquote>
  );
};
