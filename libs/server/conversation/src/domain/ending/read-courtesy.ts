import type { MessageType } from '@parley/vocabulary';
import { normaliseText, searched } from '../normalise-text.js';
import { forgivingly } from '../words.js';

/** From so many words on a text is more than a courtesy, whatever it says. */
const SENTENCE_WORDS = 4;
/** Longer ones are sentences; the search below must not be kept busy by a megabyte of "ok". */
const LONGEST_COURTESY = 80;

/**
 * Whether a message after the end of a chat only says goodbye: a reaction, a sticker, emoji, or courtesies and nothing else ("ok", "Thanks
 * Ana 🙏", "great, thank you, bye"). Never a question: "ok?" wants an answer.
 * @param agent the name of whoever had the chat, which may stand beside a courtesy
 */
export function isCourtesy(
  courtesies: readonly string[],
  message: { readonly messageType: MessageType; readonly text: string | null },
  agent: string | null,
): boolean {
  if (message.messageType === 'reaction' || message.messageType === 'sticker') return true;
  if (message.messageType !== 'text' || message.text === null || message.text.length > LONGEST_COURTESY) return false;
  if (isQuestion(message.text)) return false;
  const said = normaliseText(message.text);
  if (said === '') return message.text.trim() !== '';
  return consistsOf(said, forgivingly(courtesies), agent === null ? [] : normaliseText(agent).split(' '));
}

/** Whether a text wants an answer though the menu knows none: a question, or a sentence. */
export function isQuestionOrSentence(text: string): boolean {
  return isQuestion(text) || normaliseText(text).split(' ', SENTENCE_WORDS).length === SENTENCE_WORDS;
}

/** Question marks of the scripts customers write in; the full-width one and its kind are folded by NFKC. */
function isQuestion(text: string): boolean {
  return /[?¿؟⸮՞]/u.test(searched(text).normalize('NFKC'));
}

/** Whether the words are phrases of the list one after the other, with at least one of them, and names between. */
function consistsOf(said: string, phrases: readonly string[], names: readonly string[]): boolean {
  // Where a phrase or name may begin, from the front; `true` once a phrase stood before.
  const reached = new Map<number, boolean>([[0, false]]);
  const text = `${said} `;
  for (const [at, hadPhrase] of reached) {
    for (const [list, isPhrase] of [
      [phrases, true],
      [names, false],
    ] as const) {
      for (const part of list) {
        if (part === '' || !text.startsWith(`${part} `, at)) continue;
        const next = at + part.length + 1;
        if (!reached.get(next)) {
          // Deleted first: a Map visits what is set anew at its end, and a better way to a place known already must be followed too.
          reached.delete(next);
          reached.set(next, hadPhrase || isPhrase);
        }
      }
    }
  }
  return reached.get(text.length) ?? false;
}
