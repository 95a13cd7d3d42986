import { Refusal } from '@parley/platform';
import { DEFAULT_TEAM_ID, type MessageType } from '@parley/vocabulary';
import { ConversationDraft, type Decide } from '../application/conversation-draft.js';
import type { DraftMessage } from '../application/draft-message.js';
import type { InboundMessage } from '../domain/inbound-message.js';
import type { AgentRef, ConversationEvent, QueueFacts } from '../domain/model.js';
import type { TimerKind } from '../domain/timers.js';
import type { LaneRow } from '../persistence/lane.statements.js';
import { newLane } from './new-lane.js';

interface Timer {
  readonly kind: TimerKind;
  readonly chatId: string;
  readonly dueAt: Date;
}

interface Choice {
  readonly id: string;
  readonly title: string;
}

/** A message that left, as the phone shows it. */
export interface ShownMessage {
  readonly message: DraftMessage;
  readonly choices: readonly Choice[];
}

/** What is known of a chat that ended, for whoever asks the script about it. */
export interface Rated {
  readonly stars: number | null;
  readonly comment: string | null;
}

/**
 * One customer's conversation in memory, with a clock of its own. Everything that decides is the engine that the server runs: the same
 * draft, the same decisions; only what PostgreSQL does (keep the row, find the message behind a tap, ring a timer) is done here.
 */
export class ScriptWorld {
  queue: QueueFacts = { teamId: DEFAULT_TEAM_ID, place: 1, agentsFree: 0, minutes: null };
  /** 0: nothing is a flood. Off until a script sets it: its clock stands still between two messages. */
  messagesPerMinute = 0;
  rated: Rated = { stars: null, comment: null };
  private readonly shown: ShownMessage[] = [];
  private readonly ledger = new Map<string, string[]>();
  private timers: Timer[] = [];
  private row: LaneRow;
  private wamids = 0;

  constructor(
    private readonly decide: Decide,
    startsAt: Date,
  ) {
    this.row = newLane(startsAt);
  }

  get snapshot(): ConversationDraft['snapshot'] {
    return new ConversationDraft(this.row, this.decide).snapshot;
  }

  /** Everything the customer was sent, oldest first. */
  get messages(): readonly ShownMessage[] {
    return this.shown;
  }

  writes(type: MessageType, text: string | null): void {
    this.receive(type, text, null, null);
  }

  /** @param choice a title or an id under one of the messages shown @param earlier under the oldest that has it, else the newest */
  taps(choice: string, earlier: boolean): boolean {
    const has = ({ choices }: ShownMessage): boolean => choices.some(({ id, title }) => id === choice || title === choice);
    const under = earlier ? this.shown.find(has) : this.shown.findLast(has);
    const tapped = under?.choices.find(({ id, title }) => id === choice || title === choice);
    if (!under || !tapped) return false;
    this.receive('interactive', tapped.title, tapped, under.message);
    return true;
  }

  /** @returns the code when the engine refuses it, else null */
  acts(event: ConversationEvent): string | null {
    try {
      this.change((draft) => draft.decide(event));
      return null;
    } catch (error) {
      if (error instanceof Refusal) return error.code;
      throw error;
    }
  }

  /** A message of the customer fails in all its tries, as `Apologise` sees it. */
  givesUp(): void {
    const lately = this.row.now.getTime() - 10 * 60_000;
    const wasTold = this.shown.some(({ message }) => message.said === 'error.generic' && message.created_at.getTime() > lately);
    this.change((draft) => draft.decide({ type: 'message-given-up', wasTold }));
  }

  /** Time passes, and whatever is due in it happens at its time. */
  passes(ms: number): void {
    const until = new Date(this.row.now.getTime() + ms);
    for (let due = this.nextTimer(until); due; due = this.nextTimer(until)) {
      const { kind, chatId, dueAt } = due;
      this.timers = this.timers.filter((timer) => timer !== due);
      if (dueAt.getTime() > this.row.now.getTime()) this.row = { ...this.row, now: dueAt };
      this.change((draft) => draft.decide({ type: 'timer-due', kind, chatId }));
    }
    this.row = { ...this.row, now: until };
  }

  private nextTimer(until: Date): Timer | undefined {
    const due = this.timers.filter(({ dueAt }) => dueAt.getTime() <= until.getTime());
    return due.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())[0];
  }

  private receive(type: MessageType, text: string | null, tapped: Choice | null, under: DraftMessage | null): void {
    this.wamids += 1;
    const { now, contact_name: name, contact_phone: phone } = this.row;
    const message: InboundMessage = {
      wamid: `wamid.script.${String(this.wamids)}`,
      identity: { bsuid: null, phone, username: null, name },
      type,
      text,
      tapped,
      contextWamid: null,
      content: null,
      amends: type === 'reaction' && under ? { kind: 'reaction', targetWamid: under.id, emoji: text } : null,
      sentAt: now,
      receivedAt: now,
    };
    const known = under ? { id: under.id, chatId: under.chat_id, direction: under.direction, said: under.said } : undefined;
    this.change((draft) => {
      draft.receive(message, type === 'reaction' ? { target: known } : { quoted: known });
      if (draft.hasJoinedQueue) draft.decide({ type: 'queue-joined', facts: this.factsFor(draft) });
      if (draft.isAskingPlace) draft.decide({ type: 'place-asked', facts: this.queue });
    });
  }

  /** Who had the chat that goes on is one of those who are free, if anybody is. */
  private factsFor({ snapshot: { chat, lastChat } }: ConversationDraft): QueueFacts {
    const isBack = chat?.origin === 'resume' && this.queue.agentsFree > 0;
    return isBack ? { ...this.queue, goesTo: lastChat?.agent ?? null } : this.queue;
  }

  private change(work: (draft: ConversationDraft) => void): void {
    const draft = new ConversationDraft(this.row, this.decide, this.messagesPerMinute);
    work(draft);
    this.keep(draft);
  }

  /** What the database would hold after `saveDrafts`, read back by `loadLanes`. */
  private keep(draft: ConversationDraft): void {
    for (const message of draft.messages) if (message.direction === 'outbound') this.shown.push({ message, choices: choicesOf(message) });
    for (const { chat_id, kind, detail } of draft.notices) {
      const notice = detail === '' ? kind : `${kind}:${detail}`;
      const known = this.ledger.get(chat_id) ?? [];
      // As the table's primary key would.
      if (known.includes(notice)) throw new Error(`the notice ${notice} twice in one chat`);
      this.ledger.set(chat_id, [...known, notice]);
    }
    for (const { stars, comment } of draft.chats.ratings) {
      this.rated = { stars: stars ?? this.rated.stars, comment: comment ?? this.rated.comment };
    }
    for (const { kind, chatId, dueAt } of draft.chats.timers.values()) {
      this.timers = this.timers.filter((timer) => timer.kind !== kind || timer.chatId !== chatId);
      if (dueAt) this.timers.push({ kind, chatId, dueAt });
    }
    const { snapshot, row } = draft;
    const { chat, undo, lastChat, contact } = snapshot;
    const undone = undo && (draft.chats.changed.get(undo.chatId) ?? row.undo_chat);
    this.row = {
      ...row,
      state: snapshot.state,
      context: snapshot.context,
      version: row.version + 1,
      next_seq: draft.nextSeq,
      next_in_seq: draft.nextInSeq,
      next_out_seq: draft.nextOutSeq,
      chat: draft.chats.open,
      chat_agent_name: chat?.agent?.name ?? null,
      undo_chat: undone,
      undo_until: undo?.until ?? null,
      undo_agent_name: undo?.agent?.name ?? null,
      notices: this.ledger.get(chat?.id ?? undo?.chatId ?? '') ?? null,
      last_chat: lastChat && {
        ...lastChat,
        endedAt: lastChat.endedAt.toISOString(),
        waitingSince: lastChat.waitingSince.toISOString(),
      },
      pace: draft.pace.current ?? null,
      flooding_until: draft.pace.floodingUntil,
      unread_count: draft.unreadCount,
      service_window_expires_at: snapshot.windowExpiresAt,
      contact_name: contact.name,
      contact_language: contact.language,
      contact_attributes: { ...contact.attributes },
      contact_opted_out_at: contact.optedOutAt,
    };
  }
}

/** An agent of a script: the name says who. */
export function agentNamed(name: string): AgentRef {
  return { id: `agent-${name.toLowerCase()}`, name };
}

function choicesOf({ content }: DraftMessage): readonly Choice[] {
  const { buttons, rows } = (content ?? {}) as { readonly buttons?: readonly Choice[]; readonly rows?: readonly Choice[] };
  return buttons ?? rows ?? [];
}
