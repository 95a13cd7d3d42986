import type { QueryClient } from '@tanstack/react-query';
import { conversationKeys } from '../api/conversation.keys.js';
import { refreshThread } from '../api/merge-thread.js';
import { refreshLists } from '../api/show-conversation.js';
import type { StreamEvent } from './parse-event-stream.js';

interface Changed {
  /** Its thread changed, not only its head. */
  messages: boolean;
  readonly messageIds: Set<string>;
}

// Events of one action come together (message, conversation, status): a breath gathers them into one read.
const gatherMs = 60;
// Lists are several pages long; under a storm of events once a second is live enough for a person.
const listsAtMostEveryMs = 1_000;

/** Turns live events into reads of exactly what they name. Events carry ids only, so nothing here can show a wrong order. */
export class LiveUpdates {
  private readonly changed = new Map<string, Changed>();
  private gatherTimer: ReturnType<typeof setTimeout> | null = null;
  private listsTimer: ReturnType<typeof setTimeout> | null = null;
  private listsReadAt = 0;

  constructor(private readonly queryClient: QueryClient) {}

  receive(event: StreamEvent): void {
    if (event.type !== 'message.created' && event.type !== 'message.updated' && event.type !== 'conversation.updated') return;
    const named = namedBy(event.data);
    if (!named) return;
    const changed = this.changed.get(named.conversationId) ?? { messages: false, messageIds: new Set() };
    if (event.type !== 'conversation.updated') changed.messages = true;
    if (named.messageId) changed.messageIds.add(named.messageId);
    this.changed.set(named.conversationId, changed);
    this.gatherTimer ??= setTimeout(() => this.apply(), gatherMs);
  }

  /** Something may have been missed: everything on screen is read again, the rest when it is next looked at. */
  resync(): void {
    this.changed.clear();
    void this.queryClient.invalidateQueries({ queryKey: conversationKeys.all });
  }

  stop(): void {
    if (this.gatherTimer !== null) clearTimeout(this.gatherTimer);
    if (this.listsTimer !== null) clearTimeout(this.listsTimer);
    this.gatherTimer = null;
    this.listsTimer = null;
    this.changed.clear();
  }

  private apply(): void {
    this.gatherTimer = null;
    const changes = [...this.changed];
    this.changed.clear();
    for (const [conversationId, { messages, messageIds }] of changes) {
      void this.queryClient.invalidateQueries({ queryKey: conversationKeys.detail(conversationId) });
      if (messages) this.readThread(conversationId, [...messageIds]);
    }
    this.readLists();
  }

  private readThread(conversationId: string, messageIds: string[]): void {
    const queryKey = conversationKeys.thread(conversationId);
    const query = this.queryClient.getQueryCache().find({ queryKey });
    if (!query) return;
    if (query.isActive()) {
      // A read that fails shows itself: the query is stale and the next event or reconnect reads again.
      refreshThread(this.queryClient, conversationId, messageIds).catch(() => this.queryClient.invalidateQueries({ queryKey }));
    } else void this.queryClient.invalidateQueries({ queryKey, refetchType: 'none' });
  }

  private readLists(): void {
    if (this.listsTimer !== null) return;
    const wait = Math.max(0, this.listsReadAt + listsAtMostEveryMs - Date.now());
    this.listsTimer = setTimeout(() => {
      this.listsTimer = null;
      this.listsReadAt = Date.now();
      void refreshLists(this.queryClient);
    }, wait);
  }
}

const namedBy = (data: string): { conversationId: string; messageId?: string } | null => {
  try {
    const parsed = JSON.parse(data) as { conversationId?: unknown; messageId?: unknown };
    if (typeof parsed.conversationId !== 'string') return null;
    return { conversationId: parsed.conversationId, ...(typeof parsed.messageId === 'string' ? { messageId: parsed.messageId } : {}) };
  } catch {
    return null;
  }
};
