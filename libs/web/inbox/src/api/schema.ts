import type { Message } from '@parley/api-client';

export type {
  AgentReference,
  Chat,
  Contact,
  Conversation,
  ConversationCounts,
  ConversationPage,
  Message,
  MessagePage,
} from '@parley/api-client';
export type MessageStatus = Message['status'];
