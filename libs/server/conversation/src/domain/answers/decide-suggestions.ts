import { botSays } from '../effects.js';
import type { ConversationSnapshot, Effect, Situation } from '../model.js';
import { answerWithQuestion, suggestionsContent } from './answer-content.js';
import { rememberAsked, type Answering } from './follow-up.js';

/**
 * What free text may have asked for, when neither the words of the bot nor those of the menu understand it: one clear answer is given,
 * several are offered. A first message gets only a clear one; it is otherwise a greeting in other words, and is welcomed.
 * @returns null: nothing answers it
 */
export function decideSuggestions(
  snapshot: ConversationSnapshot,
  text: string,
  situation: Situation,
): { readonly effects: readonly Effect[]; readonly answering: Answering } | null {
  // A number alone is a choice of something no longer shown, not a question.
  if (!/\p{L}/u.test(text)) return null;
  const suggestions = situation.suggest(text);
  const [best] = suggestions;
  if (!best) return null;
  const asked = rememberAsked(text);
  if (best.isClear) return { effects: [botSays(answerWithQuestion(best.answer, situation), 'answers.ask')], answering: { asked } };
  if (snapshot.state === 'INITIAL') return null;
  return { effects: [botSays(suggestionsContent(suggestions, situation), 'answers.found')], answering: { asked, offered: true } };
}
