import { ApiProblem } from '@parley/api-client';
import type { Say } from './use-words.js';

/** Why signing in did not work, in words that say what to do. Never which of the two was wrong. */
export const explainSignIn = (say: Say, problem: unknown): string => {
  if (!(problem instanceof ApiProblem)) return say('session.unreachable');
  if (problem.code === 'TOO_MANY_REQUESTS') {
    return say('session.too-many', { minutes: Math.ceil((problem.retryAfterSeconds ?? 60) / 60) });
  }
  if (problem.status === 401 || problem.status === 400) return say('session.wrong');
  return say('session.failed');
};
