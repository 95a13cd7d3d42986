import { useQuery } from '@tanstack/react-query';
import { AfterShortWait, Button, Dialog, EmptyState, Skeleton } from '@parley/ui';
import { SearchX } from 'lucide-react';
import { useEffect, useState, type RefObject } from 'react';
import { conversationQuery } from '../api/conversation.query.js';
import type { Conversation } from '../api/schema.js';
import { useAgent } from '../model/agent-context.js';
import { explainProblem, problemCode } from '../model/explain-problem.js';
import { standingOf } from '../model/state-of.js';
import type { ChatActions } from '../model/use-chat-actions.js';
import { useSend } from '../model/use-send.js';
import { useThread } from '../model/use-thread.js';
import { useWords } from '../model/use-words.js';
import { ReplyArea } from './reply-area.js';
import { ThreadHeader } from './thread-header.js';
import { ThreadSection } from './thread-section.js';

export interface ConversationViewProps {
  readonly conversationId: string;
  readonly actions: ChatActions;
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
  readonly onBack: () => void;
  readonly onDetails: () => void;
  /** Set when the agent asked for this conversation in order to write. */
  readonly wantsToWrite: boolean;
  readonly onWriting: () => void;
}

/** One conversation: head, thread and reply, or why it cannot be shown. */
export const ConversationView = ({ conversationId, onBack, ...rest }: ConversationViewProps) => {
  const say = useWords();
  const { data: conversation, error, refetch } = useQuery(conversationQuery(conversationId));
  if (conversation) return <OpenConversation key={conversation.id} conversation={conversation} onBack={onBack} {...rest} />;
  if (error === null) {
    return (
      <div className="flex flex-1 flex-col bg-canvas">
        <AfterShortWait>
          <div className="flex h-16 items-center gap-3 border-b border-line bg-surface px-4">
            <Skeleton className="size-9 rounded-full" />
            <Skeleton className="h-4 w-40" />
          </div>
        </AfterShortWait>
      </div>
    );
  }
  const isMissing = ['CONVERSATION_NOT_FOUND', 'INVALID_PHONE_NUMBER', 'NOT_FOUND'].includes(problemCode(error));
  return (
    <div className="flex flex-1 flex-col justify-center bg-canvas">
      {isMissing ? (
        <EmptyState
          icon={<SearchX size={28} aria-hidden="true" />}
          title={say('thread.missing')}
          action={<Button onPress={onBack}>{say('thread.missing.back')}</Button>}
        >
          {say('thread.missing.hint')}
        </EmptyState>
      ) : (
        <EmptyState title={say('thread.failed')} action={<Button onPress={() => void refetch()}>{say('inbox.try-again')}</Button>}>
          {explainProblem(say, error)}
        </EmptyState>
      )}
    </div>
  );
};

type OpenConversationProps = Omit<ConversationViewProps, 'conversationId'> & { readonly conversation: Conversation };

const OpenConversation = ({ conversation, actions, inputRef, onBack, onDetails, wantsToWrite, onWriting }: OpenConversationProps) => {
  const agent = useAgent();
  const thread = useThread(conversation);
  const sending = useSend(conversation.id, agent.id);
  const [asksToEnd, setAsksToEnd] = useState(false);
  const { chat } = conversation;
  const isColleagues = standingOf(conversation, agent.id).kind === 'with';

  useEffect(() => {
    if (!wantsToWrite || !inputRef.current) return;
    inputRef.current.focus();
    onWriting();
  });

  return (
    <>
      <ThreadHeader
        conversation={conversation}
        isBusy={actions.isBusy}
        onBack={onBack}
        onAccept={() => actions.accept(conversation)}
        onEnd={() => (isColleagues ? setAsksToEnd(true) : actions.end(conversation))}
        onDetails={onDetails}
      />
      <ThreadSection conversation={conversation} thread={thread} sending={sending} />
      <ReplyArea
        conversation={conversation}
        isBusy={actions.isBusy}
        onSend={(text) => sending.send(text, thread.newest?.seq ?? 0)}
        onStart={() => actions.start(conversation)}
        inputRef={inputRef}
        onLeave={() => inputRef.current?.blur()}
      />
      {chat?.agent ? (
        <EndColleaguesChat
          name={chat.agent.name}
          isOpen={asksToEnd}
          onClose={() => setAsksToEnd(false)}
          onEnd={() => {
            setAsksToEnd(false);
            actions.end(conversation);
          }}
        />
      ) : null}
    </>
  );
};

interface EndColleaguesChatProps {
  readonly name: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onEnd: () => void;
}

const EndColleaguesChat = ({ name, isOpen, onClose, onEnd }: EndColleaguesChatProps) => {
  const say = useWords();
  return (
    <Dialog
      role="alertdialog"
      title={say('thread.end.colleague.title', { name })}
      closeLabel={say('panel.close')}
      isOpen={isOpen}
      onClose={onClose}
    >
      <p className="text-sm text-ink-soft">{say('thread.end.colleague.text', { name })}</p>
      <div className="mt-4 flex justify-end gap-2">
        <Button onPress={onClose}>{say('thread.end.keep')}</Button>
        <Button tone="danger" onPress={onEnd}>
          {say('thread.end')}
        </Button>
      </div>
    </Dialog>
  );
};
