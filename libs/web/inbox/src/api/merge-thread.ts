import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { conversationKeys } from './conversation.keys.js';
import type { Message, MessagePage } from './schema.js';
import { listMessages } from './thread.query.js';

type Thread = InfiniteData<MessagePage, unknown>;

/** All loaded messages, oldest first, each once. */
export const messagesOf = (thread: Thread | undefined): Message[] => {
  if (!thread) return [];
  const byId = new Map<string, Message>();
  for (const page of thread.pages) for (const message of page.items) if (!byId.has(message.id)) byId.set(message.id, message);
  return [...byId.values()].sort((one, other) => one.seq - other.seq);
};

/**
 * The thread with newer versions of messages in it: known ones are replaced where they stand, unknown ones that are newer than all
 * join the newest page. Null when there would be a hole between what is loaded and what came (acceptance numbers have no gaps).
 */
export const withMessages = (thread: Thread, messages: readonly Message[]): Thread | null => {
  const newer = new Map(messages.map((message) => [message.id, message]));
  const pages = thread.pages.map((page) => ({
    ...page,
    items: page.items.map((message) => {
      const replacement = newer.get(message.id);
      newer.delete(message.id);
      return replacement ?? message;
    }),
  }));
  const loaded = messagesOf({ ...thread, pages });
  const highest = loaded[loaded.length - 1]?.seq ?? 0;
  const added = [...newer.values()].filter((message) => message.seq > highest).sort((one, other) => one.seq - other.seq);
  const first = added[0];
  if (first && loaded.length > 0 && first.seq > highest + 1) return null;
  const [newest, ...older] = pages;
  if (!newest) return thread;
  return { ...thread, pages: [{ ...newest, items: [...newest.items, ...added] }, ...older] };
};

/** While another request of the same thread runs it would overwrite what is merged now; wait until it is over, however it ends. */
const settled = async (queryClient: QueryClient, conversationId: string): Promise<void> => {
  const query = queryClient.getQueryCache().find({ queryKey: conversationKeys.thread(conversationId) });
  while (query?.state.fetchStatus === 'fetching') {
    await (query.promise ?? Promise.resolve()).catch(() => undefined);
    // The state changes one turn after the promise.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
};

/** Puts messages we hold into the loaded thread, if it is loaded; a hole means the newest page is read afresh. */
const mergeIntoThread = async (queryClient: QueryClient, conversationId: string, messages: readonly Message[]): Promise<void> => {
  const queryKey = conversationKeys.thread(conversationId);
  await settled(queryClient, conversationId);
  const thread = queryClient.getQueryData<Thread>(queryKey);
  if (!thread) return;
  const merged = withMessages(thread, messages);
  if (merged) queryClient.setQueryData<Thread>(queryKey, merged);
  else await queryClient.resetQueries({ queryKey });
};

const refreshing = new Map<string, { again: boolean; done: Promise<void> }>();

/**
 * Reads the newest page again and merges it, one request at a time per thread: what happens during a request asks for one more, so
 * an old answer never stands over a new one.
 */
export const refreshThread = (queryClient: QueryClient, conversationId: string, changedIds: readonly string[]): Promise<void> => {
  const running = refreshing.get(conversationId);
  if (running) {
    running.again = true;
    return running.done;
  }
  const entry = { again: false, done: Promise.resolve() };
  const run = async (): Promise<void> => {
    try {
      do {
        entry.again = false;
        const page = await listMessages(conversationId, null);
        await mergeIntoThread(queryClient, conversationId, page.items);
        const inPage = new Set(page.items.map((message) => message.id));
        const thread = queryClient.getQueryData<Thread>(conversationKeys.thread(conversationId));
        const loaded = new Set(messagesOf(thread).map((message) => message.id));
        // An old message changed (a late status): it is on a page further up.
        if (changedIds.some((id) => !inPage.has(id) && loaded.has(id))) {
          await queryClient.invalidateQueries({ queryKey: conversationKeys.thread(conversationId) });
        }
      } while (entry.again);
    } finally {
      refreshing.delete(conversationId);
    }
  };
  entry.done = run();
  refreshing.set(conversationId, entry);
  return entry.done;
};

/**
 * Adds the message the server answered to a Send. One that live events have already brought stays as it is: the answer is older
 * than they are, and a status never falls.
 */
export const addToThread = async (queryClient: QueryClient, message: Message): Promise<void> => {
  await settled(queryClient, message.conversationId);
  const loaded = messagesOf(queryClient.getQueryData<Thread>(conversationKeys.thread(message.conversationId)));
  if (loaded.some((known) => known.id === message.id)) return;
  await mergeIntoThread(queryClient, message.conversationId, [message]);
};
