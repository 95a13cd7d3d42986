import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { inboxMessagesEn } from '../messages/en.js';

export type WordId = keyof typeof inboxMessagesEn;
export type Say = (id: WordId, values?: Record<string, string | number | Date>) => string;

/** The words of the inbox by id; an id without words does not compile. */
export const useWords = (): Say => {
  const { formatMessage } = useIntl();
  return useCallback<Say>((id, values) => formatMessage({ id }, values), [formatMessage]);
};
