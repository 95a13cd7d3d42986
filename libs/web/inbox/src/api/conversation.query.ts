import { queryOptions } from '@tanstack/react-query';
import { dataOf } from '@parley/api-client';
import { api } from './api.js';
import { conversationKeys } from './conversation.keys.js';

export const conversationQuery = (conversationId: string) =>
  queryOptions({
    queryKey: conversationKeys.detail(conversationId),
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/admin/conversations/{conversation}', { params: { path: { conversation: conversationId } }, signal })),
  });
