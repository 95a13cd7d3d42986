import { AfterShortWait, Button, EmptyState, Skeleton } from '@parley/ui';
import { useCallback, useState, type ReactNode } from 'react';
import { useIntl } from 'react-intl';
import type { Conversation, Message } from '../api/schema.js';
import { useAgent } from '../model/agent-context.js';
import { contactLabel } from '../model/contact-label.js';
import { explainProblem } from '../model/explain-problem.js';
import { offersSendAgain } from '../model/send-again.js';
import { happenedAt } from '../model/thread-items.js';
import { useMarkRead } from '../model/use-mark-read.js';
import { useNow } from '../model/use-now.js';
import { useSendAgain } from '../model/use-send-again.js';
import type { Sending } from '../model/use-send.js';
import type { LoadedThread } from '../model/use-thread.js';
import { useWords } from '../model/use-words.js';
import { Thread } from './thread.js';

export interface ThreadSectionProps {
  readonly conversation: Conversation;
  readonly thread: LoadedThread;
  readonly sending: Sending;
}

/** A thread in every state it can be in: loading, failed, empty, full. */
export const ThreadSection = ({ conversation, thread, sending }: ThreadSectionProps) => {
  const say = useWords();
  const { query, rows } = thread;
  if (query.isPending) {
    return (
      <Middle>
        <AfterShortWait>
          <ThreadSkeleton label={say('thread.loading')} />
        </AfterShortWait>
      </Middle>
    );
  }
  if (query.isError && rows.length === 0) {
    return (
      <Middle>
        <EmptyState title={say('thread.failed')} action={<Button onPress={() => void query.refetch()}>{say('inbox.try-again')}</Button>}>
          {explainProblem(say, query.error)}
        </EmptyState>
      </Middle>
    );
  }
  return <ReadableThread conversation={conversation} thread={thread} sending={sending} />;
};

const ReadableThread = ({ conversation, thread, sending }: ThreadSectionProps) => {
  const agent = useAgent();
  const { query, rows, newest, messages } = thread;
  const now = useNow();
  const sendingAgain = useSendAgain(conversation.id, messages);
  const offers = (message: Message): boolean => offersSendAgain(message, conversation, agent.id, now);
  const [isAtEnd, setIsAtEnd] = useState(true);
  useMarkRead({ conversation, newestId: newest?.id ?? null, isAtEnd, agentId: agent.id });
  const { fetchNextPage } = query;
  const loadOlder = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  const contactName = contactLabel(conversation.contact);
  return (
    <>
      <Thread
        rows={rows}
        contactName={contactName}
        newest={newest}
        hasOlder={query.hasNextPage}
        isLoadingOlder={query.isFetchingNextPage}
        olderFailed={query.isFetchNextPageError}
        onLoadOlder={loadOlder}
        onAtEnd={setIsAtEnd}
        onRetry={sending.retry}
        onDiscard={sending.discard}
        offersSendAgain={offers}
        onSendAgain={sendingAgain.press}
        sendingAgainId={sendingAgain.busyId}
      />
      <Announcer newest={newest} contactName={contactName} />
      <SendAgainAnnouncer newest={newest} offered={messages.filter(offers)} />
    </>
  );
};

/** Reads out what comes in while the thread is open, and nothing that was there before. */
const Announcer = ({ newest, contactName }: { readonly newest: Message | null; readonly contactName: string }) => {
  const say = useWords();
  const intl = useIntl();
  const [openedAt] = useState(newest?.seq ?? 0);
  const isNew = newest !== null && newest.seq > openedAt && newest.author === 'contact';
  return (
    <p aria-live="polite" className="sr-only">
      {isNew
        ? say('thread.announce', {
            author: contactName,
            time: intl.formatTime(happenedAt(newest)),
            text: newest.text ?? say('type.unsupported'),
          })
        : null}
    </p>
  );
};

/** Reads out that a message can be sent again, once the minute is over, and that it was. */
const SendAgainAnnouncer = ({ newest, offered }: { readonly newest: Message | null; readonly offered: readonly Message[] }) => {
  const say = useWords();
  const [openedWith] = useState(() => ({ seq: newest?.seq ?? 0, ids: new Set(offered.map((message) => message.id)) }));
  const fresh = offered.findLast((message) => !openedWith.ids.has(message.id));
  const isSentAgain = newest !== null && newest.retryOf !== null && newest.seq > openedWith.seq;
  return (
    <p aria-live="polite" className="sr-only">
      {isSentAgain
        ? say('thread.announce.sent-again', { text: newest.text ?? '' })
        : fresh
          ? say('thread.announce.send-again', { text: fresh.text ?? '' })
          : null}
    </p>
  );
};

const Middle = ({ children }: { readonly children: ReactNode }) => (
  <div className="flex min-h-0 flex-1 flex-col justify-center overflow-auto bg-canvas">{children}</div>
);

const ThreadSkeleton = ({ label }: { readonly label: string }) => (
  <div role="status" aria-label={label} className="flex flex-col gap-3 px-6">
    <Skeleton className="h-12 w-2/5 rounded-lg" />
    <Skeleton className="h-9 w-1/3 rounded-lg" />
    <Skeleton className="h-16 w-1/2 self-end rounded-lg" />
    <Skeleton className="h-9 w-1/4 rounded-lg" />
    <Skeleton className="h-12 w-2/5 self-end rounded-lg" />
  </div>
);
