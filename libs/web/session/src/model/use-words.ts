import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { sessionMessagesEn } from '../messages/en.js';

export type SessionWordId = keyof typeof sessionMessagesEn;
export type Say = (id: SessionWordId, values?: Record<string, string | number>) => string;

/** The words of the session by id; an id without words does not compile. */
export const useWords = (): Say => {
  const { formatMessage } = useIntl();
  return useCallback<Say>((id, values) => formatMessage({ id }, values), [formatMessage]);
};
