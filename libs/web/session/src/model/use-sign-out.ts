import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showToast } from '@parley/ui';
import { ApiProblem } from '@parley/api-client';
import { sessionKeys } from '../api/session.query.js';
import { forgetReadings } from './forget-readings.js';
import { signOut } from '../api/sign-in.js';
import { useWords } from './use-words.js';

/** Ends the session on the server, then forgets everything that was read with it. Drafts stay, under the agent's own id. */
export const useSignOut = (): (() => void) => {
  const queryClient = useQueryClient();
  const say = useWords();
  const { mutate } = useMutation({
    mutationFn: signOut,
    onSettled: (_data, problem) => {
      // A session the server no longer knows is over, too.
      if (problem && !(problem instanceof ApiProblem && problem.status === 401)) {
        showToast({ id: 'sign-out', text: say('session.sign-out.failed'), tone: 'danger', forMs: 8_000 });
        return;
      }
      queryClient.setQueryData(sessionKeys.leftByChoice, true);
      queryClient.setQueryData(sessionKeys.me, null);
      forgetReadings(queryClient);
    },
  });
  return mutate;
};
