import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { markRead } from '../api/chat-actions.js';
import { conversationKeys } from '../api/conversation.keys.js';
import { refreshLists } from '../api/show-conversation.js';
import type { Conversation } from '../api/schema.js';
import { standingOf } from './state-of.js';

// Long enough that arrowing past a conversation does not mark it.
const onScreenForMs = 1_000;

export interface ReadSituation {
  readonly conversation: Conversation;
  readonly newestId: string | null;
  /** The newest message is on screen. */
  readonly isAtEnd: boolean;
  readonly agentId: string;
}

/** Marks a thread read when its newest message has been on screen for a second, in a visible tab. A colleague's chat is left alone. */
export const useMarkRead = ({ conversation, newestId, isAtEnd, agentId }: ReadSituation): void => {
  const queryClient = useQueryClient();
  const { id, unreadCount } = conversation;
  const isColleagues = standingOf(conversation, agentId).kind === 'with';
  useEffect(() => {
    if (newestId === null || !isAtEnd || unreadCount === 0 || isColleagues) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const mark = async (): Promise<void> => {
      try {
        await markRead(id, newestId);
        queryClient.setQueryData<Conversation>(conversationKeys.detail(id), (known) => known && { ...known, unreadCount: 0 });
        await refreshLists(queryClient);
      } catch {
        // Nothing is lost: the next message, or the next look, tries again.
      }
    };
    const look = (): void => {
      clearTimeout(timer);
      if (document.visibilityState === 'visible') timer = setTimeout(() => void mark(), onScreenForMs);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [id, isAtEnd, isColleagues, newestId, queryClient, unreadCount]);
};
