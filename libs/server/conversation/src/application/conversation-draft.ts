import { Refusal } from '@parley/platform';
import { isAside } from '../domain/asides.js';
import type { InboundMessage } from '../domain/inbound-message.js';
import type { ContactFacts, ConversationEvent, ConversationSnapshot, Decision, DecisionOutcome, Effect } from '../domain/model.js';
import { freeReplyUntil, optOutAt, windowAfter } from '../domain/reply-window.js';
import type { TimerKind } from '../domain/timers.js';
import type { DraftAmendment } from '../persistence/amend-messages.js';
import type { LaneRow } from '../persistence/lane.statements.js';
import { DraftChats } from './draft-chats.js';
import { DraftEarly } from './draft-early.js';
import { DraftPace } from './draft-pace.js';
import { draftMessage, draftNotice, type DraftMessage, type DraftNotice, type NewMessage } from './draft-message.js';
import { contactWrote, inboundRow, type KnownMessage, type Mentions } from './inbound-row.js';
import { snapshotOf, writtenAt } from './lane-snapshot.js';
import { mergeAttributes } from './merge-attributes.js';
import { storedContent } from './stored-content.js';

export type Decide = (snapshot: ConversationSnapshot, event: ConversationEvent, now: Date) => DecisionOutcome;

type Send = Extract<Effect, { do: 'send' }>;

export interface Received {
  readonly message: DraftMessage;
  readonly replies: readonly DraftMessage[];
}

/**
 * One conversation, read under its lane lock, and everything decided about it since; nothing is written until `saveDrafts` writes all of
 * it in the same transaction. One decision builds on the one before, so a batch of messages costs no round trip in between.
 */
export class ConversationDraft {
  readonly messages: DraftMessage[] = [];
  readonly notices: DraftNotice[] = [];
  /** What new messages do to earlier ones, in order. */
  readonly amendments: DraftAmendment[] = [];
  readonly chats: DraftChats;
  readonly pace: DraftPace;
  readonly early: DraftEarly;
  unreadCount: number;
  nextSeq: number;
  nextInSeq: number;
  /** When the sends to this contact have used up the pair rule's allowance. */
  pairLimitAt: Date | null;
  nextOutSeq: number;
  names: { readonly username: string | null; readonly parentBsuid: string | null };
  private readonly before: ConversationSnapshot;
  private current: ConversationSnapshot;
  private changed = false;
  /** A chat was opened for whoever is free, and its place in the queue not looked up yet. */
  private joinsQueue = false;
  private attached = false;
  /** The customer has asked for their place in the queue, and it was not looked up yet. */
  private asksPlace = false;
  /** When the customer wrote what is being decided. */
  private writtenAt: Date | null = null;

  constructor(
    readonly row: LaneRow,
    private readonly decideBy: Decide,
    messagesPerMinute = 0,
  ) {
    this.unreadCount = row.unread_count;
    this.nextSeq = row.next_seq;
    this.nextInSeq = row.next_in_seq;
    this.nextOutSeq = row.next_out_seq;
    this.pairLimitAt = row.pair_limit_at;
    this.chats = new DraftChats(row);
    this.pace = new DraftPace(row, messagesPerMinute);
    this.early = new DraftEarly(row, this.messages);
    this.names = { username: row.contact_username, parentBsuid: row.contact_parent_bsuid };
    this.before = this.current = snapshotOf(row);
  }

  get id(): string {
    return this.row.id;
  }

  get snapshot(): ConversationSnapshot {
    return this.current;
  }

  /** The database's clock when the lane was read. */
  get now(): Date {
    return this.row.now;
  }

  /** What is to be asked of the queue before anything else is decided here: `queue-joined` must be the next event. */
  get hasJoinedQueue(): boolean {
    return this.joinsQueue && this.current.chat?.status === 'waiting';
  }

  /** What is to be asked of the queue before anything else is decided here: `place-asked` must be the next event. */
  get isAskingPlace(): boolean {
    return this.asksPlace;
  }

  /** A chat was opened, has ended or changed hands: somebody may be free now, or there may be something to give. */
  get hasMovedQueue(): boolean {
    return this.chats.changed.size > 0;
  }

  /** Something of the contact is to be written; its facts are those of the snapshot. */
  get isContactChanged(): boolean {
    const { contact_username: username, contact_parent_bsuid: parentBsuid } = this.row;
    return this.current.contact !== this.before.contact || this.names.username !== username || this.names.parentBsuid !== parentBsuid;
  }

  get isChanged(): boolean {
    return this.changed;
  }

  get hasQueued(): boolean {
    return this.messages.some((message) => message.status === 'queued');
  }

  /**
   * Decides what an event means here and carries it out in the draft.
   * @returns the messages to be sent because of it, in order
   * @throws Refusal with the code the domain refused with; the draft is then as before
   */
  decide(event: ConversationEvent): DraftMessage[] {
    const windowExpiresAt = freeReplyUntil(this.current.windowExpiresAt, this.current.contact.optedOutAt);
    if (event.type === 'queue-joined') this.joinsQueue = false;
    if (event.type === 'place-asked') this.asksPlace = false;
    const outcome = this.decideBy({ ...this.current, windowExpiresAt }, event, this.now);
    if ('refused' in outcome) throw new Refusal(outcome.refused);
    return this.carryOut(outcome.decided);
  }

  /** A message that came in with this batch, by the channel's id. */
  findNew(wamid: string): KnownMessage | undefined {
    const message = this.messages.findLast((candidate) => candidate.wamid === wamid);
    return message && { id: message.id, chatId: message.chat_id, direction: message.direction, said: message.said };
  }

  /**
   * Takes in a customer's message: number in the lane, service window, contact, thread, then the decision.
   * @param known what it quotes or taps, and what it changes, when we know them
   * @returns the message as it will stand in the thread, and what is to be sent because of it
   */
  receive(arrived: InboundMessage, known: Mentions): Received {
    this.nextInSeq += 1;
    this.attached = false;
    const { message, isDeleted } = this.early.meet(arrived);
    const { row: stored, target, amendment } = inboundRow(message, known);
    if (amendment) this.amendments.push({ conversation_id: this.id, ...amendment });
    if (message.isEcho || isDeleted)
      return { message: this.addMessage({ ...stored, chat_id: this.current.chat?.id ?? null }), replies: [] };
    const lastWroteAt = this.current.lastWroteAt;
    const at = writtenAt(message);
    this.writtenAt = at;
    this.patch({ windowExpiresAt: windowAfter(this.current.windowExpiresAt, message, this.current.contact.optedOutAt) });
    this.keepContactCurrent(message);
    const before = this.current.chat;
    const row = this.addMessage(stored);
    const flood = this.pace.take(at);
    const event = contactWrote(message, known.quoted, target);
    const replies = this.decide(flood ? { ...event, flood } : event);
    if (flood) this.pace.noteAnswer(replies);
    this.writtenAt = null;
    const after = this.current.chat;
    row.chat_id = before?.id ?? after?.id ?? (this.attached ? (this.current.lastChat?.id ?? null) : null);
    this.current = { ...this.current, lastWroteAt: isAside(message.type) ? lastWroteAt : at };
    // A tap speaks to the bot; what waits for an agent's eyes is what was written (`mark-read` counts by the same rule).
    if (after && message.type !== 'interactive' && !isAside(message.type)) this.unreadCount += 1;
    return { message: row, replies };
  }

  private keepContactCurrent({ identity }: InboundMessage): void {
    const { username, parentBsuid } = this.names;
    this.names = { username: identity.username ?? username, parentBsuid: identity.parentBsuid ?? parentBsuid };
    if (identity.name !== null && identity.name !== this.current.contact.name) this.changeContact({ name: identity.name });
  }

  private changeContact(change: Partial<ContactFacts>): void {
    this.changed = true;
    this.current = { ...this.current, contact: { ...this.current.contact, ...change } };
  }

  private addMessage(message: NewMessage): DraftMessage {
    this.changed = true;
    const added = draftMessage(message, this.row, { seq: this.nextSeq++, outSeq: this.nextOutSeq });
    if (added.out_seq !== null) this.nextOutSeq += 1;
    this.messages.push(added);
    return added;
  }

  private carryOut(decision: Decision, effects = decision.effects): DraftMessage[] {
    const { state, context } = this.current;
    if (decision.state !== state || decision.context !== context || effects.length > 0) this.changed = true;
    this.current = { ...this.current, state: decision.state, context: decision.context };
    const sent: DraftMessage[] = [];
    effects.forEach((effect, index) => {
      if (effect.do !== 'send') return this.change(effect);
      sent.push(this.send(effect, this.chatOfMessage(effect, effects.slice(index))));
    });
    return sent;
  }

  /** The chat open at its place in the list, or whose end is settled further on, or the last one where it says so (see `Effect`). */
  private chatOfMessage({ inLastChat }: Send, rest: readonly Effect[]): string | null {
    const { chat, undo, lastChat } = this.current;
    if (chat) return chat.id;
    if (undo && rest.some((later) => later.do === 'settle-end')) return undo.chatId;
    return inLastChat && lastChat ? lastChat.id : null;
  }

  private send(effect: Send, chatId: string | null): DraftMessage {
    const message = this.addMessage({
      direction: 'outbound',
      author: effect.author,
      agent_id: effect.agent?.id ?? null,
      chat_id: chatId,
      ...storedContent(effect.content),
      said: effect.said ?? null,
      reply_to: effect.replyTo ?? null,
    });
    if (effect.author === 'agent') this.patch(this.chats.noteReply(this.current));
    if (effect.notice !== undefined) this.note(effect.notice, chatId, message);
    return message;
  }

  /** Into the ledger: of the chat the message belongs to, else of the one that ended last. */
  private note(notice: string, chatId: string | null, message: DraftMessage): void {
    const { chat, undo, lastChat } = this.current;
    const ledger = chatId ?? lastChat?.id;
    if (ledger) this.notices.push(draftNotice(ledger, notice, message));
    if (chat) this.patch({ chat: { ...chat, notices: new Set([...chat.notices, notice]) } });
    else if (undo && ledger === undo.chatId)
      this.patch({ undo: { ...undo, ended: { ...undo.ended, notices: [...undo.ended.notices, notice] } } });
    else if (lastChat && ledger === lastChat.id) this.patch({ lastChat: { ...lastChat, notices: [...lastChat.notices, notice] } });
  }

  private change(effect: Exclude<Effect, { do: 'send' }>): void {
    switch (effect.do) {
      case 'open-chat':
        this.patch(this.chats.openChat(effect));
        this.joinsQueue = effect.agent === null;
        this.unreadCount = 0;
        return;
      case 'assign-chat':
        return this.patch(this.chats.assignChat(effect, this.current));
      case 'release-chat':
        return this.patch(this.chats.releaseChat(effect, this.current));
      case 'tell-place':
        return this.patch(this.chats.tellPlace(effect, this.current));
      case 'ask-place':
        this.asksPlace = true;
        return;
      case 'note':
        return this.addNote(effect);
      case 'end-chat':
        this.unreadCount = 0;
        return this.patch(this.chats.endChat(effect, this.current));
      case 'reopen-chat':
        return this.patch(this.chats.reopenChat(this.current));
      case 'settle-end':
        return this.patch(this.chats.settleEnd(this.current));
      case 'cancel-queued-agent-messages':
        return this.chats.callOffAgentMessages();
      case 'rate-chat':
        return this.patch(this.chats.rateChat(effect, this.current));
      case 'set-timer':
        return this.setTimer(effect.kind, effect.at);
      case 'clear-timer':
        return this.setTimer(effect.kind, null);
      case 'leave-unsaid':
        return void this.chats.unsaid.push(effect);
      case 'attach-to-last-chat':
        this.attached = true;
        return;
      case 'set-language':
        return this.changeContact({ language: effect.language });
      case 'set-attributes':
        return this.changeContact({ attributes: mergeAttributes(this.current.contact.attributes, effect.attributes) });
      case 'set-opt-out':
        return this.changeContact({
          optedOutAt: effect.optedOut ? optOutAt(this.writtenAt ?? this.now, this.current.windowExpiresAt) : null,
        });
    }
  }

  /** Nothing to send: for who reads the thread it has come in, like everything that never leaves. */
  private addNote({ agent, text }: Extract<Effect, { do: 'note' }>): void {
    const note = { direction: 'inbound', author: 'system', type: 'note', text, content: null, reply_to: null } as const;
    this.addMessage({ ...note, agent_id: agent.id, chat_id: this.current.chat?.id ?? null });
  }

  private setTimer(kind: TimerKind, at: Date | null): void {
    const { chat, undo, lastChat } = this.current;
    const chatId = chat?.id ?? undo?.chatId ?? lastChat?.id;
    if (chatId === undefined) throw new Error(`no chat to set ${kind} for`);
    this.chats.setTimer(kind, chatId, at);
  }

  private patch(change: Partial<ConversationSnapshot>): void {
    this.current = { ...this.current, ...change };
  }
}
