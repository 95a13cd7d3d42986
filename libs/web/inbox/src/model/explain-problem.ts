import { ApiProblem } from '@parley/api-client';
import { inboxMessagesEn } from '../messages/en.js';
import type { Say, WordId } from './use-words.js';

/** The server's code; `OFFLINE` when it could not be reached or did not answer in time. */
export const problemCode = (problem: unknown): string => {
  if (problem instanceof ApiProblem) return problem.code;
  const isUnreachable = problem instanceof TypeError || (problem instanceof DOMException && problem.name === 'TimeoutError');
  return isUnreachable ? 'OFFLINE' : 'OTHER';
};

const isWordId = (id: string): id is WordId => Object.hasOwn(inboxMessagesEn, id);

/** Why something did not work, in a sentence for people. Codes without words of their own share one. */
export const explainCode = (say: Say, code: string): string => {
  const id = `problem.${code}`;
  return say(isWordId(id) ? id : 'problem.OTHER');
};

export const explainProblem = (say: Say, problem: unknown): string => explainCode(say, problemCode(problem));
