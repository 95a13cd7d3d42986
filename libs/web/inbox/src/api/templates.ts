import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { dataOf } from '@parley/api-client';
import { api } from './api.js';
import type { Message } from './schema.js';

const pageSize = 50;
/** A list of many pages takes WhatsApp a while. */
const syncTimeoutMs = 60_000;
const sendTimeoutMs = 20_000;

export const templateKeys = { all: ['templates'] as const };

/** The templates in whose name or text the words stand; those that can be sent come first. */
export const templatesQuery = (search: string) =>
  infiniteQueryOptions({
    queryKey: [...templateKeys.all, search] as const,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/admin/templates', {
          params: { query: { search: search || undefined, limit: pageSize, cursor: pageParam ?? undefined } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** Reads WhatsApp's list now; how that went is in the next page of templates. */
export const syncTemplates = async (): Promise<void> => {
  await api.POST('/api/admin/templates/sync', { signal: AbortSignal.timeout(syncTimeoutMs) });
};

export interface TemplateOrder {
  /** The Idempotency-Key: the same key never makes a second message. */
  readonly clientId: string;
  readonly templateId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** 400 `VALIDATION_FAILED` with a field for each value that is wrong; 409 `TEMPLATE_NOT_SENDABLE`, `CONTACT_OPTED_OUT`, `CHAT_ALREADY_TAKEN`. */
export const sendTemplate = (conversationId: string, { clientId, templateId, parameters }: TemplateOrder): Promise<Message> =>
  dataOf(
    api.POST('/api/admin/conversations/{conversation}/chat-support/send-template', {
      params: { path: { conversation: conversationId }, header: { 'Idempotency-Key': clientId } },
      body: { templateId, parameters },
      signal: AbortSignal.timeout(sendTimeoutMs),
    }),
  );
