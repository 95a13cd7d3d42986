import { ApiProblem, dataOf, type Agent } from '@parley/api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from './api.js';

export const sessionKeys = {
  me: ['session', 'me'] as const,
  /** True from signing out until signing in again: then nobody is told that their session is over. */
  leftByChoice: ['session', 'left-by-choice'] as const,
};

/** Who is signed in; null = nobody. A server that cannot be reached is an error, not a sign-out. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: sessionKeys.me,
    queryFn: async ({ signal }): Promise<Agent | null> => {
      try {
        return (await dataOf(api.GET('/api/auth/me', { signal }))).agent;
      } catch (problem) {
        if (problem instanceof ApiProblem && problem.status === 401) return null;
        throw problem;
      }
    },
    staleTime: Infinity,
  });
