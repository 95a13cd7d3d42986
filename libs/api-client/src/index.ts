import type { components } from './generated/schema.js';

export * from './api-problem.js';
export * from './client.js';
export type { paths } from './generated/schema.js';

type Schemas = components['schemas'];
export type Agent = Schemas['Agent'];
export type AgentReference = Schemas['AgentReference'];
export type ChannelStatus = Schemas['ChannelStatus'];
export type Chat = Schemas['Chat'];
export type Contact = Schemas['Contact'];
export type Conversation = Schemas['Conversation'];
export type ConversationCounts = Schemas['ConversationCounts'];
export type ConversationPage = Schemas['ConversationPage'];
export type Message = Schemas['Message'];
export type MessageContent = Schemas['MessageContent'];
export type MessagePage = Schemas['MessagePage'];
export type SignedIn = Schemas['SignedIn'];
export type Stats = Schemas['Stats'];
export type Template = Schemas['Template'];
export type TemplatePage = Schemas['TemplatePage'];
export type TemplateParameter = Schemas['TemplateParameter'];
