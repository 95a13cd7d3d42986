import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { dataOf } from '@parley/api-client';
import { api } from './api.js';
import { conversationKeys, type ConversationFilter } from './conversation.keys.js';

const pageSize = 30;

export const conversationListQuery = (filter: ConversationFilter) =>
  infiniteQueryOptions({
    queryKey: conversationKeys.list(filter),
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/admin/conversations', {
          params: { query: { view: filter.view, search: filter.search || undefined, limit: pageSize, cursor: pageParam ?? undefined } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // A changed search keeps the old rows until the new ones are here; a changed tab does not, its rows mean something else.
    placeholderData: (previous, previousQuery) =>
      previousQuery?.queryKey[2]?.view === filter.view ? keepPreviousData(previous) : undefined,
  });
