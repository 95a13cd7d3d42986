import { BUTTON } from '@parley/vocabulary';
import type { Button, OutboundContent } from '../content.js';
import { choicesContent, waysOn, type Offer } from '../menu-content.js';
import { say, sayable } from '../wording.js';
import { answersOf, type Field, type FilledForm, type Form } from './form.js';
import { sayAnswer, type Wrong } from './read-answer.js';

/**
 * The ids of a form's buttons name the form and the question, so that a tap on an older one is known for what it is. They begin with
 * words no node of a menu may have.
 */
export const FORM_ID = {
  choice: (form: Form, field: Field, value: string): string => `form:${nameOf(form)}:${field.key}:${value}`,
  skip: (form: Form, field: Field): string => `form-skip:${nameOf(form)}:${field.key}`,
  send: (form: Form): string => `form-send:${nameOf(form)}`,
  change: (form: Form): string => `form-change:${nameOf(form)}`,
} as const;

/** Whether an id is one of any form's buttons. */
export function isFormId(id: string): boolean {
  return /^form(-skip|-send|-change)?:/.test(id);
}

function nameOf({ id }: Form): string {
  return id.slice(id.indexOf(':') + 1);
}

export interface Asking {
  readonly wrong?: Wrong;
  /** The form begins with it. */
  readonly isFirst?: boolean;
}

/** One question. @param wrong why it is asked again; it then also shows the ways out, for whoever is stuck */
export function questionContent(form: Form, field: Field, offer: Offer, { wrong, isFirst = false }: Asking = {}): OutboundContent {
  const { catalogue, supportChatEnabled } = offer;
  const above = wrong ? say(catalogue, wrong.wrong, wrong.names) : isFirst ? form.intro : null;
  const text = above === null ? field.ask : `${above}\n\n${field.ask}`;
  const skip: readonly Button[] = field.optional ? [{ id: FORM_ID.skip(form, field), title: catalogue.titles.skip }] : [];
  if (field.type === 'choice') {
    const choices = field.choices.map(({ value, title }) => ({ id: FORM_ID.choice(form, field, value), title }));
    return choicesContent(catalogue, text, catalogue.titles.choose, [...choices, ...skip]);
  }
  const buttons = [...skip, ...(wrong ? waysOn(catalogue, supportChatEnabled) : [])];
  return buttons.length === 0 ? { type: 'text', text } : { type: 'buttons', text, buttons };
}

/** What was told, to be confirmed; long answers are shown by their beginning. */
export function summaryContent(form: Form, filled: FilledForm, offer: Offer, wrong?: Wrong): OutboundContent {
  const { catalogue } = offer;
  const { titles } = catalogue;
  const told = answersOf(form, filled).map(({ field, value }) => `${field.label}: ${sayable(sayAnswer(field, value, catalogue.language))}`);
  const parts = [...(wrong ? [say(catalogue, wrong.wrong, wrong.names)] : []), say(catalogue, 'form.confirm'), told.join('\n')];
  return {
    type: 'buttons',
    text: parts.filter((part) => part !== '').join('\n\n'),
    buttons: [
      { id: FORM_ID.send(form), title: titles.send },
      { id: FORM_ID.change(form), title: titles.change },
      { id: BUTTON.mainMenu, title: titles.mainMenu },
    ],
  };
}
