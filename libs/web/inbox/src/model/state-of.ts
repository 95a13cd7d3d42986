import type { Conversation } from '../api/schema.js';

/** How a conversation stands, for dots, chips and words: one place decides, all places agree. */
export type Standing =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'with-you' }
  | { readonly kind: 'with'; readonly name: string }
  | { readonly kind: 'bot' }
  | { readonly kind: 'closed' };

export const standingOf = (conversation: Conversation, agentId: string): Standing => {
  const { chat } = conversation;
  if (chat?.status === 'waiting') return { kind: 'waiting' };
  if (chat) return chat.agent === null || chat.agent.id === agentId ? { kind: 'with-you' } : { kind: 'with', name: chat.agent.name };
  return conversation.endedChats > 0 ? { kind: 'closed' } : { kind: 'bot' };
};
