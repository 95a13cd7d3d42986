import type { Message } from '@parley/api-client';

export type {
  AgentReference,
  ChannelStatus,
  Chat,
  Contact,
  Conversation,
  ConversationCounts,
  ConversationPage,
  Message,
  MessagePage,
  Template,
  TemplatePage,
  TemplateParameter,
} from '@parley/api-client';
export type MessageStatus = Message['status'];
