import { Refusal, uuidV7 } from '@parley/platform';
import { LATE_AFTER_MS } from '@parley/vocabulary';
import type { InboundMessage } from '../domain/inbound-message.js';
import type { AgentRef, ConversationEvent, ConversationSnapshot, Decision, DecisionOutcome, Effect } from '../domain/model.js';
import { freeReplyUntil, windowAfter } from '../domain/reply-window.js';
import type { ChatRow, LaneRow } from '../persistence/lane.statements.js';
import { draftNotice, type DraftMessage, type DraftNotice, type NewMessage } from './draft-message.js';
import { openChatOf, snapshotOf, writtenAt } from './lane-snapshot.js';

export type Decide = (snapshot: ConversationSnapshot, event: ConversationEvent, now: Date) => DecisionOutcome;

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
  /** Chats opened or changed, as they are to stand. */
  readonly changedChats = new Map<string, ChatRow>();
  /** Chats of which what agents wrote and nobody has started to send must never leave. */
  readonly calledOffChats = new Set<string>();
  /** `undo-expired` timers by chat: when it is due, or null to take it away. */
  readonly timers = new Map<string, Date | null>();
  /** Name and username as they are to stand, when one of them changed. */
  contactChange: { name: string | null; username: string | null } | null = null;
  endedChats = 0;
  unreadCount: number;
  nextSeq: number;
  nextInSeq: number;
  /** When the sends to this contact have used up the pair rule's allowance. */
  pairLimitAt: Date | null;
  nextOutSeq: number;
  chatRow: ChatRow | null;
  private undoChatRow: ChatRow | null;
  private current: ConversationSnapshot;
  private changed = false;

  constructor(
    readonly row: LaneRow,
    private readonly decideBy: Decide,
  ) {
    this.unreadCount = row.unread_count;
    this.nextSeq = row.next_seq;
    this.nextInSeq = row.next_in_seq;
    this.nextOutSeq = row.next_out_seq;
    this.pairLimitAt = row.pair_limit_at;
    this.chatRow = row.chat;
    this.undoChatRow = row.undo_chat;
    this.current = snapshotOf(row);
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
    const windowExpiresAt = freeReplyUntil(this.current.windowExpiresAt, this.row.contact_opted_out_at);
    const outcome = this.decideBy({ ...this.current, windowExpiresAt }, event, this.now);
    if ('refused' in outcome) throw new Refusal(outcome.refused);
    return this.carryOut(outcome.decided);
  }

  /**
   * Takes in a customer's message: number in the lane, service window, contact, thread, then the decision.
   * @param quoted our message it quotes or taps, when we know it
   * @returns the message as it will stand in the thread, and what is to be sent because of it
   */
  receive(message: InboundMessage, quoted: { readonly id: string; readonly chatId: string | null } | undefined): Received {
    this.nextInSeq += 1;
    const at = writtenAt(message);
    this.current = { ...this.current, windowExpiresAt: windowAfter(this.current.windowExpiresAt, message) };
    this.keepContactCurrent(message);
    const before = this.current.chat;
    const row = this.addMessage({
      direction: 'inbound',
      author: 'contact',
      type: message.type,
      text: message.text,
      content: message.tapped ? { ...message.content, tapped: message.tapped } : message.content,
      reply_to: quoted?.id ?? null,
      wamid: message.wamid,
      whatsapp_at: message.sentAt && at,
      late: message.receivedAt.getTime() - at.getTime() > LATE_AFTER_MS,
    });
    const tapped = message.tapped && { ...message.tapped, chatId: quoted?.chatId };
    const replies = this.decide({ type: 'contact-wrote', messageType: message.type, text: message.text, tapped });
    const after = this.current.chat;
    row.chat_id = before?.id ?? after?.id ?? null;
    // A tap speaks to the bot; what waits for an agent's eyes is what was written (`mark-read` counts by the same rule).
    if (after && message.type !== 'interactive') this.unreadCount += 1;
    return { message: row, replies };
  }

  private keepContactCurrent({ identity }: InboundMessage): void {
    const known = this.contactChange ?? { name: this.row.contact_name, username: this.row.contact_username };
    const name = identity.name ?? known.name;
    const username = identity.username ?? known.username;
    if (name === known.name && username === known.username) return;
    this.contactChange = { name, username };
    this.current = { ...this.current, contactName: name };
  }

  private addMessage(message: NewMessage): DraftMessage {
    this.changed = true;
    const isOutbound = message.direction === 'outbound';
    const added: DraftMessage = {
      agent_id: null,
      chat_id: null,
      wamid: null,
      whatsapp_at: null,
      late: false,
      ...message,
      id: uuidV7(this.now.getTime()),
      conversation_id: this.id,
      channel_id: this.row.channel_id,
      seq: this.nextSeq++,
      out_seq: isOutbound ? this.nextOutSeq++ : null,
      status: isOutbound ? 'queued' : 'received',
      attempt: 0,
      idempotency_key: null,
      created_at: this.now,
    };
    this.messages.push(added);
    return added;
  }

  private carryOut(decision: Decision, effects = decision.effects): DraftMessage[] {
    const { state, context } = this.current;
    if (decision.state !== state || decision.context !== context || effects.length > 0) this.changed = true;
    this.current = { ...this.current, state: decision.state, context: decision.context };
    const sent: DraftMessage[] = [];
    effects.forEach((effect, index) => {
      if (effect.do !== 'send') return this.changeChat(effect);
      // A message belongs to the chat open at its place in the list, or whose end is settled further on (see `Effect`).
      const settles = effects.slice(index).some((later) => later.do === 'settle-end');
      sent.push(this.send(effect, this.current.chat?.id ?? (settles && this.current.undo ? this.current.undo.chatId : null)));
    });
    return sent;
  }

  private send(effect: Extract<Effect, { do: 'send' }>, chatId: string | null): DraftMessage {
    const { type, text, ...choices } = effect.content;
    const message = this.addMessage({
      direction: 'outbound',
      author: effect.author,
      agent_id: effect.agent?.id ?? null,
      chat_id: chatId,
      type: type === 'text' ? 'text' : 'interactive',
      text,
      content: type === 'text' ? null : { kind: type, ...choices },
      reply_to: effect.replyTo ?? null,
    });
    const { chat } = this.current;
    if (effect.notice !== undefined && chatId) this.notices.push(draftNotice(chatId, effect.notice, message));
    if (effect.notice !== undefined && chat) {
      this.current = { ...this.current, chat: { ...chat, notices: new Set([...chat.notices, effect.notice]) } };
    }
    return message;
  }

  private changeChat(effect: Exclude<Effect, { do: 'send' }>): void {
    switch (effect.do) {
      case 'open-chat':
        return this.openChat(effect.origin, effect.agent);
      case 'assign-chat':
        return this.assignChat(effect.agent);
      case 'end-chat':
        return this.endChat(effect);
      case 'reopen-chat':
        return this.reopenChat();
      case 'settle-end':
        return this.forgetUndo();
      case 'cancel-queued-agent-messages':
        return this.callOffAgentMessages();
    }
  }

  /** Of the chat that ended last: what is still queued of an earlier one was ended by an agent, and leaves before its closing message. */
  private callOffAgentMessages(): void {
    const ended = [...this.changedChats.values()].findLast((chat) => chat.status === 'ended');
    if (!ended) throw new Error('no chat has ended whose messages could be called off');
    this.calledOffChats.add(ended.id);
  }

  private openChat(origin: ChatRow['origin'], agent: AgentRef | null): void {
    if (this.chatRow) throw new Error('a chat is open already');
    const at = this.now.toISOString();
    const chat: ChatRow = {
      id: uuidV7(this.now.getTime()),
      status: agent ? 'active' : 'waiting',
      origin,
      started_at: at,
      waiting_since: at,
      accepted_at: agent && at,
      agent_id: agent && agent.id,
      ended_at: null,
      ended_by: null,
      end_reason: null,
      closing_text: null,
    };
    this.putChat(chat);
    this.current = { ...this.current, chat: openChatOf(chat, agent, []) };
    this.unreadCount = 0;
  }

  private assignChat(agent: AgentRef): void {
    const { chat } = this.current;
    if (!this.chatRow || !chat) throw new Error('there is no open chat to assign');
    const acceptedAt = this.chatRow.accepted_at ?? this.now.toISOString();
    this.putChat({ ...this.chatRow, status: 'active', agent_id: agent.id, accepted_at: acceptedAt });
    this.current = { ...this.current, chat: { ...chat, status: 'active', agent } };
  }

  private endChat(effect: Extract<Effect, { do: 'end-chat' }>): void {
    const { chat } = this.current;
    if (!this.chatRow || !chat) throw new Error('there is no open chat to end');
    const ended: ChatRow = {
      ...this.chatRow,
      status: 'ended',
      ended_at: this.now.toISOString(),
      ended_by: effect.by,
      end_reason: effect.reason,
      closing_text: effect.undo && effect.undo.closingText,
    };
    this.changedChats.set(ended.id, ended);
    this.chatRow = null;
    this.endedChats += 1;
    this.unreadCount = 0;
    this.current = { ...this.current, chat: null };
    if (!effect.undo) return;
    this.undoChatRow = ended;
    this.current = { ...this.current, undo: { chatId: ended.id, agent: chat.agent, ...effect.undo } };
    this.timers.set(ended.id, effect.undo.until);
  }

  private reopenChat(): void {
    const { undo } = this.current;
    if (!undo || !this.undoChatRow) throw new Error('there is no end to undo');
    const status = undo.agent ? 'active' : 'waiting';
    const chat: ChatRow = { ...this.undoChatRow, status, ended_at: null, ended_by: null, end_reason: null, closing_text: null };
    this.putChat(chat);
    this.endedChats -= 1;
    this.current = { ...this.current, chat: openChatOf(chat, undo.agent, this.row.notices ?? []) };
    this.forgetUndo();
  }

  private forgetUndo(): void {
    const { undo } = this.current;
    if (!undo) throw new Error('there is no end to settle');
    this.undoChatRow = null;
    this.current = { ...this.current, undo: null };
    this.timers.set(undo.chatId, null);
  }

  private putChat(chat: ChatRow): void {
    this.chatRow = chat;
    this.changedChats.set(chat.id, chat);
  }
}
