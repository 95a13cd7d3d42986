import { Button } from '@parley/ui';
import { useState } from 'react';
import { explainCode } from '../model/explain-problem.js';
import type { Outgoing } from '../model/outgoing.js';
import type { ThreadMessage } from '../model/thread-items.js';
import { useWords } from '../model/use-words.js';

export interface OutgoingActions {
  readonly onRetry: (outgoing: Outgoing) => void;
  readonly onDiscard: (outgoing: Outgoing) => void;
}

export interface MessageTroubleProps extends OutgoingActions {
  readonly message: ThreadMessage;
}

/** What went wrong with a message, in words, and what is safe to do about it. */
export const MessageTrouble = ({ message, onRetry, onDiscard }: MessageTroubleProps) => {
  const say = useWords();
  const { outgoing } = message;
  if (message.status === 'unknown') return <Line words={say('bubble.unknown')} tone="text-waiting" />;
  if (message.status === 'cancelled') return <Line words={say('bubble.cancelled')} tone="text-ink-soft" />;
  if (message.status !== 'failed') return null;
  // Not stored by the server yet: the same key makes another try safe.
  if (outgoing?.state === 'failed' && outgoing.messageId === null) {
    return (
      <div className="mt-1 flex max-w-[min(85%,34rem)] flex-col items-end text-end text-sm text-danger">
        <span role="alert">{say('bubble.failed.kept', { reason: explainCode(say, outgoing.failure ?? 'OTHER') })}</span>
        <span className="flex">
          <Button tone="plain" size="sm" onPress={() => onRetry(outgoing)}>
            {say('bubble.retry')}
          </Button>
          <CopyButton text={outgoing.text} />
          <Button tone="plain" size="sm" onPress={() => onDiscard(outgoing)}>
            {say('bubble.discard')}
          </Button>
        </span>
      </div>
    );
  }
  const { error } = message;
  const reason = error ? `${error.title} (${error.code})` : explainCode(say, 'OTHER');
  return (
    <div className="mt-1 flex max-w-[min(85%,34rem)] flex-wrap items-center justify-end gap-x-1 text-sm text-danger">
      <span>{say('bubble.failed', { reason })}</span>
      {message.text ? <CopyButton text={message.text} /> : null}
    </div>
  );
};

const Line = ({ words, tone }: { readonly words: string; readonly tone: string }) => (
  <p className={`mt-1 max-w-[min(85%,34rem)] text-end text-sm ${tone}`}>{words}</p>
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
