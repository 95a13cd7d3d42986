import { dataOf } from '@parley/api-client';
import { api } from './api.js';
import type { Conversation, Message } from './schema.js';

/** Seconds in which an end can be taken back; the closing message waits that long on the server. */
export const UNDO_SECONDS = 8;

// An agent waits this long for an answer and then wants to know; trying again with the same key is safe.
const sendTimeoutMs = 20_000;

const of = (conversation: string) => ({ params: { path: { conversation } } });

/** 409 `CHAT_ALREADY_ACTIVE`, `SERVICE_WINDOW_CLOSED`, `CHAT_SUPPORT_DISABLED`. */
export const startChat = (conversationId: string): Promise<Conversation> =>
  dataOf(api.POST('/api/admin/conversations/{conversation}/chat-support/start', { ...of(conversationId), body: {} }));

/** 409 `CHAT_ALREADY_TAKEN`, `CHAT_NOT_ACTIVE`. */
export const acceptChat = (conversationId: string): Promise<Conversation> =>
  dataOf(api.POST('/api/admin/conversations/{conversation}/chat-support/accept', of(conversationId)));

/**
 * The chat is over at once; its closing message waits `UNDO_SECONDS`. One that is over already stays so, and the one after it is left alone.
 * 409 `CHAT_NOT_ACTIVE`.
 */
export const endChat = (conversationId: string, chatId: string | null): Promise<Conversation> =>
  dataOf(
    api.POST('/api/admin/conversations/{conversation}/chat-support/end', {
      ...of(conversationId),
      body: { undoSeconds: UNDO_SECONDS, ...(chatId === null ? {} : { chatId }) },
    }),
  );

/** 409 `UNDO_EXPIRED`. */
export const undoEnd = (conversationId: string): Promise<Conversation> =>
  dataOf(api.POST('/api/admin/conversations/{conversation}/chat-support/undo-end', of(conversationId)));

/** Null: nobody waits (any more). */
export const takeNext = async (): Promise<Conversation | null> => (await api.POST('/api/admin/queue/next')).data ?? null;

/** The new message, or the one a first press has made. 409 `SEND_AGAIN_TOO_EARLY`, `MESSAGE_NOT_RESENDABLE`, and what a Send answers. */
export const sendAgain = (conversationId: string, messageId: string): Promise<Message> =>
  dataOf(
    api.POST('/api/admin/conversations/{conversation}/messages/{message}/send-again', {
      params: { path: { conversation: conversationId, message: messageId } },
      signal: AbortSignal.timeout(sendTimeoutMs),
    }),
  );

export const markRead = async (conversationId: string, upTo: string): Promise<void> => {
  await api.POST('/api/admin/conversations/{conversation}/read', { ...of(conversationId), body: { upTo } });
};

/** `clientId` is the Idempotency-Key: the same key never makes a second message. */
export const sendMessage = (
  conversationId: string,
  message: { readonly clientId: string; readonly text: string; readonly replyTo: string | null },
): Promise<Message> =>
  dataOf(
    api.POST('/api/admin/conversations/{conversation}/chat-support/send', {
      params: { path: { conversation: conversationId }, header: { 'Idempotency-Key': message.clientId } },
      body: { message: message.text, ...(message.replyTo === null ? {} : { replyTo: message.replyTo }) },
      signal: AbortSignal.timeout(sendTimeoutMs),
    }),
  );
