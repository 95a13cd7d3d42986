import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { sendMessage } from '../api/chat-actions.js';
import { conversationKeys } from '../api/conversation.keys.js';
import { addToThread } from '../api/merge-thread.js';
import { refreshLists } from '../api/show-conversation.js';
import { newClientId } from './client-id.js';
import { problemCode } from './explain-problem.js';
import { addOutgoing, changeOutgoing, removeOutgoing, type Outgoing } from './outgoing.js';

// One request at a time per conversation: what was typed first is stored first. One that fails does not hold up the next.
const queues = new Map<string, Promise<void>>();

const dispatch = (queryClient: QueryClient, entry: Outgoing): void => {
  const { conversationId, clientId } = entry;
  const run = async (): Promise<void> => {
    try {
      const message = await sendMessage(conversationId, entry);
      await addToThread(queryClient, message);
      changeOutgoing(conversationId, clientId, { state: 'accepted', messageId: message.id, failure: null });
    } catch (problem) {
      changeOutgoing(conversationId, clientId, { state: 'failed', failure: problemCode(problem) });
    }
    // A first message may have taken the chat, a refusal may mean that it is over: either way the head is read again.
    void queryClient.invalidateQueries({ queryKey: conversationKeys.detail(conversationId) });
    void refreshLists(queryClient);
  };
  const queue = (queues.get(conversationId) ?? Promise.resolve()).then(run);
  queues.set(conversationId, queue);
};

export interface Sending {
  /** Shows the message at once and sends it; it becomes the stored one, or stays with its reason and its text. */
  readonly send: (text: string, afterSeq: number) => void;
  readonly retry: (outgoing: Outgoing) => void;
  readonly discard: (outgoing: Outgoing) => void;
}

export const useSend = (conversationId: string, agentId: string): Sending => {
  const queryClient = useQueryClient();
  const send = useCallback(
    (text: string, afterSeq: number) => {
      const entry: Outgoing = {
        clientId: newClientId(),
        conversationId,
        agentId,
        text,
        replyTo: null,
        createdAt: new Date().toISOString(),
        afterSeq,
        state: 'sending',
        messageId: null,
        failure: null,
      };
      addOutgoing(entry);
      dispatch(queryClient, entry);
    },
    [agentId, conversationId, queryClient],
  );
  const retry = useCallback(
    (outgoing: Outgoing) => {
      const again: Outgoing = { ...outgoing, state: 'sending', failure: null };
      changeOutgoing(outgoing.conversationId, outgoing.clientId, again);
      dispatch(queryClient, again);
    },
    [queryClient],
  );
  const discard = useCallback((outgoing: Outgoing) => removeOutgoing(outgoing.conversationId, outgoing.clientId), []);
  return { send, retry, discard };
};
