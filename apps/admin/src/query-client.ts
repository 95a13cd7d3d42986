import { ApiProblem } from '@parley/api-client';
import { sessionKeys } from '@parley/session';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

/** What the server has refused it will refuse again; what did not reach it may. */
const mayRetry = (failures: number, problem: unknown): boolean =>
  failures < 2 && !(problem instanceof ApiProblem && problem.status < 500 && problem.status !== 429);

/** One cache for the whole console. Any answer 401 means the session is over, wherever it was seen. */
export const createQueryClient = (): QueryClient => {
  const onError = (problem: unknown): void => {
    if (problem instanceof ApiProblem && problem.status === 401 && problem.code === 'UNAUTHENTICATED') {
      queryClient.setQueryData(sessionKeys.me, null);
    }
  };
  const queryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        retry: mayRetry,
        // Live events say when something changed; coming back to the window asks all the same, in case one was missed.
        staleTime: 5_000,
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return queryClient;
};
