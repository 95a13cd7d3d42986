import type { AgentRef } from '../model.js';

/** Somebody on duty for a queue: there, online by their own word, and of one of its teams. */
export interface Candidate {
  readonly agent: AgentRef;
  /** How many chats they may be given. */
  readonly capacity: number;
  readonly activeChats: number;
  /** When they were given a chat last; null: never. */
  readonly lastAssignedAt: Date | null;
}

/** Whether one more chat may be given to them. What they take themselves may go beyond; then they are given nothing. */
export function isFree(candidate: Candidate): boolean {
  return candidate.activeChats < candidate.capacity;
}

/**
 * Who gets the chat that waits longest: whoever had this contact last, when they are free; else the one who has been given nothing for
 * the longest time (round robin). Ties go by id, so that every process would choose the same. Null: nobody is free, the chat waits.
 */
export function chooseAgent(candidates: readonly Candidate[], lastAgentId: string | null): AgentRef | null {
  const free = candidates.filter(isFree);
  const known = free.find(({ agent }) => agent.id === lastAgentId);
  if (known) return known.agent;
  const [next] = free.sort((one, other) => givenAt(one) - givenAt(other) || (one.agent.id < other.agent.id ? -1 : 1));
  return next?.agent ?? null;
}

function givenAt({ lastAssignedAt }: Candidate): number {
  return lastAssignedAt?.getTime() ?? -Infinity;
}
