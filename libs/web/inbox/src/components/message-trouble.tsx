import { Button, classNames } from '@parley/ui';
import { RotateCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { Message } from '../api/schema.js';
import { explainCode } from '../model/explain-problem.js';
import type { Outgoing } from '../model/outgoing.js';
import type { ThreadMessage } from '../model/thread-items.js';
import { useNow } from '../model/use-now.js';
import { useWords, type Say } from '../model/use-words.js';

export interface OutgoingActions {
  readonly onRetry: (outgoing: Outgoing) => void;
  readonly onDiscard: (outgoing: Outgoing) => void;
  readonly onSendAgain: (message: Message) => void;
  /** Brings another message of the thread into view. */
  readonly onShow: (message: Message) => void;
}

export interface MessageTroubleProps extends OutgoingActions {
  readonly message: ThreadMessage;
  /** What was sent again in its place, when it is loaded. */
  readonly again: Message | null;
  readonly offersSendAgain: boolean;
  readonly isSendingAgain: boolean;
}

/** What went wrong with a message, in words, and what is safe to do about it. */
export const MessageTrouble = (props: MessageTroubleProps) => {
  const say = useWords();
  const { message, again, offersSendAgain, isSendingAgain, onRetry, onDiscard, onSendAgain, onShow } = props;
  const now = useNow();
  const { outgoing } = message;
  if (message.duplicateConfirmedAt !== null && message.status !== 'failed')
    return <Trouble tone="text-waiting" words={duplicateWords(say, message)} />;
  if (message.supersededBy !== null) {
    return (
      <Trouble endsPlain tone="text-ink-soft" words={supersededWords(say, message)}>
        {again ? (
          <Button tone="plain" size="sm" onPress={() => onShow(again)}>
            {say('bubble.superseded')}
          </Button>
        ) : null}
      </Trouble>
    );
  }
  // Not stored by the server yet: the same key makes another try safe.
  if (message.status === 'failed' && outgoing?.state === 'failed' && outgoing.messageId === null) {
    const reason = explainCode(say, outgoing.failure ?? 'OTHER');
    return (
      <Trouble endsPlain tone="text-danger" words={<span role="alert">{say('bubble.failed.kept', { reason })}</span>}>
        <Button tone="plain" size="sm" onPress={() => onRetry(outgoing)}>
          {say('bubble.retry')}
        </Button>
        <CopyButton text={outgoing.text} />
        <Button tone="plain" size="sm" onPress={() => onDiscard(outgoing)}>
          {say('bubble.discard')}
        </Button>
      </Trouble>
    );
  }
  const words = troubleWords(say, message, now);
  if (words === null) return null;
  return (
    <Trouble {...words} endsPlain={message.status === 'failed'}>
      {offersSendAgain ? (
        <Button size="sm" isDisabled={isSendingAgain} onPress={() => onSendAgain(message)}>
          <RotateCw size={14} aria-hidden="true" />
          {say('bubble.send-again')}
        </Button>
      ) : null}
      {message.status === 'failed' && message.text ? <CopyButton text={message.text} /> : null}
    </Trouble>
  );
};

const duplicateWords = (say: Say, message: Message): string => {
  if (message.supersededBy !== null) return say('bubble.duplicate.first');
  return say(message.retryOf === null ? 'bubble.duplicate' : 'bubble.duplicate.again');
};

/** Nothing where the first try arrived after all and the second has not (yet): its ticks say so. */
const supersededWords = (say: Say, { status }: Message): string | null => {
  if (status === 'unknown') return say('bubble.superseded.unknown');
  return status === 'failed' ? say('bubble.superseded.failed') : null;
};

const troubleWords = (say: Say, message: Message, now: number): { readonly words: string; readonly tone: string } | null => {
  const { status, error, sendAgainAt } = message;
  if (status === 'cancelled') return { words: say('bubble.cancelled'), tone: 'text-ink-soft' };
  if (status === 'unknown') {
    const isHopeful = sendAgainAt !== null && Date.parse(sendAgainAt) > now;
    const words = message.likelyNotSent ? 'bubble.unknown.unlikely' : isHopeful ? 'bubble.unknown.waiting' : 'bubble.unknown';
    return { words: say(words), tone: 'text-waiting' };
  }
  if (status !== 'failed') return null;
  // One that may be sent again at once is one of which it is proved that it never left.
  if (sendAgainAt !== null) return { words: say('bubble.not-sent'), tone: 'text-danger' };
  return { words: say('bubble.failed', { reason: error ? reasonOf(error) : explainCode(say, 'OTHER') }), tone: 'text-danger' };
};

/** WhatsApp's number stands beside its reason for whoever wants to look it up; our own codes mean nothing to people. */
const reasonOf = ({ code, title }: NonNullable<Message['error']>): string => (/^\d+$/.test(code) ? `${title} (${code})` : title);

interface TroubleProps {
  readonly words: ReactNode;
  readonly tone: string;
  /** The last button has no edge: its word, not its padding, ends where the bubble ends. */
  readonly endsPlain?: boolean;
  readonly children?: ReactNode;
}

const Trouble = ({ words, tone, endsPlain, children }: TroubleProps) => (
  <div className={`mt-1 mb-1.5 flex max-w-[min(85%,34rem)] flex-wrap items-center justify-end gap-x-2 gap-y-1 text-end text-sm ${tone}`}>
    {words ? <span>{words}</span> : null}
    {children ? (
      <span className={classNames('flex flex-wrap items-center justify-end gap-x-1', endsPlain && '-me-2.5')}>{children}</span>
    ) : null}
  </div>
);

const CopyButton = ({ text }: { readonly text: string }) => {
  const say = useWords();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Forbidden or an insecure address: the text stays selectable.
      setCopied(false);
    }
  };
  return (
    <Button tone="plain" size="sm" onPress={() => void copy()}>
      {say(copied ? 'bubble.copied' : 'bubble.copy')}
    </Button>
  );
};
