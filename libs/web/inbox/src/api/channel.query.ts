import { queryOptions } from '@tanstack/react-query';
import { dataOf } from '@parley/api-client';
import { api } from './api.js';

// A pause lasts minutes at least, and no live event tells of it: this often is soon enough for a person.
const lookEveryMs = 15_000;

/** Whether WhatsApp takes our messages. */
export const channelQuery = () =>
  queryOptions({
    queryKey: ['channel'],
    queryFn: ({ signal }) => dataOf(api.GET('/api/admin/channel', { signal })),
    refetchInterval: lookEveryMs,
  });
