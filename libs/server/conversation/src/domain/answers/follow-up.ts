import type { Words } from '../catalogue.js';
import type { ConversationContext } from '../model.js';
import { forgivingly } from '../words.js';

/** Under an answer: it helped. (That it did not is said with the contract's own `support`.) */
export const HELPED_ID = 'answer:helped';

/** Longest question kept for the agent, in UTF-16 units: enough to see what it is about; the whole of it stands in the thread. */
const MAX_ASKED = 300;

/** What the bot remembers of an answer it gave, or of those it offered. */
export interface Answering {
  /** What the customer had asked, for the agent who may have to answer it. */
  readonly asked: string;
  /** Several were offered. Left out: one was given, and "Did this help?" stands open. */
  readonly offered?: true;
}

export type FollowUp = 'helped' | 'person';

/** What a normalised text says to the answer just given; null: nothing, it stands for itself. */
export function readFollowUp({ answering }: ConversationContext, words: Words, normalised: string): FollowUp | null {
  if (!answering || answering.offered || normalised === '') return null;
  if (forgivingly(words.yes).includes(normalised)) return 'helped';
  return forgivingly(words.no).includes(normalised) ? 'person' : null;
}

/** A question as it is kept. */
export function rememberAsked(text: string): string {
  let kept = '';
  for (const character of text.slice(0, MAX_ASKED)) if (kept.length + character.length <= MAX_ASKED) kept += character;
  return kept;
}
