import type { QueryClient } from '@tanstack/react-query';
import { sessionKeys } from '../api/session.query.js';

/** Drops everything one agent has read, before another may look. Who is signed in stays known. */
export const forgetReadings = (queryClient: QueryClient): void =>
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKeys.me[0] });
