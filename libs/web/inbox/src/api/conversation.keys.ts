export type InboxView = 'mine' | 'waiting' | 'all' | 'closed';
export const INBOX_VIEWS: readonly InboxView[] = ['mine', 'waiting', 'all', 'closed'];

export interface ConversationFilter {
  readonly view: InboxView;
  /** Part of a name, @username or number; empty = everybody. */
  readonly search: string;
}

/** Every cache key of conversations is written here and nowhere else. */
export const conversationKeys = {
  all: ['conversations'] as const,
  lists: () => [...conversationKeys.all, 'list'] as const,
  list: (filter: ConversationFilter) => [...conversationKeys.lists(), filter] as const,
  summary: () => [...conversationKeys.all, 'summary'] as const,
  details: () => [...conversationKeys.all, 'detail'] as const,
  detail: (conversationId: string) => [...conversationKeys.details(), conversationId] as const,
  threads: () => [...conversationKeys.all, 'thread'] as const,
  thread: (conversationId: string) => [...conversationKeys.threads(), conversationId] as const,
};
