import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { conversationKeys } from './conversation.keys.js';
import type { Conversation, ConversationPage } from './schema.js';

/**
 * A conversation as the server has just answered it: shown at once in its own view and in the rows that have it. Which list it
 * belongs to now, and where, only the server knows: the lists and counts are read again.
 */
export const showConversation = (queryClient: QueryClient, conversation: Conversation): Promise<void> => {
  queryClient.setQueryData(conversationKeys.detail(conversation.id), conversation);
  queryClient.setQueriesData<InfiniteData<ConversationPage>>(
    { queryKey: conversationKeys.lists() },
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (item.id === conversation.id ? conversation : item)),
        })),
      },
  );
  return refreshLists(queryClient);
};

/** Lists and counts again; those on screen now, the others when they are next looked at. */
export const refreshLists = async (queryClient: QueryClient): Promise<void> => {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: conversationKeys.lists() }),
    queryClient.invalidateQueries({ queryKey: conversationKeys.summary() }),
  ]);
};
