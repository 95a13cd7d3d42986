import type { Conversation, Message } from '../api/schema.js';
import { isWindowOpen, serviceWindow } from './service-window.js';

/** Whether this agent may send a message again now. The server decides; this only tells whether to offer it. */
export const offersSendAgain = (message: Message, conversation: Conversation, agentId: string, now: number): boolean => {
  const { chat } = conversation;
  return (
    message.sendAgainAt !== null &&
    Date.parse(message.sendAgainAt) <= now &&
    chat !== null &&
    chat.id === message.chatId &&
    chat.agent?.id === agentId &&
    isWindowOpen(serviceWindow(conversation.serviceWindowExpiresAt, now))
  );
};

/** A message whose confirmation is still hoped for: it can be told at any moment how likely that is, without a live event. */
export const isUnconfirmed = (message: Message): boolean =>
  message.status === 'unknown' && message.sendAgainAt !== null && !message.likelyNotSent;
