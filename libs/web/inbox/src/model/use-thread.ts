import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { messagesOf } from '../api/merge-thread.js';
import { threadQuery } from '../api/thread.query.js';
import type { Conversation, Message } from '../api/schema.js';
import { useAgent } from './agent-context.js';
import { changeOutgoing, useOutgoing } from './outgoing.js';
import { matchOutgoing, threadItems, type ThreadSituation } from './thread-items.js';
import { threadRows, type ThreadRow } from './thread-rows.js';

export interface LoadedThread {
  readonly query: ReturnType<typeof useThreadQuery>;
  readonly messages: readonly Message[];
  readonly newest: Message | null;
  readonly rows: readonly ThreadRow[];
}

const useThreadQuery = (conversationId: string) => useInfiniteQuery(threadQuery(conversationId));

/** Where the messages begin that were unread when the thread was opened; it stays there while the agent reads. */
const firstUnreadOf = (messages: readonly Message[], unreadCount: number): ThreadSituation['firstUnread'] => {
  const theirs = messages.filter((message) => message.author === 'contact');
  const first = unreadCount > 0 ? theirs[Math.max(0, theirs.length - unreadCount)] : undefined;
  return first ? { messageId: first.id, count: unreadCount } : null;
};

/** The thread of a conversation as rows to draw: stored messages, and what this agent has on the way. */
export const useThread = (conversation: Conversation): LoadedThread => {
  const agent = useAgent();
  const query = useThreadQuery(conversation.id);
  const messages = useMemo(() => messagesOf(query.data), [query.data]);
  const outgoing = useOutgoing(conversation.id, agent.id);

  const [firstUnread, setFirstUnread] = useState<ThreadSituation['firstUnread'] | undefined>(undefined);
  if (firstUnread === undefined && query.data) setFirstUnread(firstUnreadOf(messages, conversation.unreadCount));

  // A send that was thought lost and has arrived after all: its entry is settled, so Retry is not offered again.
  useEffect(() => {
    for (const [messageId, entry] of matchOutgoing(messages, outgoing, agent.id)) {
      if (entry.state === 'failed') changeOutgoing(entry.conversationId, entry.clientId, { state: 'accepted', messageId, failure: null });
    }
  }, [agent.id, messages, outgoing]);

  const openChatId = conversation.chat?.id ?? null;
  const rows = useMemo(
    () => threadRows(threadItems({ messages, outgoing, agent, openChatId, firstUnread: firstUnread ?? null })),
    [agent, firstUnread, messages, openChatId, outgoing],
  );
  return { query, messages, newest: messages[messages.length - 1] ?? null, rows };
};
