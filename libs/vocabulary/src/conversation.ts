/**
 * Where a conversation stands. The bot speaks in every state but `CHAT_SUPPORT_ACTIVE`, where it is deaf to all but end words,
 * buttons and opt-out. The allowed steps between states are data: `conversation/domain/transitions.ts`.
 */
export const CONVERSATION_STATES = ['INITIAL', 'MAIN_MENU', 'SUBMENU', 'FORM', 'CHAT_SUPPORT_ACTIVE', 'AWAITING_RATING'] as const;
export type ConversationState = (typeof CONVERSATION_STATES)[number];

/** A chat is one support session inside a conversation: it waits for an agent, is with one, or is over. */
export const CHAT_STATUSES = ['waiting', 'active', 'ended'] as const;
export type ChatStatus = (typeof CHAT_STATUSES)[number];

/** Who ended a chat. `system` is the rollback switch (`SUPPORT_CHAT_ENABLED=false`). */
export const CHAT_ENDERS = ['contact', 'agent', 'system'] as const;
export type ChatEnder = (typeof CHAT_ENDERS)[number];

/** The tabs of the inbox, as the API names them. */
export const CONVERSATION_VIEWS = ['mine', 'waiting', 'active', 'all', 'closed'] as const;
export type ConversationView = (typeof CONVERSATION_VIEWS)[number];
