import { queryOptions } from '@tanstack/react-query';
import { dataOf } from '@parley/api-client';
import { api } from './api.js';
import { conversationKeys } from './conversation.keys.js';
import type { ConversationCounts } from './schema.js';

export interface InboxSummary {
  readonly counts: ConversationCounts;
  /** Since when the first in the queue has waited. */
  readonly longestWaitSince: string | null;
}

/** The numbers on the tabs and in the banner: one row of the queue carries both. */
export const inboxSummaryQuery = () =>
  queryOptions({
    queryKey: conversationKeys.summary(),
    queryFn: async ({ signal }): Promise<InboxSummary> => {
      const page = await dataOf(api.GET('/api/admin/conversations', { params: { query: { view: 'waiting', limit: 1 } }, signal }));
      return {
        counts: page.counts ?? { mine: 0, waiting: 0, active: 0, all: 0 },
        longestWaitSince: page.items[0]?.chat?.waitingSince ?? null,
      };
    },
  });
