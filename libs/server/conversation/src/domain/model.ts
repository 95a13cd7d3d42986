import type { ChatEnder, ConversationState, ErrorCode, MessageAuthor, MessageType } from '@parley/vocabulary';
import type { Catalogue } from './catalogue.js';
import type { OutboundContent } from './content.js';
import type { Standing } from './send-again.js';

export interface AgentRef {
  readonly id: string;
  readonly name: string;
}

/** The open chat of a conversation. */
export interface OpenChat {
  readonly id: string;
  readonly status: 'waiting' | 'active';
  readonly agent: AgentRef | null;
  /** What the robot already said in this chat: `kind` or `kind:detail` (the notice ledger). */
  readonly notices: ReadonlySet<string>;
}

/** An end by an agent that can still be taken back. */
export interface UndoableEnd {
  readonly chatId: string;
  /** Whose chat it was and is again when the end is undone; null: nobody's, it goes back to its place in the queue. */
  readonly agent: AgentRef | null;
  readonly until: Date;
  /** The agent's own closing words, when they replace the closing text. */
  readonly closingText: string | null;
}

/** What the bot remembers between two messages; small, and of no meaning outside `domain/`. */
export interface ConversationContext {
  /** How many texts in a row it did not understand. */
  readonly misunderstood?: number;
  /** It has said that it cannot look at files, and nothing was written since: an album of ten photos gets one answer. */
  readonly mediaAnswered?: boolean;
}

/** All that a decision may depend on, read under the lane lock. */
export interface ConversationSnapshot {
  readonly state: ConversationState;
  readonly context: ConversationContext;
  readonly chat: OpenChat | null;
  readonly undo: UndoableEnd | null;
  readonly contactName: string | null;
  /** Null: the customer has never written. */
  readonly windowExpiresAt: Date | null;
}

/** What a decision depends on beside the conversation itself. */
export interface Situation {
  /** The database clock. */
  readonly now: Date;
  readonly supportChatEnabled: boolean;
  readonly catalogue: Catalogue;
}

/** A message of the thread that an agent wants to send once more. */
export interface FirstTry extends Standing {
  readonly author: MessageAuthor;
  readonly content: OutboundContent;
  readonly replyTo: string | null;
}

/** What happened. `chatId` of a tap: undefined = the tap names no message we know (then it is meant for the current chat). */
export type ConversationEvent =
  | {
      readonly type: 'contact-wrote';
      readonly messageType: MessageType;
      readonly text: string | null;
      readonly tapped: { readonly id: string; readonly title: string; readonly chatId: string | null | undefined } | null;
    }
  | { readonly type: 'agent-started'; readonly agent: AgentRef; readonly message: string | null }
  | { readonly type: 'agent-accepted'; readonly agent: AgentRef }
  | { readonly type: 'agent-wrote'; readonly agent: AgentRef; readonly text: string; readonly replyTo: string | null }
  | { readonly type: 'agent-sent-again'; readonly agent: AgentRef; readonly message: FirstTry }
  | {
      readonly type: 'agent-ended';
      readonly agent: AgentRef;
      readonly message: string | null;
      readonly reason: string | null;
      readonly undoSeconds: number;
    }
  | { readonly type: 'agent-undid-end'; readonly agent: AgentRef }
  | { readonly type: 'undo-expired'; readonly chatId: string }
  | { readonly type: 'support-switched-off' };

/**
 * What is to be done; rows first, calls later. Carried out in this order inside the deciding transaction: a message belongs to the chat
 * that is open at its place in the list (so the closing message stands before `end-chat`), or whose end is about to be settled (before
 * `settle-end`), else to none (the main menu after an end).
 */
export type Effect =
  /** `agent` given: the chat is theirs and `active` from the start; null: it is `waiting`. */
  | { readonly do: 'open-chat'; readonly origin: 'menu' | 'word' | 'agent'; readonly agent: AgentRef | null }
  | { readonly do: 'assign-chat'; readonly agent: AgentRef }
  | {
      readonly do: 'end-chat';
      readonly by: ChatEnder;
      readonly reason: string | null;
      readonly undo: { readonly until: Date; readonly closingText: string | null } | null;
    }
  /** The undoable end did not happen: same chat, same agent (or same place in the queue). */
  | { readonly do: 'reopen-chat' }
  /** The end is final now: nothing can undo it. */
  | { readonly do: 'settle-end' }
  /** Agent messages that have not been started yet never leave (ended by the customer or the switch). */
  | { readonly do: 'cancel-queued-agent-messages' }
  | {
      readonly do: 'send';
      readonly author: 'bot' | 'agent' | 'system';
      readonly content: OutboundContent;
      /** Only for author `agent`. */
      readonly agent?: AgentRef;
      readonly replyTo?: string | null;
      /** Written to the notice ledger of the open chat: `kind` or `kind:detail`. */
      readonly notice?: string;
    };

export interface Decision {
  readonly state: ConversationState;
  readonly context: ConversationContext;
  readonly effects: readonly Effect[];
}

export type DecisionOutcome = { readonly decided: Decision } | { readonly refused: ErrorCode };
