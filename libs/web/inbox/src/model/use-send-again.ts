import { useMutation, useQueryClient } from '@tanstack/react-query';
import { showToast } from '@parley/ui';
import { useCallback, useEffect, useRef } from 'react';
import { sendAgain } from '../api/chat-actions.js';
import { addToThread, refreshThread } from '../api/merge-thread.js';
import { refreshLists } from '../api/show-conversation.js';
import type { Message } from '../api/schema.js';
import { explainProblem } from './explain-problem.js';
import { isUnconfirmed } from './send-again.js';
import { useWords } from './use-words.js';

const noticeMs = 8_000;
// Nothing is told when a message has gone unconfirmed for so long that it most likely never left: it is asked for.
const askEveryMs = 15_000;

export interface SendingAgain {
  /** Resolves to whether it was sent again; a refusal is told in words, and the thread is read anew: it may be confirmed by now. */
  readonly press: (message: Message) => Promise<boolean>;
  /** Which message is being sent again at the moment. */
  readonly busyId: string | null;
}

export const useSendAgain = (conversationId: string, messages: readonly Message[]): SendingAgain => {
  const queryClient = useQueryClient();
  const say = useWords();
  const refresh = useCallback(
    (ids: readonly string[]) => refreshThread(queryClient, conversationId, ids).catch(() => undefined),
    [conversationId, queryClient],
  );

  const hopes = messages.some(isUnconfirmed);
  useEffect(() => {
    if (!hopes) return;
    const timer = setInterval(() => void refresh([]), askEveryMs);
    return () => clearInterval(timer);
  }, [hopes, refresh]);

  const { mutateAsync, isPending, variables } = useMutation({
    mutationFn: (message: Message) => sendAgain(conversationId, message.id),
    onSuccess: async (again, first) => {
      await addToThread(queryClient, again);
      await refresh([first.id]);
      void refreshLists(queryClient);
    },
    onError: (problem, first) => {
      const text = say('toast.failed', { what: say('did.send-again'), reason: explainProblem(say, problem) });
      showToast({ id: `again:${first.id}`, text, forMs: noticeMs, tone: 'danger' });
      void refresh([first.id]);
    },
  });
  // A second click comes before the button has been drawn as busy.
  const running = useRef(new Set<string>());
  const press = useCallback(
    async (message: Message) => {
      if (running.current.has(message.id)) return false;
      running.current.add(message.id);
      try {
        await mutateAsync(message);
        return true;
      } catch {
        // Told by `onError`.
        return false;
      } finally {
        running.current.delete(message.id);
      }
    },
    [mutateAsync],
  );
  return { press, busyId: isPending ? variables.id : null };
};
