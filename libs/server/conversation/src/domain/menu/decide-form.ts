import { BUTTON } from '@parley/vocabulary';
import { isArticle } from '../answers/findables.js';
import { isAside } from '../asides.js';
import { botSays, openChat, showMainMenu } from '../effects.js';
import { findEntryById } from '../find-entry.js';
import { answerContent } from '../menu-content.js';
import type { ConversationEvent, ConversationSnapshot, Decision, Situation } from '../model.js';
import { normaliseText } from '../normalise-text.js';
import type { WrongAnswer } from '../texts/forms.js';
import { forgivingly, readOutsideChat } from '../words.js';
import { FORM_ID, isFormId, questionContent, summaryContent, type Asking } from './form-content.js';
import { answersOf, attributesOf, openQuestion, type Field, type FilledForm, type Form } from './form.js';
import type { MenuLead } from './menu-leads.js';
import { placeIn } from './place.js';
import { readAnswer, type Wrong } from './read-answer.js';

type ContactWrote = Extract<ConversationEvent, { type: 'contact-wrote' }>;

/** After half a day a text is hardly an answer any more. A tap on the question still is. */
const LAPSES_AFTER_MS = 12 * 3_600_000;

/** Somebody has chosen a form: its first question. What they have told an earlier one is not carried over. */
export function startForm(form: Form, situation: Situation): Decision {
  return ask(form, { id: form.id, answers: {} }, situation, { isFirst: true });
}

/**
 * A message while a form is open. Everything is an answer to the open question but for what leads out of it: start words, menu and end
 * words, taps on anything else that is offered, and half a day of silence.
 * @returns null when it leads out, and is to be decided as if there were no form
 */
export function decideForm(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision | null {
  if (isAside(event.messageType)) return { state: snapshot.state, context: snapshot.context, effects: [] };
  const filled = snapshot.context.form;
  const form = filled && formOf(situation, filled.id);
  // No longer offered, or not while nobody is there: what was told is in the thread.
  if (!filled || !form) return isAskedElsewhere(event, situation) ? null : leave(situation, 'form.gone');
  if (!event.tapped && hasLapsed(snapshot, situation)) return null;
  const question = openQuestion(form, filled);
  const meaning = event.tapped ? meaningOfTap(event.tapped.id, form, question, situation) : meaningOfText(event, question, situation);
  switch (meaning.is) {
    case 'way-out':
      return null;
    case 'leave':
      return leave(situation, 'form.left');
    case 'again':
      return ask(form, filled, situation, { wrong: meaning.wrong });
    case 'not-read':
      if (snapshot.context.mediaAnswered) return { state: 'FORM', context: snapshot.context, effects: [] };
      return {
        ...ask(form, filled, situation, { wrong: { wrong: 'form.wrong.media' } }),
        context: { form: filled, mediaAnswered: true },
      };
    case 'answer':
      return take(form, { id: form.id, answers: { ...filled.answers, ...meaning.answer } }, situation);
    case 'change':
      return ask(form, { id: form.id, answers: {} }, situation);
    case 'send':
      return finish(form, filled, situation);
  }
}

const STALE: Wrong = { wrong: 'form.stale' };

type Meaning =
  | { readonly is: 'way-out' | 'leave' | 'not-read' | 'change' | 'send' }
  | { readonly is: 'again'; readonly wrong: Wrong }
  | { readonly is: 'answer'; readonly answer: Readonly<Record<string, string>> };

/** An empty answer is a question that was skipped. */
const answer = (question: Field, value: string): Meaning => ({ is: 'answer', answer: { [question.key]: value } });
const again = (wrong: WrongAnswer): Meaning => ({ is: 'again', wrong: { wrong } });

function meaningOfTap(id: string, form: Form, question: Field | null, situation: Situation): Meaning {
  if (id === FORM_ID.change(form)) return { is: 'change' };
  if (!question && id === FORM_ID.send(form)) return { is: 'send' };
  if (question?.optional && id === FORM_ID.skip(form, question)) return answer(question, '');
  if (question?.type === 'choice') {
    const chosen = question.choices.find(({ value }) => FORM_ID.choice(form, question, value) === id);
    if (chosen) return answer(question, chosen.value);
  }
  const { catalogue } = situation;
  const leads = id === BUTTON.support || id === BUTTON.mainMenu || findEntryById(catalogue, id) !== null || isArticle(catalogue, id);
  return leads ? { is: 'way-out' } : { is: 'again', wrong: STALE };
}

function meaningOfText(event: ContactWrote, question: Field | null, { catalogue, now }: Situation): Meaning {
  if (event.text === null) return { is: 'not-read' };
  const { words, titles, language } = catalogue;
  const normalised = normaliseText(event.text);
  const read = readOutsideChat(words, normalised);
  if (read === 'start' || read === 'menu') return { is: 'way-out' };
  if (read === 'end') return { is: 'leave' };
  // What stands under a photo is about the photo.
  if (event.messageType !== 'text' && event.messageType !== 'interactive') return { is: 'not-read' };
  const isOneOf = (phrases: readonly string[]): boolean => forgivingly(phrases).includes(normalised);
  if (!question) {
    if (normalised === '1' || isOneOf(words.yes) || isOneOf([titles.send])) return { is: 'send' };
    if (normalised === '2' || isOneOf(words.no) || isOneOf([titles.change])) return { is: 'change' };
    return normalised === '3' ? { is: 'leave' } : again('form.wrong.choice');
  }
  const skips =
    isOneOf(words.skip) || isOneOf([titles.skip]) || (question.type === 'choice' && normalised === String(question.choices.length + 1));
  if (skips && question.optional) return answer(question, '');
  if (isOneOf(words.skip)) return again('form.wrong.required');
  if (question.type === 'name' && read !== null) return again('form.wrong.name');
  const told = readAnswer(question, event.text, { language, now });
  return 'wrong' in told ? { is: 'again', wrong: told } : answer(question, told.value);
}

/** One question further; a form of which everything was skipped has nothing to confirm. */
function take(form: Form, filled: FilledForm, situation: Situation): Decision {
  const isEmpty = openQuestion(form, filled) === null && answersOf(form, filled).length === 0;
  return isEmpty ? finish(form, filled, situation) : ask(form, filled, situation);
}

function ask(form: Form, filled: FilledForm, situation: Situation, how: Asking = {}): Decision {
  const question = openQuestion(form, filled);
  const content = question ? questionContent(form, question, situation, how) : summaryContent(form, filled, situation, how.wrong);
  const said = how.wrong?.wrong ?? (question ? undefined : 'form.confirm');
  return { state: 'FORM', context: { form: filled }, effects: [botSays(content, said)] };
}

/** Confirmed: kept, and on to what follows. */
function finish(form: Form, filled: FilledForm, situation: Situation): Decision {
  const keep = { do: 'set-attributes', attributes: attributesOf(form, filled) } as const;
  if (form.then.kind === 'support') {
    if (!situation.supportChatEnabled)
      return { ...leave(situation, 'support.off'), effects: [keep, showMainMenu(situation, 'support.off')] };
    return { state: 'CHAT_SUPPORT_ACTIVE', context: {}, effects: [keep, openChat('menu', form.then.teamId)] };
  }
  const menu = findEntryById(situation.catalogue, form.id)?.menu ?? situation.catalogue.mainMenu;
  return { ...placeIn(menu, situation.catalogue), effects: [keep, botSays(answerContent(menu, form.then.text, situation))] };
}

/** Whether a message means something without the form: a tap on anything else, or one of the bot's words. */
function isAskedElsewhere({ tapped, text }: ContactWrote, { catalogue }: Situation): boolean {
  if (tapped) return !isFormId(tapped.id);
  return text !== null && readOutsideChat(catalogue.words, normaliseText(text)) !== null;
}

/** Where somebody is who leaves a form for something else: at the menu it stands in, and numbers mean the one they saw last. */
export function placeOfForm({ context }: ConversationSnapshot, { catalogue }: Situation): ReturnType<typeof placeIn> {
  const found = context.form && findEntryById(catalogue, context.form.id);
  const place = placeIn(found ? found.menu : catalogue.mainMenu, catalogue);
  const menu = context.numbers?.menu;
  return menu ? { ...place, context: { ...place.context, numbers: { menu } } } : place;
}

/** Questions to which digits alone may be the answer, or a try at it. */
const IN_DIGITS: ReadonlySet<Field['type']> = new Set<Field['type']>(['text', 'number', 'date', 'phone']);

/**
 * Whether a number is a text like any other here, and no choice of a button: it may be the answer to the open question, or the form has
 * been left alone for so long that nobody means its buttons by it.
 */
export function takesNumbersAsText(snapshot: ConversationSnapshot, situation: Situation): boolean {
  if (snapshot.state !== 'FORM') return false;
  if (hasLapsed(snapshot, situation)) return true;
  const filled = snapshot.context.form;
  const form = filled && formOf(situation, filled.id);
  const question = form && openQuestion(form, filled);
  return question ? IN_DIGITS.has(question.type) : false;
}

function leave(situation: Situation, lead: MenuLead): Decision {
  return { state: 'MAIN_MENU', context: {}, effects: [showMainMenu(situation, lead)] };
}

function hasLapsed({ lastWroteAt }: ConversationSnapshot, { now }: Situation): boolean {
  return lastWroteAt !== null && now.getTime() - lastWroteAt.getTime() > LAPSES_AFTER_MS;
}

function formOf({ catalogue }: Situation, id: string): Form | null {
  const does = findEntryById(catalogue, id)?.entry.does;
  return does?.kind === 'fill-form' ? does.form : null;
}
