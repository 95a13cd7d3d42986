// What the specs of this folder share; no test itself. The suffix keeps it out of the build, and jest runs only `.spec` files.
import { SERVICE_WINDOW_MS, type ErrorCode, type MessageType } from '@parley/vocabulary';
import type { OutboundContent } from './content.js';
import { decide } from './decide.js';
import { defaultCatalogue } from './default-catalogue.js';
import type {
  AgentRef,
  ConversationEvent,
  ConversationSnapshot,
  Decision,
  DecisionOutcome,
  Effect,
  FirstTry,
  OpenChat,
  Situation,
} from './model.js';

export const ANA: AgentRef = { id: 'agent-ana', name: 'Ana' };
export const BEN: AgentRef = { id: 'agent-ben', name: 'Ben' };
export const NOON = new Date('2026-11-22T12:00:00.000Z');
export const CATALOGUE = defaultCatalogue('Juniper Home');

export function seconds(after: number): Date {
  return new Date(NOON.getTime() + after * 1_000);
}

export function aSituation(overrides: Partial<Situation> = {}): Situation {
  return { now: NOON, supportChatEnabled: true, catalogue: CATALOGUE, ...overrides };
}

export function aSnapshot(overrides: Partial<ConversationSnapshot> = {}): ConversationSnapshot {
  const windowExpiresAt = new Date(NOON.getTime() + SERVICE_WINDOW_MS);
  return { state: 'MAIN_MENU', context: {}, chat: null, undo: null, contactName: 'Maria', windowExpiresAt, ...overrides };
}

/** A conversation with an open chat: waiting, unless an agent is given. */
export function inChat(chat: Partial<OpenChat> = {}, overrides: Partial<ConversationSnapshot> = {}): ConversationSnapshot {
  const open: OpenChat = { id: 'chat-1', status: chat.agent ? 'active' : 'waiting', agent: null, notices: new Set(), ...chat };
  return aSnapshot({ state: 'CHAT_SUPPORT_ACTIVE', chat: open, ...overrides });
}

/** A conversation whose chat was ended by an agent ten seconds before the end of the time to undo. */
export function inUndo(overrides: Partial<NonNullable<ConversationSnapshot['undo']>> = {}): ConversationSnapshot {
  return aSnapshot({ undo: { chatId: 'chat-1', agent: ANA, until: seconds(10), closingText: null, ...overrides } });
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

/** A message of the agent's in `chat-1` that nobody has confirmed for a minute. */
export function anUnknownMessage(overrides: Partial<FirstTry> = {}): FirstTry {
  return {
    author: 'agent',
    chatId: 'chat-1',
    content: { type: 'text', text: 'It leaves today.' },
    replyTo: null,
    status: 'unknown',
    errorCode: null,
    sendAgainAt: NOON,
    failedAt: null,
    supersededBy: null,
    ...overrides,
  };
}

export function agentSentAgain(agent: AgentRef, message: Partial<FirstTry> = {}): ConversationEvent {
  return { type: 'agent-sent-again', agent, message: anUnknownMessage(message) };
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
  if (content.type === 'text') return [];
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
  /** The notice ledger by chat: it outlives an end that is undone. */
  private readonly ledger = new Map<string, ReadonlySet<string>>();

  constructor(snapshot: ConversationSnapshot = aSnapshot({ state: 'INITIAL' })) {
    this.snapshot = snapshot;
  }

  play(event: ConversationEvent, situation: Situation = aSituation()): DecisionOutcome {
    const outcome = decide(this.snapshot, event, situation);
    if ('refused' in outcome) return outcome;
    const { state, context, effects } = outcome.decided;
    effects.forEach((effect, index) => this.carryOut(effect, effects.slice(index + 1)));
    this.snapshot = { ...this.snapshot, state, context };
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
        return this.put({ chat: { id, status: effect.agent ? 'active' : 'waiting', agent: effect.agent, notices: new Set() } });
      }
      case 'assign-chat':
        if (chat?.status !== 'waiting') throw new Error('a chat was assigned that does not wait');
        return this.put({ chat: { ...chat, status: 'active', agent: effect.agent } });
      case 'end-chat':
        if (!chat) throw new Error('a chat was ended that is not open');
        this.endedChats.push(chat.id);
        return this.put({ chat: null, undo: effect.undo && { chatId: chat.id, agent: chat.agent, ...effect.undo } });
      case 'reopen-chat':
        if (!undo || chat) throw new Error('a chat was reopened that cannot be');
        this.endedChats.pop();
        return this.put({
          undo: null,
          chat: {
            id: undo.chatId,
            status: undo.agent ? 'active' : 'waiting',
            agent: undo.agent,
            notices: this.ledger.get(undo.chatId) ?? new Set(),
          },
        });
      case 'settle-end':
        if (!undo) throw new Error('an end was settled that is not open');
        return this.put({ undo: null });
      case 'cancel-queued-agent-messages':
        if (chat) throw new Error('agent messages of an open chat were cancelled');
        this.messages = this.messages.map((message) => ({ ...message, cancelled: message.cancelled || message.author === 'agent' }));
        return;
      case 'send': {
        if (effect.notice !== undefined) {
          if (!chat) throw new Error('a notice outside a chat');
          if (chat.notices.has(effect.notice)) throw new Error(`the notice ${effect.notice} twice`);
          const notices = new Set([...chat.notices, effect.notice]);
          this.ledger.set(chat.id, notices);
          this.put({ chat: { ...chat, notices } });
        }
        const settles = rest.some((later) => later.do === 'settle-end');
        const chatId = chat?.id ?? (settles ? (undo?.chatId ?? null) : null);
        this.messages.push({ author: effect.author, content: effect.content, chatId, cancelled: false });
      }
    }
  }

  private put(change: Partial<ConversationSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change };
  }
}
