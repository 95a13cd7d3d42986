import { Injectable } from '@nestjs/common';
import { Metrics } from '@parley/platform';
import type { ConversationDraft } from './conversation-draft.js';

/** Counts what became of chats and messages. Called after the commit: what was rolled back never happened. */
@Injectable()
export class ConversationFigures {
  constructor(private readonly metrics: Metrics) {}

  /** What these drafts have changed; each once, after they were saved. */
  count(drafts: readonly ConversationDraft[]): void {
    let queued = 0;
    for (const draft of drafts) {
      for (const { direction } of draft.messages) if (direction === 'outbound') queued += 1;
      if (draft.chats.changed.size > 0 || draft.row.undo_chat) this.countChats(draft);
    }
    if (queued > 0) this.metrics.outboxMessages.inc({ state: 'queued' }, queued);
  }

  private countChats({ row, chats, snapshot }: ConversationDraft): void {
    const before = new Map([row.chat, row.undo_chat].flatMap((chat) => (chat ? [[chat.id, chat] as const] : [])));
    for (const [id, chat] of chats.changed) {
      if (!before.has(id)) this.metrics.chatsStarted.inc();
      if (chat.accepted_at !== null && (before.get(id)?.accepted_at ?? null) === null) {
        const waited = Date.parse(chat.accepted_at) - Math.max(Date.parse(chat.waiting_since), Date.parse(chat.started_at));
        this.metrics.conversationWait.observe(Math.max(0, waited / 1000));
      }
    }
    // An end that can still be undone is none yet; it is one when nothing of it is left.
    const alive = new Set([chats.open?.id, snapshot.undo?.chatId]);
    for (const chat of new Map([...before, ...chats.changed]).values()) {
      if (!alive.has(chat.id)) this.metrics.chatsEnded.inc({ by: chat.ended_by ?? 'system' });
    }
  }
}
