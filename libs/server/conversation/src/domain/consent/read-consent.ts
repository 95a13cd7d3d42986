import { wholeMessage } from '../normalise-text.js';

/** The words by which a contact asks for no more messages, and for messages again; each only as the whole message. */
export interface ConsentWords {
  readonly optOut: readonly string[];
  readonly optIn: readonly string[];
}

/** Known to phone users everywhere, so they count in every language beside its own. */
export const EVERYWHERE: ConsentWords = { optOut: ['stop', 'unsubscribe'], optIn: ['start', 'unstop'] };

/**
 * What a text says, as a whole and to the letter, about messages from us: "Stop." is an opt-out, "stop sending the wrong size" and
 * "stop 👍" are not. `start` asks for something only from who has opted out; to everybody else it is a greeting like any other.
 */
export function readConsent(words: ConsentWords, text: string, optedOut: boolean): 'opt-out' | 'opt-in' | null {
  const said = wholeMessage(text);
  if (said === '') return null;
  if (isOneOf(words.optOut, said) || isOneOf(EVERYWHERE.optOut, said)) return 'opt-out';
  if (optedOut && (isOneOf(words.optIn, said) || isOneOf(EVERYWHERE.optIn, said))) return 'opt-in';
  return null;
}

/** Lists are read for every text and change only with the playbook: folded once per list. */
const folded = new WeakMap<readonly string[], ReadonlySet<string>>();

function isOneOf(list: readonly string[], said: string): boolean {
  let phrases = folded.get(list);
  if (!phrases) folded.set(list, (phrases = new Set(list.map(wholeMessage))));
  return phrases.has(said);
}
