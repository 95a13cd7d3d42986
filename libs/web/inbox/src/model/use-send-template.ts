import { ApiProblem } from '@parley/api-client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { conversationKeys } from '../api/conversation.keys.js';
import { addToThread } from '../api/merge-thread.js';
import type { Template } from '../api/schema.js';
import { refreshLists } from '../api/show-conversation.js';
import { sendTemplate, templateKeys } from '../api/templates.js';
import { newClientId } from './client-id.js';
import { explainProblem, problemCode } from './explain-problem.js';
import type { TemplateValues } from './fill-template.js';
import { useWords } from './use-words.js';

export interface SendingTemplate {
  readonly send: (template: Template, values: TemplateValues, file: File | null) => void;
  readonly isSending: boolean;
  /** By the key of the parameter, what is wrong with its value; under `file` what is wrong with that. */
  readonly faults: Readonly<Record<string, string>>;
  /** Why it was not sent, when no value is to blame. */
  readonly problem: string | null;
  /** Something is being written again: what was said about it is old. */
  readonly forget: () => void;
}

/** Sends a template once, however often one has to press: what is the same as before goes under the same key. */
export const useSendTemplate = (conversationId: string, onSent: () => void): SendingTemplate => {
  const queryClient = useQueryClient();
  const say = useWords();
  const last = useRef({ order: '', clientId: '' });

  const mutation = useMutation({
    mutationFn: ({
      template,
      values,
      file,
    }: {
      readonly template: Template;
      readonly values: TemplateValues;
      readonly file: File | null;
    }) => {
      const parameters = Object.fromEntries(template.parameters.map(({ key }) => [key, values[key] ?? '']));
      const order = JSON.stringify([template.id, parameters, file && [file.name, file.size, file.lastModified]]);
      if (last.current.order !== order) last.current = { order, clientId: newClientId() };
      return sendTemplate(conversationId, { clientId: last.current.clientId, templateId: template.id, parameters, file });
    },
    onSuccess: async (message) => {
      last.current = { order: '', clientId: '' };
      await addToThread(queryClient, message);
      onSent();
    },
    onError: (problem) => {
      // It is not what it was when the list was read.
      if (['TEMPLATE_NOT_FOUND', 'TEMPLATE_NOT_SENDABLE'].includes(problemCode(problem)))
        void queryClient.invalidateQueries({ queryKey: templateKeys.all });
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: conversationKeys.detail(conversationId) });
      void refreshLists(queryClient);
    },
  });

  const faults = faultsOf(mutation.error);
  const isExplained = Object.keys(faults).length > 0;
  return {
    send: (template, values, file) => mutation.mutate({ template, values, file }),
    isSending: mutation.isPending,
    faults,
    problem: mutation.error === null || isExplained ? null : explain(say, mutation.error),
    forget: () => mutation.reset(),
  };
};

const prefix = 'parameters.';

const faultsOf = (problem: unknown): Record<string, string> => {
  if (!(problem instanceof ApiProblem)) return {};
  if (problem.code === 'MEDIA_NOT_SENDABLE') return { file: problem.detail };
  const named = problem.fields.filter(({ field }) => field.startsWith(prefix) || field === 'file');
  return Object.fromEntries(named.map(({ field, message }) => [field === 'file' ? field : field.slice(prefix.length), message]));
};

/** Why WhatsApp does not let it be sent is known to the server only, in its own words. */
const explain = (say: ReturnType<typeof useWords>, problem: unknown): string =>
  problem instanceof ApiProblem && problem.code === 'TEMPLATE_NOT_SENDABLE' ? `${problem.detail}.` : explainProblem(say, problem);
