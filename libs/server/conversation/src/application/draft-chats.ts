import { uuidV7 } from '@parley/platform';
import type { ConversationSnapshot, Effect } from '../domain/model.js';
import type { TimerKind } from '../domain/timers.js';
import type { ChatRow, LaneRow } from '../persistence/lane.statements.js';
import { endedChatOf, openChatOf } from './lane-snapshot.js';

type Change<Kind extends Effect['do']> = Extract<Effect, { do: Kind }>;
type Patch = Partial<ConversationSnapshot>;

export interface DraftTimer {
  readonly kind: TimerKind;
  readonly chatId: string;
  /** Null: taken away. */
  readonly dueAt: Date | null;
}

export interface DraftRating {
  readonly chat_id: string;
  readonly stars: number | null;
  readonly comment: string | null;
  readonly language: string | null;
}

/**
 * The chats of one conversation as they are to stand, with their timers and ratings; nothing is written until `saveDrafts`. Each change
 * answers what it makes of the snapshot.
 */
export class DraftChats {
  /** Opened or changed, by id. */
  readonly changed = new Map<string, ChatRow>();
  /** Chats of which what agents wrote and nobody has started to send must never leave. */
  readonly calledOff = new Set<string>();
  readonly ratings: DraftRating[] = [];
  /** What a timer was to say and did not. */
  readonly unsaid: Change<'leave-unsaid'>[] = [];
  /** By kind and chat: the last word counts. */
  readonly timers = new Map<string, DraftTimer>();
  open: ChatRow | null;
  ended = 0;
  private undone: ChatRow | null;

  constructor(private readonly row: LaneRow) {
    this.open = row.chat;
    this.undone = row.undo_chat;
  }

  openChat({ origin, agent, teamId = null, waitingSince, about }: Change<'open-chat'>): Patch {
    if (this.open) throw new Error('a chat is open already');
    const at = this.row.now.toISOString();
    const chat: ChatRow = {
      id: uuidV7(this.row.now.getTime()),
      status: agent ? 'active' : 'waiting',
      origin,
      team_id: teamId,
      about: about ?? null,
      started_at: at,
      waiting_since: waitingSince?.toISOString() ?? at,
      accepted_at: agent && at,
      assigned_at: agent && at,
      wait_number: 1,
      told_place: null,
      told_place_at: null,
      place_updates: 0,
      agent_id: agent && agent.id,
      first_reply_at: null,
      ended_at: null,
      ended_by: null,
      end_reason: null,
      closing_text: null,
    };
    this.put(chat);
    return { chat: openChatOf(chat, agent, []) };
  }

  assignChat({ agent }: Change<'assign-chat'>, { chat }: ConversationSnapshot): Patch {
    if (!this.open || !chat) throw new Error('there is no open chat to assign');
    const at = this.row.now.toISOString();
    this.put({ ...this.open, status: 'active', agent_id: agent.id, accepted_at: this.open.accepted_at ?? at, assigned_at: at });
    return { chat: { ...chat, status: 'active', agent } };
  }

  /**
   * `waiting_since` stays: it goes back to its old place, which is the front of a queue that has moved on. The place told in a wait that
   * is over says nothing about the new one: nobody hears "you are now number 1" right after an agent.
   */
  releaseChat({ teamId }: Change<'release-chat'>, { chat }: ConversationSnapshot): Patch {
    if (!this.open || !chat) throw new Error('there is no open chat to release');
    const team = teamId ?? chat.teamId;
    const released = { ...this.open, status: 'waiting', agent_id: null, assigned_at: null, team_id: team } as const;
    if (chat.status === 'waiting') {
      this.put(released);
      return { chat: { ...chat, teamId: team } };
    }
    const waitNumber = chat.waitNumber + 1;
    this.put({ ...released, wait_number: waitNumber, told_place: null, told_place_at: null });
    return { chat: { ...chat, status: 'waiting', agent: null, waitNumber, teamId: team, told: null } };
  }

  tellPlace({ place, teamId, isUpdate }: Change<'tell-place'>, { chat }: ConversationSnapshot): Patch {
    if (!this.open || !chat) throw new Error('there is no open chat to tell a place of');
    // Counted in the row: three times a chat, however often it waits.
    const told = { place, at: this.row.now, updates: this.open.place_updates + (isUpdate ? 1 : 0) };
    const team = teamId ?? chat.teamId;
    this.put({ ...this.open, team_id: team, told_place: place, told_place_at: told.at.toISOString(), place_updates: told.updates });
    return { chat: { ...chat, teamId: team, told } };
  }

  /** An agent's message is on its way: the first of a chat is what first-response times are made of. */
  noteReply({ chat }: ConversationSnapshot): Patch {
    if (!this.open || !chat || this.open.first_reply_at !== null) return {};
    this.put({ ...this.open, first_reply_at: this.row.now.toISOString() });
    return { chat: { ...chat, firstReplyAt: this.row.now } };
  }

  endChat({ by, reason, undo }: Change<'end-chat'>, { chat, lastChat }: ConversationSnapshot): Patch {
    if (!this.open || !chat) throw new Error('there is no open chat to end');
    const ended: ChatRow = {
      ...this.open,
      status: 'ended',
      ended_at: this.row.now.toISOString(),
      ended_by: by,
      end_reason: reason,
      closing_text: undo && undo.closingText,
    };
    this.changed.set(ended.id, ended);
    this.open = null;
    this.ended += 1;
    const endedChat = endedChatOf(ended, chat.agent, [...chat.notices]);
    if (!undo) return { chat: null, lastChat: endedChat };
    this.undone = ended;
    this.setTimer('undo-expired', ended.id, undo.until);
    return { chat: null, lastChat, undo: { chatId: ended.id, agent: chat.agent, ...undo, ended: endedChat } };
  }

  reopenChat({ undo }: ConversationSnapshot): Patch {
    if (!undo || !this.undone) throw new Error('there is no end to undo');
    const status = undo.agent ? 'active' : 'waiting';
    const chat: ChatRow = { ...this.undone, status, ended_at: null, ended_by: null, end_reason: null, closing_text: null };
    this.put(chat);
    this.ended -= 1;
    this.undone = null;
    this.setTimer('undo-expired', chat.id, null);
    return { chat: openChatOf(chat, undo.agent, this.row.notices ?? []), undo: null };
  }

  settleEnd({ undo }: ConversationSnapshot): Patch {
    if (!undo || !this.undone) throw new Error('there is no end to settle');
    this.undone = null;
    this.setTimer('undo-expired', undo.chatId, null);
    return { undo: null, lastChat: undo.ended };
  }

  rateChat({ stars, comment }: Change<'rate-chat'>, { lastChat, contact }: ConversationSnapshot): Patch {
    if (!lastChat) throw new Error('there is no ended chat to rate');
    // One row a chat: an update that met two would take only one of them.
    const given = this.ratings.findIndex((rating) => rating.chat_id === lastChat.id);
    const before = given < 0 ? undefined : this.ratings.splice(given, 1)[0];
    const rating = { stars: stars ?? before?.stars ?? null, comment: comment ?? before?.comment ?? null };
    this.ratings.push({ chat_id: lastChat.id, ...rating, language: contact.language });
    return { lastChat: { ...lastChat, rating: stars ?? lastChat.rating } };
  }

  /** Of the chat that ended last: what is still queued of an earlier one was ended by an agent, and leaves before its closing message. */
  callOffAgentMessages(): void {
    const ended = [...this.changed.values()].findLast((chat) => chat.status === 'ended');
    if (!ended) throw new Error('no chat has ended whose messages could be called off');
    this.calledOff.add(ended.id);
  }

  setTimer(kind: TimerKind, chatId: string, dueAt: Date | null): void {
    this.timers.set(`${kind} ${chatId}`, { kind, chatId, dueAt });
  }

  private put(chat: ChatRow): void {
    this.open = chat;
    this.changed.set(chat.id, chat);
  }
}
