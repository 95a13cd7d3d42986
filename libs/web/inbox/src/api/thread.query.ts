import { infiniteQueryOptions } from '@tanstack/react-query';
import { dataOf } from '@parley/api-client';
import { api } from './api.js';
import { conversationKeys } from './conversation.keys.js';
import type { MessagePage } from './schema.js';

const pageSize = 50;

/** `before` null = the newest page. Answers 404 `CONVERSATION_NOT_FOUND`. */
export const listMessages = (conversationId: string, before: string | null, signal?: AbortSignal): Promise<MessagePage> =>
  dataOf(
    api.GET('/api/admin/conversations/{conversation}/messages', {
      params: { path: { conversation: conversationId }, query: { limit: pageSize, before: before ?? undefined } },
      signal,
    }),
  );

/** Page 0 is the newest, each further page is older; within a page the oldest comes first. */
export const threadQuery = (conversationId: string) =>
  infiniteQueryOptions({
    queryKey: conversationKeys.thread(conversationId),
    queryFn: ({ pageParam, signal }) => listMessages(conversationId, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
