import { isLanguage, LANGUAGE_NAMES, MAX_BUTTONS, type Language } from '@parley/vocabulary';
import { isAside } from '../asides.js';
import type { OutboundContent } from '../content.js';
import { botSays, showMainMenu } from '../effects.js';
import type { ConversationEvent, ConversationSnapshot, Decision, Effect, Situation } from '../model.js';
import { normaliseText } from '../normalise-text.js';
import { forgivingly, readOutsideChat } from '../words.js';
import { languageMeantBy } from './language-names.js';

type ContactWrote = Extract<ConversationEvent, { type: 'contact-wrote' }>;

/** Behind it the language. */
const ID_PREFIX = 'language:';

/** The language a button stands for, when it is one of those that are offered; null: it is another button. */
function languageOfTap(id: string, { languages: { offered } }: Situation): Language | null {
  const language = id.startsWith(ID_PREFIX) ? id.slice(ID_PREFIX.length) : null;
  return isLanguage(language) && offered.includes(language) ? language : null;
}

/**
 * While a chat is open, also for a customer who has not seen its end yet: only a tap on the question still standing above it chooses, and
 * nothing is said. Null: the message is something else.
 */
export function chooseBesideChat(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision | null {
  if (!event.tapped || (!snapshot.chat && !snapshot.undo)) return null;
  const language = languageOfTap(event.tapped.id, situation);
  return language && { state: snapshot.state, context: snapshot.context, effects: [{ do: 'set-language', language }] };
}

/**
 * Outside a chat: which language this message is answered in, then the answer. What decides, in this order: a language that was chosen by
 * tap, name or number; the command word, which shows the choice; the language known of the contact; what the text shows it to be. Only a
 * first message that leaves it open is answered by the question, once, and never one that asks for a person.
 *
 * @param answer what the bot makes of the message otherwise; called at most once, with the language settled
 */
export function inTheirLanguage(
  snapshot: ConversationSnapshot,
  event: ContactWrote,
  situation: Situation,
  answer: (snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation) => Decision,
): Decision {
  const { offered } = situation.languages;
  if (offered.length < 2 || isAside(event.messageType)) return answer(snapshot, event, situation);
  const chosen = chosenBy(snapshot, event, situation);
  if (chosen !== null) return goOnIn(chosen, situation);
  const normalised = event.tapped || event.text === null ? '' : normaliseText(event.text);
  if (forgivingly(situation.catalogue.words.language).includes(normalised)) return ask(null, situation);
  // A tap is on something the bot has said; what is typed into a form, or as a rating, is an answer and no sample of a language.
  const isTold = !event.tapped && snapshot.state !== 'FORM' && snapshot.state !== 'AWAITING_RATING';
  if (!isTold || isKnown(snapshot.contact.language, offered)) return answer(snapshot, event, situation);

  const detected = situation.languages.detect(event.text ?? '', snapshot.contact.phone);
  const isFirst = snapshot.state === 'INITIAL';
  if (isFirst && !detected?.isSure && !asksForAPerson(normalised, situation)) return ask(detected?.language ?? null, situation);
  if (!detected) return answer(snapshot, event, situation);
  const { language } = detected;
  const known = { ...snapshot, contact: { ...snapshot.contact, language } };
  const decision = answer(known, event, { ...situation, ...situation.languages.speech(language) });
  return { ...decision, effects: [{ do: 'set-language', language }, ...decision.effects] };
}

function isKnown(language: string | null, offered: readonly Language[]): boolean {
  return isLanguage(language) && offered.includes(language);
}

/** By a button (or its number right after the question), or by the name of a language as the whole message. */
function chosenBy(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Language | null {
  if (event.tapped) return languageOfTap(event.tapped.id, situation);
  if (event.messageType !== 'text' || event.text === null) return null;
  if (snapshot.state === 'FORM' || snapshot.state === 'AWAITING_RATING') return null;
  return languageMeantBy(normaliseText(event.text), situation.languages.offered);
}

/** Whether a text holds a start word of any language on offer: then nothing stands between the customer and a person. */
function asksForAPerson(normalised: string, { languages }: Situation): boolean {
  return languages.offered.some((language) => readOutsideChat(languages.speech(language).catalogue.words, normalised) === 'start');
}

function goOnIn(language: Language, situation: Situation): Decision {
  const spoken = { ...situation, ...situation.languages.speech(language) };
  const menu = showMainMenu(spoken, 'language.set', { language: LANGUAGE_NAMES[language] });
  return { state: 'MAIN_MENU', context: {}, effects: [{ do: 'set-language', language }, menu] };
}

/** The question in every language on offer, because nobody knows which of them is read. @param likely stands first */
function ask(likely: Language | null, situation: Situation): Decision {
  const { languages, catalogue } = situation;
  const first = likely ?? languages.offered.find((language) => language === catalogue.language);
  const order = [...new Set([...(first ? [first] : []), ...languages.offered])];
  return { state: 'MAIN_MENU', context: {}, effects: [question(order, situation)] };
}

function question(order: readonly Language[], { languages }: Situation): Effect {
  return botSays(
    languageQuestion(order, (language) => languages.speech(language).catalogue.texts['language.ask']),
    'language.ask',
  );
}

/** @param asks the question in one language */
export function languageQuestion(order: readonly Language[], asks: (language: Language) => string): OutboundContent {
  const choices = order.map((language) => ({ id: `${ID_PREFIX}${language}`, title: LANGUAGE_NAMES[language] }));
  const asked = [...new Set(order.map(asks))].join('\n');
  if (choices.length <= MAX_BUTTONS) return { type: 'buttons', text: asked, buttons: choices };
  const numbered = choices.map(({ title }, index) => `${String(index + 1)}. ${title}`).join('\n');
  return { type: 'list', text: `${asked}\n\n${numbered}`, button: LIST_LABEL, rows: choices };
}

/** Opens the list: a sign that is understood where no word would be. */
const LIST_LABEL = '🌐';
