import type { ChatEnder, ConversationState, ErrorCode, MessageAuthor, MessageType } from '@parley/vocabulary';
import type { Suggest } from './answers/suggestion.js';
import type { Catalogue } from './catalogue.js';
import type { MediaContent, OutboundContent } from './content.js';
import type { ConversationContext } from './conversation-context.js';
import type { HoursBook } from './hours/hours-book.js';
import type { SpokenLanguages } from './languages/spoken-languages.js';
import type { ToldPlace } from './queue/place-news.js';
import type { Standing } from './send-again.js';
import type { SupportSettings } from './settings.js';
import type { UnsaidBecause } from './silence/why-unsaid.js';
import type { TemplateContent } from './templates/fill-template.js';
import type { TextKey } from './texts.js';
import type { TimerDue, TimerKind } from './timers.js';

export type { ConversationContext };

export interface AgentRef {
  readonly id: string;
  readonly name: string;
}

/** How a chat came about: a tap, a word, an agent, or the chat before it that goes on. */
export type ChatOrigin = 'menu' | 'word' | 'agent' | 'resume';

/** The open chat of a conversation. */
export interface OpenChat {
  readonly id: string;
  readonly status: 'waiting' | 'active';
  readonly agent: AgentRef | null;
  /** Whose queue it stands in; null: the default team's. */
  readonly teamId: string | null;
  readonly origin: ChatOrigin;
  readonly startedAt: Date;
  /** Its place in the queue; kept when it is released, so that it goes back to the front. */
  readonly waitingSince: Date;
  /** How often it has waited, this time included. */
  readonly waitNumber: number;
  /** The place in the queue the customer was told last; null: none. */
  readonly told: ToldPlace | null;
  /** When a person first answered in it. */
  readonly firstReplyAt: Date | null;
  /** What the robot already said in this chat: `kind` or `kind:detail` (the notice ledger). */
  readonly notices: ReadonlySet<string>;
}

/** The chat that ended last. */
export interface EndedChat {
  readonly id: string;
  readonly agent: AgentRef | null;
  readonly teamId: string | null;
  readonly endedAt: Date;
  readonly endedBy: ChatEnder;
  /** The place it had in the queue, which it gets again when it goes on. */
  readonly waitingSince: Date;
  /** A person answered in it. */
  readonly wasAnswered: boolean;
  /** 1 to 5. */
  readonly rating: number | null;
  /** What the robot said in it, or after it because of it, that it says at most once. */
  readonly notices: readonly string[];
}

/** Whom the conversation is with, as far as a decision may depend on it. */
export interface ContactFacts {
  readonly name: string | null;
  /** `+` and digits; null when WhatsApp does not show it. A hint at the language, nothing more. */
  readonly phone: string | null;
  /** BCP 47, one of the playbook's; null: not known. */
  readonly language: string | null;
  /** What forms have collected: key of the field → what was given. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly optedOutAt: Date | null;
}

/** An end by an agent that can still be taken back. */
export interface UndoableEnd {
  readonly chatId: string;
  /** Whose chat it was and is again when the end is undone; null: nobody's, it goes back to its place in the queue. */
  readonly agent: AgentRef | null;
  readonly until: Date;
  /** The agent's own closing words, when they replace the closing text. */
  readonly closingText: string | null;
  /** What the chat is once the end is final. */
  readonly ended: EndedChat;
}

/** All that a decision may depend on, read under the lane lock. */
export interface ConversationSnapshot {
  readonly state: ConversationState;
  readonly context: ConversationContext;
  readonly chat: OpenChat | null;
  readonly undo: UndoableEnd | null;
  readonly lastChat: EndedChat | null;
  readonly contact: ContactFacts;
  /** When the customer wrote last, before what is being decided; null: never. */
  readonly lastWroteAt: Date | null;
  /** Null: the customer has never written. */
  readonly windowExpiresAt: Date | null;
}

/** What a decision depends on beside the conversation itself. */
export interface Situation {
  /** The database clock. */
  readonly now: Date;
  readonly supportChatEnabled: boolean;
  /** What is said and understood, in the contact's language. */
  readonly catalogue: Catalogue;
  /** What answers a free text, in that language. */
  readonly suggest: Suggest;
  /** What else could be spoken. */
  readonly languages: SpokenLanguages;
  readonly settings: SupportSettings;
  /** When who is there. */
  readonly hours: HoursBook;
}

/** Where a chat stands in its queue, read under its lane lock. */
export interface QueueFacts {
  /** The team whose queue it is: the one asked for, else (unknown, removed) the default team. */
  readonly teamId: string;
  /** 1 = next. Counts only chats of the same team that wait longer. */
  readonly place: number;
  /** People on duty for this queue who could take one more chat now. */
  readonly agentsFree: number;
  /** Estimated wait; null when too little is known to say one. */
  readonly minutes: number | null;
  /** Who had the chat that goes on, when they are there and have room: it is theirs at once. */
  readonly goesTo?: AgentRef | null;
}

/** To whom a chat is passed on. */
export type TransferTarget = { readonly agent: AgentRef } | { readonly team: { readonly id: string; readonly name: string } };

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
      /** Of a reaction: with what (null: taken back), to which message (null: to one we do not know), and which of the bot's texts that is. */
      readonly reaction?: { readonly emoji: string | null; readonly messageId: string | null; readonly said: TextKey | null } | null;
      /** More than a person is answered in a minute; `begins` as long as they have not been told so. */
      readonly flood?: 'begins' | 'goes-on';
    }
  | { readonly type: 'agent-started'; readonly agent: AgentRef; readonly message: string | null }
  | { readonly type: 'agent-accepted'; readonly agent: AgentRef }
  /** `file`: a picture, a document…; the text is then its caption, which may be empty. */
  | {
      readonly type: 'agent-wrote';
      readonly agent: AgentRef;
      readonly text: string;
      readonly replyTo: string | null;
      readonly file?: Omit<MediaContent, 'text'>;
    }
  /** The values are in their places, and nothing WhatsApp would refuse. */
  | { readonly type: 'agent-sent-template'; readonly agent: AgentRef; readonly content: TemplateContent }
  | { readonly type: 'agent-sent-again'; readonly agent: AgentRef; readonly message: FirstTry }
  | {
      readonly type: 'agent-ended';
      readonly agent: AgentRef;
      readonly message: string | null;
      readonly reason: string | null;
      readonly undoSeconds: number;
    }
  | { readonly type: 'agent-undid-end'; readonly agent: AgentRef }
  /** A chat has just been opened for whoever is free: decided in the same transaction as the opening. */
  | { readonly type: 'queue-joined'; readonly facts: QueueFacts }
  /** Those ahead have become fewer; whether that is worth a message is decided here. */
  | { readonly type: 'queue-moved'; readonly facts: QueueFacts }
  /** What was to be found out for the customer who asked for their place. */
  | { readonly type: 'place-asked'; readonly facts: QueueFacts }
  /** Automatic assignment: it is this agent's turn. */
  | { readonly type: 'agent-assigned'; readonly agent: AgentRef }
  /** Nothing was heard of the chat's agent for too long, or they were disabled. */
  | { readonly type: 'agent-lost'; readonly agent: AgentRef }
  /** `isAdmin`: they may do so with anybody's chat. */
  | { readonly type: 'chat-released'; readonly agent: AgentRef; readonly isAdmin: boolean }
  | {
      readonly type: 'chat-transferred';
      readonly agent: AgentRef;
      readonly isAdmin: boolean;
      readonly to: TransferTarget;
      /** How the queue stands that it goes to; left out: it goes to none. */
      readonly facts?: QueueFacts;
      /** For colleagues only; the customer never sees it. */
      readonly note: string | null;
    }
  | TimerDue
  /** A message of theirs failed in all its tries and lies on the dead-letter shelf. `wasTold`: they heard of such a thing minutes ago. */
  | { readonly type: 'message-given-up'; readonly wasTold: boolean }
  | { readonly type: 'support-switched-off' };

/**
 * What is to be done; rows first, calls later. Carried out in this order inside the deciding transaction: a message belongs to the chat
 * that is open at its place in the list (so the closing message stands before `end-chat`), or whose end is about to be settled (before
 * `settle-end`), else to none (the main menu after an end).
 */
export type Effect =
  /** `agent` given: the chat is theirs and `active` from the start; null: it is `waiting`. */
  | {
      readonly do: 'open-chat';
      readonly origin: ChatOrigin;
      readonly agent: AgentRef | null;
      /** By id or by name; which team that is, if any, is found out when the chat joins its queue. */
      readonly teamId?: string | null;
      /** What the customer had asked, and an automatic answer did not settle. */
      readonly about?: string;
      /** Its place in the queue; left out: it joins at the end. */
      readonly waitingSince?: Date;
    }
  /** To the waiting chat's first agent, or from one to another. */
  | { readonly do: 'assign-chat'; readonly agent: AgentRef }
  /** Nobody's again, at its old place in the queue; with `teamId` in that of another team. A waiting one only changes queues. */
  | { readonly do: 'release-chat'; readonly teamId?: string }
  /** The customer is being told a place. `teamId`: it is the first one, in the queue of this team. `isUpdate`: nobody asked for it. */
  | { readonly do: 'tell-place'; readonly place: number; readonly teamId?: string; readonly isUpdate?: true }
  /** The place in the queue is to be found out: `place-asked` comes next. */
  | { readonly do: 'ask-place' }
  /** Into the thread, for agents only: it is never sent. */
  | { readonly do: 'note'; readonly agent: AgentRef; readonly text: string }
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
  /** Of the open chat, else of the one whose end can be undone, else of the one that ended last. Setting one that is set moves it. */
  | { readonly do: 'set-timer'; readonly kind: TimerKind; readonly at: Date }
  | { readonly do: 'clear-timer'; readonly kind: TimerKind }
  /** Of the chat that ended last; `stars` 1 to 5. A comment comes with or after the stars. */
  | { readonly do: 'rate-chat'; readonly stars: number | null; readonly comment: string | null }
  | { readonly do: 'set-language'; readonly language: string }
  /** What the customer wrote belongs to the chat that ended last: thanks, a thumbs-up. */
  | { readonly do: 'attach-to-last-chat' }
  /** A text the robot was to say in the open chat of its own accord, and did not. */
  | { readonly do: 'leave-unsaid'; readonly said: TextKey; readonly why: UnsaidBecause }
  /** Merged into what is known; an empty string takes an attribute away. */
  | { readonly do: 'set-attributes'; readonly attributes: Readonly<Record<string, string>> }
  | { readonly do: 'set-opt-out'; readonly optedOut: boolean }
  | {
      readonly do: 'send';
      readonly author: 'bot' | 'agent' | 'system';
      readonly content: OutboundContent;
      /** Which of the texts it is: kept with the message, so that agents see what the robot said and why. */
      readonly said?: TextKey;
      /** Only for author `agent`. */
      readonly agent?: AgentRef;
      readonly replyTo?: string | null;
      /** Written to the notice ledger of the open chat, else of the one that ended last: `kind` or `kind:detail`. */
      readonly notice?: string;
      /** What its choices are to who types a number: the menu they are in now; mere ways on, as under an answer; left out: what is meant first. */
      readonly choices?: 'menu' | 'ways-on';
      /** Said outside a chat, about the one that ended last: its taps then say which chat they are about. */
      readonly inLastChat?: boolean;
    };

export interface Decision {
  readonly state: ConversationState;
  readonly context: ConversationContext;
  readonly effects: readonly Effect[];
}

export type DecisionOutcome = { readonly decided: Decision } | { readonly refused: ErrorCode };
