import { useMutation, useQueryClient } from '@tanstack/react-query';
import { dismissToast, showToast } from '@parley/ui';
import { acceptChat, endChat, startChat, takeNext, undoEnd, UNDO_SECONDS } from '../api/chat-actions.js';
import { conversationKeys } from '../api/conversation.keys.js';
import { refreshLists, showConversation } from '../api/show-conversation.js';
import type { Conversation } from '../api/schema.js';
import { contactLabel } from './contact-label.js';
import { explainProblem, problemCode } from './explain-problem.js';
import { beginUndo, endUndo, type Undoable } from './undo.js';
import { useWords, type WordId } from './use-words.js';

const noticeMs = 6_000;

export interface ChatActions {
  readonly accept: (conversation: Conversation) => void;
  readonly start: (conversation: Conversation) => void;
  readonly end: (conversation: Conversation) => void;
  readonly undo: (undoable: Undoable) => void;
  readonly takeNext: () => void;
  readonly isBusy: boolean;
  readonly isTaking: boolean;
}

export interface ChatActionOutcomes {
  /** A chat is with this agent now: show it, ready to write. */
  readonly onHave: (conversationId: string) => void;
  /** The chat is over and its reply box gone: focus needs a new home. */
  readonly onEnded: () => void;
}

/** What an agent does to a chat. Refusals are told in words, and what is on screen is read again: somebody else was faster. */
export const useChatActions = ({ onHave, onEnded }: ChatActionOutcomes): ChatActions => {
  const queryClient = useQueryClient();
  const say = useWords();

  const notice = (text: string, id = 'chat-action', tone: 'neutral' | 'danger' = 'neutral'): void =>
    showToast({ id, text, forMs: noticeMs, tone });

  const failed = (what: WordId, conversationId: string | null, problem: unknown): void => {
    notice(say('toast.failed', { what: say(what), reason: explainProblem(say, problem) }), 'chat-action', 'danger');
    if (conversationId !== null) void queryClient.invalidateQueries({ queryKey: conversationKeys.detail(conversationId) });
    void refreshLists(queryClient);
  };

  const accept = useMutation({
    mutationFn: (conversation: Conversation) => acceptChat(conversation.id),
    onSuccess: (conversation) => {
      void showConversation(queryClient, conversation);
      onHave(conversation.id);
    },
    onError: async (problem, { id }) => {
      if (problemCode(problem) !== 'CHAT_ALREADY_TAKEN') return failed('did.accept', id, problem);
      // Who was faster is in the conversation, once it is read again.
      await queryClient.invalidateQueries({ queryKey: conversationKeys.detail(id) });
      const owner = queryClient.getQueryData<Conversation>(conversationKeys.detail(id))?.chat?.agent;
      if (owner) notice(say('toast.taken', { agent: owner.name }));
      else failed('did.accept', id, problem);
      return refreshLists(queryClient);
    },
  });

  const start = useMutation({
    mutationFn: (conversation: Conversation) => startChat(conversation.id),
    onSuccess: (conversation) => {
      void showConversation(queryClient, conversation);
      onHave(conversation.id);
    },
    onError: (problem, { id }) => failed('did.start', id, problem),
  });

  const undo = useMutation({
    mutationFn: (undoable: Undoable) => undoEnd(undoable.conversationId),
    onSuccess: (conversation) => {
      endUndo(conversation.id);
      notice(say('toast.undone', { name: contactLabel(conversation.contact) }), `end:${conversation.id}`);
      void showConversation(queryClient, conversation);
      onHave(conversation.id);
    },
    onError: (problem, { conversationId }) => {
      endUndo(conversationId);
      dismissToast(`end:${conversationId}`);
      failed('did.undo', conversationId, problem);
    },
  });

  const end = useMutation({
    mutationFn: async (conversation: Conversation) => {
      // Counted from before the request, so the button never promises more than the server keeps.
      const until = Date.now() + UNDO_SECONDS * 1_000;
      const chatId = conversation.chat?.id ?? null;
      return { until, ended: await endChat(conversation.id, chatId), chatId };
    },
    onSuccess: ({ until, ended, chatId }) => {
      // It was over before: there is nothing to take back.
      if (ended.undoUntil !== null) beginUndo({ conversationId: ended.id, chatId, name: contactLabel(ended.contact), until });
      void showConversation(queryClient, ended);
      onEnded();
    },
    onError: (problem, { id }) => failed('did.end', id, problem),
  });

  const take = useMutation({
    mutationFn: takeNext,
    onSuccess: (conversation) => {
      if (conversation === null) {
        notice(say('inbox.take-next.nobody'));
        return refreshLists(queryClient);
      }
      onHave(conversation.id);
      return showConversation(queryClient, conversation);
    },
    onError: (problem) => failed('did.take', null, problem),
  });

  return {
    accept: (conversation) => accept.mutate(conversation),
    start: (conversation) => start.mutate(conversation),
    end: (conversation) => end.mutate(conversation),
    undo: (undoable) => undo.mutate(undoable),
    takeNext: () => take.mutate(),
    isBusy: accept.isPending || start.isPending || end.isPending,
    isTaking: take.isPending,
  };
};
