import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { dataOf } from '@parley/api-client';
import { api } from './api.js';
import type { Message } from './schema.js';

const pageSize = 50;
/** A list of many pages takes WhatsApp a while. */
const syncTimeoutMs = 60_000;
const sendTimeoutMs = 20_000;
/** A file travels to the server, and on to WhatsApp. */
const fileTimeoutMs = 180_000;

export const templateKeys = { all: ['templates'] as const };

/** The templates in whose name or text the words stand; those that can be sent come first, in the customer's language before others. */
export const templatesQuery = (search: string, language: string | null) =>
  infiniteQueryOptions({
    queryKey: [...templateKeys.all, search, language] as const,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET('/api/admin/templates', {
          params: {
            query: {
              search: search || undefined,
              preferredLanguage: language ?? undefined,
              limit: pageSize,
              cursor: pageParam ?? undefined,
            },
          },
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
  /** Above the text; null: the template has no place for one. */
  readonly file: File | null;
}

/** 400 `VALIDATION_FAILED` with a field for each value that is wrong; 409 `TEMPLATE_NOT_SENDABLE`, `CONTACT_OPTED_OUT`, `CHAT_ALREADY_TAKEN`. */
export const sendTemplate = (conversationId: string, order: TemplateOrder): Promise<Message> => {
  const { clientId, templateId, parameters, file } = order;
  const params = { path: { conversation: conversationId }, header: { 'Idempotency-Key': clientId } };
  if (file === null) {
    return dataOf(
      api.POST('/api/admin/conversations/{conversation}/chat-support/send-template', {
        params,
        body: { templateId, parameters },
        signal: AbortSignal.timeout(sendTimeoutMs),
      }),
    );
  }
  return dataOf(
    api.POST('/api/admin/conversations/{conversation}/chat-support/send-template-file', {
      params,
      body: { templateId, parameters: JSON.stringify(parameters), file: file.name },
      bodySerializer: (body) => formOf(body, file),
      signal: AbortSignal.timeout(fileTimeoutMs),
    }),
  );
};

/** The file last: what goes with it is read before its bytes have come. */
const formOf = ({ templateId, parameters }: { templateId: string; parameters?: string }, file: File): FormData => {
  const form = new FormData();
  form.append('templateId', templateId);
  form.append('parameters', parameters ?? '{}');
  form.append('file', file);
  return form;
};
