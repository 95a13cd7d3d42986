// What the specs of this folder share; no test itself. The suffix keeps it out of the build, and jest runs only `.spec` files.
import { DEFAULT_TEAM_ID, SERVICE_WINDOW_MS, type ErrorCode, type MessageType } from '@parley/vocabulary';
import type { Catalogue } from './catalogue.js';
import type { OutboundContent } from './content.js';
import { decide } from './decide.js';
import { ALWAYS_OPEN } from './hours/hours-book.js';
import { speakingOnly } from './languages/one-language.test.js';
import { compilePlaybook } from './playbook/compile-playbook.js';
import { SHIPPED_PLAYBOOK } from './playbook/shipped-playbook.js';
import { DEFAULT_SETTINGS } from './settings.js';
import type {
  AgentRef,
  ContactFacts,
  ConversationContext,
  ConversationEvent,
  ConversationSnapshot,
  Decision,
  DecisionOutcome,
  Effect,
  EndedChat,
  OpenChat,
  QueueFacts,
  Situation,
} from './model.js';

export const ANA: AgentRef = { id: 'agent-ana', name: 'Ana' };
export const BEN: AgentRef = { id: 'agent-ben', name: 'Ben' };
export const NOON = new Date('2026-11-22T12:00:00.000Z');
export const CATALOGUE = catalogueOf('Juniper Home');

/** The shipped playbook in English, for a business of this name. */
export function catalogueOf(business: string): Catalogue {
  return compilePlaybook({ ...SHIPPED_PLAYBOOK, business }, 'en').catalogue;
}

export function seconds(after: number): Date {
  return new Date(NOON.getTime() + after * 1_000);
}

export function aSituation(overrides: Partial<Situation> = {}): Situation {
  return {
    now: NOON,
    supportChatEnabled: true,
    catalogue: CATALOGUE,
    suggest: () => [],
    languages: speakingOnly(CATALOGUE),
    settings: DEFAULT_SETTINGS,
    hours: ALWAYS_OPEN,
    ...overrides,
  };
}

export function aSnapshot(overrides: Partial<ConversationSnapshot> = {}): ConversationSnapshot {
  const windowExpiresAt = new Date(NOON.getTime() + SERVICE_WINDOW_MS);
  return {
    state: 'MAIN_MENU',
    context: {},
    chat: null,
    undo: null,
    lastChat: null,
    contact: aContact(),
    lastWroteAt: NOON,
    windowExpiresAt,
    ...overrides,
  };
}

export function aContact(overrides: Partial<ContactFacts> = {}): ContactFacts {
  return { name: 'Maria', phone: '+447700900123', language: null, attributes: {}, optedOutAt: null, ...overrides };
}

export function aChat(overrides: Partial<OpenChat> = {}): OpenChat {
  const status = overrides.agent ? 'active' : 'waiting';
  const times = { startedAt: NOON, waitingSince: NOON, waitNumber: 1, told: null, firstReplyAt: null };
  return { id: 'chat-1', status, agent: null, teamId: null, origin: 'menu', ...times, notices: new Set(), ...overrides };
}

/** Nobody waits, nobody is free, nothing is known. */
export const AN_EMPTY_QUEUE: QueueFacts = { teamId: DEFAULT_TEAM_ID, place: 1, agentsFree: 0, minutes: null };

/** A conversation with an open chat: waiting, unless an agent is given. */
export function inChat(chat: Partial<OpenChat> = {}, overrides: Partial<ConversationSnapshot> = {}): ConversationSnapshot {
  return aSnapshot({ state: 'CHAT_SUPPORT_ACTIVE', chat: aChat(chat), ...overrides });
}

/** A chat of Ana's in which she had answered, ended at noon by the customer. */
export function anEndedChat(overrides: Partial<EndedChat> = {}): EndedChat {
  const about = { id: 'chat-1', agent: ANA, teamId: null, wasAnswered: true, rating: null, notices: [] };
  return { ...about, endedAt: NOON, endedBy: 'contact', waitingSince: NOON, ...overrides };
}

/** A conversation whose chat was ended by an agent ten seconds before the end of the time to undo. */
export function inUndo(overrides: Partial<NonNullable<ConversationSnapshot['undo']>> = {}): ConversationSnapshot {
  return aSnapshot({
    undo: { chatId: 'chat-1', agent: ANA, until: seconds(10), closingText: null, ended: anEndedChat({ wasAnswered: false }), ...overrides },
  });
}

export function wrote(text: string): ConversationEvent {
  return { type: 'contact-wrote', messageType: 'text', text, tapped: null };
}

export function sent(messageType: MessageType, caption: string | null = null): ConversationEvent {
  return { type: 'contact-wrote', messageType, text: caption, tapped: null };
}

/** `chatId`: the chat of the message that carried the button; null = none, undefined = not known. */
export function tapped(id: string, chatId?: string | null, title = id): ConversationEvent {
  return { type: 'contact-wrote', messageType: 'interactive', text: title, tapped: { id, title, chatId } };
}

export function agentWrote(agent: AgentRef, text: string): ConversationEvent {
  return { type: 'agent-wrote', agent, text, replyTo: null };
}

export function agentEnded(overrides: Partial<Extract<ConversationEvent, { type: 'agent-ended' }>> = {}): ConversationEvent {
  return { type: 'agent-ended', agent: ANA, message: null, reason: null, undoSeconds: 0, ...overrides };
}

export function decided(snapshot: ConversationSnapshot, event: ConversationEvent, situation: Partial<Situation> = {}): Decision {
  const outcome = decide(snapshot, event, aSituation(situation));
  if ('refused' in outcome) throw new Error(`refused: ${outcome.refused}`);
  return outcome.decided;
}

export function refusal(snapshot: ConversationSnapshot, event: ConversationEvent, situation: Partial<Situation> = {}): ErrorCode | null {
  const outcome = decide(snapshot, event, aSituation(situation));
  return 'refused' in outcome ? outcome.refused : null;
}

type Send = Extract<Effect, { do: 'send' }>;

export function sendsOf(decision: Decision): readonly Send[] {
  return decision.effects.filter((effect): effect is Send => effect.do === 'send');
}

export function saidBy(decision: Decision): readonly string[] {
  return sendsOf(decision).map((effect) => effect.content.text);
}

/** What is done, without the contents: `send` of an agent is `send:agent`. */
export function steps(decision: Decision): readonly string[] {
  return decision.effects.map((effect) => (effect.do === 'send' ? `send:${effect.author}` : effect.do));
}

/** The ids that can be tapped under a message. */
export function idsOf(content: OutboundContent): readonly string[] {
  if (content.type === 'text' || content.type === 'link' || 'media' in content) return [];
  return (content.type === 'list' ? content.rows : (content.buttons ?? [])).map(({ id }) => id);
}

export interface RehearsedMessage {
  readonly author: Send['author'];
  readonly content: OutboundContent;
  readonly chatId: string | null;
  readonly cancelled: boolean;
}

/** Carries decisions out in memory, the way the application layer does, and throws when effects do not fit together. */
export class Rehearsal {
  snapshot: ConversationSnapshot;
  readonly endedChats: string[] = [];
  messages: RehearsedMessage[] = [];
  private chatsOpened = 0;
  private now = NOON;
  private endedBy: EndedChat['endedBy'] = 'contact';
  private ending: OpenChat | null = null;
  /** The notice ledger by chat: it outlives an end that is undone. */
  private readonly ledger = new Map<string, ReadonlySet<string>>();

  constructor(snapshot: ConversationSnapshot = aSnapshot({ state: 'INITIAL' })) {
    this.snapshot = snapshot;
  }

  play(event: ConversationEvent, situation: Situation = aSituation()): DecisionOutcome {
    this.now = situation.now;
    const outcome = decide(this.snapshot, event, situation);
    if ('refused' in outcome) return outcome;
    const { state, context, effects } = outcome.decided;
    effects.forEach((effect, index) => this.carryOut(effect, effects.slice(index + 1)));
    this.snapshot = { ...this.snapshot, state, context };
    const joins = effects.some((effect) => effect.do === 'open-chat' && effect.agent === null);
    // As the application does: nothing else happens in the conversation before its place in the queue is known.
    if (joins && event.type !== 'queue-joined') this.play({ type: 'queue-joined', facts: AN_EMPTY_QUEUE }, situation);
    if (effects.some((effect) => effect.do === 'ask-place')) this.play({ type: 'place-asked', facts: AN_EMPTY_QUEUE }, situation);
    return outcome;
  }

  get texts(): readonly string[] {
    return this.messages.map((message) => message.content.text);
  }

  private carryOut(effect: Effect, rest: readonly Effect[]): void {
    const { chat, undo } = this.snapshot;
    switch (effect.do) {
      case 'open-chat': {
        if (chat) throw new Error('a second chat was opened');
        if (undo) throw new Error('a chat was opened before the end of the last one was settled');
        this.chatsOpened += 1;
        const id = `chat-${String(this.chatsOpened)}`;
        const { origin, agent, teamId = null, waitingSince = NOON } = effect;
        return this.put({ chat: aChat({ id, origin, agent, teamId, waitingSince }) });
      }
      case 'assign-chat':
        if (!chat || chat.agent?.id === effect.agent.id) throw new Error('a chat was assigned that is not open, or theirs already');
        return this.put({ chat: { ...chat, status: 'active', agent: effect.agent } });
      case 'release-chat': {
        if (!chat || (!chat.agent && effect.teamId === undefined)) throw new Error('a chat was released that nobody has');
        const waitNumber = chat.waitNumber + (chat.agent ? 1 : 0);
        return this.put({ chat: { ...chat, status: 'waiting', agent: null, waitNumber, teamId: effect.teamId ?? chat.teamId } });
      }
      case 'tell-place': {
        if (chat?.status !== 'waiting') throw new Error('a place of a chat that does not wait');
        const updates = (chat.told?.updates ?? 0) + (effect.isUpdate ? 1 : 0);
        return this.put({ chat: { ...chat, teamId: effect.teamId ?? chat.teamId, told: { place: effect.place, at: this.now, updates } } });
      }
      case 'ask-place':
      case 'note':
        if (!chat) throw new Error(`${effect.do} without a chat`);
        return;
      case 'end-chat':
        if (!chat) throw new Error('a chat was ended that is not open');
        this.endedChats.push(chat.id);
        this.endedBy = effect.by;
        if (!effect.undo) return this.put({ chat: null, lastChat: this.endedChat(chat) });
        this.ending = chat;
        return this.put({ chat: null, undo: { chatId: chat.id, agent: chat.agent, ...effect.undo, ended: this.endedChat(chat) } });
      case 'reopen-chat':
        if (!undo || chat) throw new Error('a chat was reopened that cannot be');
        this.endedChats.pop();
        return this.put({
          undo: null,
          chat: aChat({ ...this.ending, id: undo.chatId, agent: undo.agent, notices: this.ledger.get(undo.chatId) ?? new Set() }),
        });
      case 'settle-end':
        if (!undo) throw new Error('an end was settled that is not open');
        return this.put({ undo: null, lastChat: undo.ended });
      case 'cancel-queued-agent-messages':
        if (chat) throw new Error('agent messages of an open chat were cancelled');
        this.messages = this.messages.map((message) => ({ ...message, cancelled: message.cancelled || message.author === 'agent' }));
        return;
      case 'send': {
        if (effect.notice !== undefined) this.note(effect.notice);
        if (effect.author === 'agent' && this.snapshot.chat) this.put({ chat: { ...this.snapshot.chat, firstReplyAt: NOON } });
        const settles = rest.some((later) => later.do === 'settle-end');
        const aboutLast = effect.inLastChat ? (this.snapshot.lastChat?.id ?? null) : null;
        const chatId = chat?.id ?? (settles && undo ? undo.chatId : aboutLast);
        this.messages.push({ author: effect.author, content: effect.content, chatId, cancelled: false });
        return;
      }
      case 'rate-chat':
        if (!this.snapshot.lastChat) throw new Error('a rating without an ended chat');
        return this.put({ lastChat: { ...this.snapshot.lastChat, rating: effect.stars ?? this.snapshot.lastChat.rating } });
      case 'set-timer':
      case 'clear-timer':
      case 'leave-unsaid':
      case 'attach-to-last-chat':
        if (!chat && !undo && !this.snapshot.lastChat) throw new Error(`${effect.do} without a chat`);
        return;
      case 'set-language':
        return this.put({ contact: { ...this.snapshot.contact, language: effect.language } });
      case 'set-attributes':
        return this.put({
          contact: { ...this.snapshot.contact, attributes: { ...this.snapshot.contact.attributes, ...effect.attributes } },
        });
      case 'set-opt-out':
        return this.put({ contact: { ...this.snapshot.contact, optedOutAt: effect.optedOut ? this.now : null } });
    }
  }

  private note(notice: string): void {
    const { chat, undo, lastChat } = this.snapshot;
    if (chat) {
      if (chat.notices.has(notice)) throw new Error(`the notice ${notice} twice`);
      const notices = new Set([...chat.notices, notice]);
      this.ledger.set(chat.id, notices);
      return this.put({ chat: { ...chat, notices } });
    }
    if (undo) return this.put({ undo: { ...undo, ended: { ...undo.ended, notices: [...undo.ended.notices, notice] } } });
    if (!lastChat) throw new Error('a notice without a chat');
    if (lastChat.notices.includes(notice)) throw new Error(`the notice ${notice} twice`);
    this.put({ lastChat: { ...lastChat, notices: [...lastChat.notices, notice] } });
  }

  private endedChat(chat: OpenChat): EndedChat {
    const { id, agent, teamId, waitingSince } = chat;
    const notices = [...(this.ledger.get(id) ?? [])];
    const wasAnswered = chat.firstReplyAt !== null;
    return { id, agent, teamId, waitingSince, endedAt: this.now, endedBy: this.endedBy, wasAnswered, rating: null, notices };
  }

  private put(change: Partial<ConversationSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
  }
}

/** What the bot remembers, but for what a number means. */
export function remembered({ context }: Pick<Decision, 'context'>): Omit<ConversationContext, 'numbers'> {
  return Object.fromEntries(Object.entries(context).filter(([name]) => name !== 'numbers'));
}
