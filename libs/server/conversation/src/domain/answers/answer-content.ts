import { MAX_INTERACTIVE_BODY } from '@parley/vocabulary';
import type { OutboundContent } from '../content.js';
import { waysOn, type Offer } from '../menu-content.js';
import { fill } from '../wording.js';
import { HELPED_ID } from './follow-up.js';
import type { Suggestion } from './suggestion.js';

/** An answer, whether it helped, a person, the menu: one message. The question is left out where it does not fit; its buttons say it too. */
export function answerWithQuestion(answer: string, { catalogue, supportChatEnabled }: Offer): OutboundContent {
  const said = fill(answer, { business: catalogue.business });
  const asked = `${said}\n\n${catalogue.texts['answers.ask']}`;
  return {
    type: 'buttons',
    text: asked.length <= MAX_INTERACTIVE_BODY ? asked : said,
    buttons: [{ id: HELPED_ID, title: catalogue.titles.helped }, ...waysOn(catalogue, supportChatEnabled)],
  };
}

/** Several answers to choose from, and below them always a person and the menu; by number too. */
export function suggestionsContent(
  suggestions: readonly Pick<Suggestion, 'id' | 'title'>[],
  { catalogue, supportChatEnabled }: Offer,
): OutboundContent {
  const rows = [...suggestions.map(({ id, title }) => ({ id, title })), ...waysOn(catalogue, supportChatEnabled)];
  const numbered = rows.map(({ title }, index) => `${String(index + 1)}. ${title}`).join('\n');
  const { texts, titles } = catalogue;
  return { type: 'list', text: `${texts['answers.found']}\n\n${numbered}\n\n${texts['menu.hint']}`, button: titles.choose, rows };
}
