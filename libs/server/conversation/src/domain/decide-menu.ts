import { BUTTON } from '@parley/vocabulary';
import { isAside } from './asides.js';
import { answerWithQuestion } from './answers/answer-content.js';
import { decideSuggestions } from './answers/decide-suggestions.js';
import { HELPED_ID, readFollowUp, type Answering } from './answers/follow-up.js';
import { readOffer } from './answers/read-offer.js';
import { findRule, type AnswerRule } from './answers/rule.js';
import type { Catalogue } from './catalogue.js';
import { botSays, giveAnswer, openChat, showMainMenu, showMenu, tell } from './effects.js';
import { findEntryById, findEntryByText, type FoundEntry } from './find-entry.js';
import { startForm } from './menu/decide-form.js';
import { offeredEntries, waysOn } from './menu-content.js';
import type { MenuLead } from './menu/menu-leads.js';
import { isMenuGone, menuShown, placeIn } from './menu/place.js';
import type { ConversationContext, ConversationEvent, ConversationSnapshot, Decision, Effect, Situation } from './model.js';
import { normaliseText } from './normalise-text.js';
import { isNumber, menuChoice } from './numbers.js';
import type { TextKey } from './texts.js';
import { fill, type Names } from './wording.js';
import { readOutsideChat } from './words.js';

type ContactWrote = Extract<ConversationEvent, { type: 'contact-wrote' }>;

/** After so long a silence a greeting is a new beginning. */
const WELCOME_EVERY_MS = 12 * 60 * 60_000;

/** Nothing is remembered after a message the bot has understood. */
const FRESH: ConversationContext = {};

/** What the bot makes of a customer's message outside a chat. One message is answered by one message. */
export function decideMenu(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision {
  return sayWhatWasAsked(decideMessage(snapshot, event, situation), snapshot);
}

function decideMessage(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision {
  if (isAside(event.messageType)) return { state: snapshot.state, context: snapshot.context, effects: [] };
  if (event.tapped) return decideTap(snapshot, event.tapped.id, situation);
  // A caption is a text too: "help me" under a photo asks for a person.
  const understood = event.text === null ? null : decideText(snapshot, event.text, situation);
  if (understood) return understood;
  const suggested = event.messageType === 'text' && event.text !== null ? decideSuggestions(snapshot, event.text, situation) : null;
  if (suggested) return remember(stay(snapshot, suggested.effects, situation), suggested.answering);
  if (snapshot.state === 'INITIAL') return welcome(snapshot, situation);
  // A tap on something we never sent, a form without words: nothing to read, so it is shown to a person like a picture.
  if (event.messageType === 'text' || (event.messageType === 'interactive' && event.text !== null))
    return misunderstood(snapshot, situation);
  if (event.messageType === 'sticker') return mainMenu(situation);
  return answerMedia(snapshot, event, situation);
}

/** Whether the bot knows what to do with a text: a word, a number, an entry. Emoji and "???" say nothing it knows. */
export function isUnderstood(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): boolean {
  return event.text !== null && normaliseText(event.text) !== '' && decideText(snapshot, event.text, situation) !== null;
}

/** The main menu, as if it had been asked for. */
export function openMainMenu(situation: Situation): Decision {
  return mainMenu(situation);
}

function decideTap(snapshot: ConversationSnapshot, id: string, situation: Situation): Decision {
  if (id === BUTTON.support) return startChat('menu', situation, supportTeam(snapshot, situation));
  if (id === BUTTON.mainMenu) return mainMenu(situation);
  if (id === HELPED_ID) return mainMenu(situation, 'answers.helped');
  const found = findEntryById(situation.catalogue, id);
  if (found) return choose(snapshot, found, 'menu', situation);
  const article = situation.catalogue.articles.find((candidate) => candidate.id === id);
  if (article) return giveArticle(snapshot, article.answer, snapshot.context.answering?.asked ?? article.question, situation);
  // End Chat and Stay of a chat that is over, and whatever we do not offer any more: explained, nothing changed.
  return snapshot.state === 'INITIAL' ? welcome(snapshot, situation) : explainTap(snapshot, situation);
}

/** The menu they were in, again. */
function explainTap(snapshot: ConversationSnapshot, situation: Situation): Decision {
  return stay(snapshot, [showMenu(menuShown(snapshot, situation.catalogue), situation, 'menu.stale')], situation);
}

/** Whether a tap on this leads anywhere outside a chat. */
export function isOffered(id: string, { catalogue }: Situation): boolean {
  const fixed: readonly string[] = [BUTTON.support, BUTTON.mainMenu, HELPED_ID];
  return fixed.includes(id) || findEntryById(catalogue, id) !== null || catalogue.articles.some((article) => article.id === id);
}

/** Null: not understood. */
function decideText(snapshot: ConversationSnapshot, text: string, situation: Situation): Decision | null {
  const { catalogue, supportChatEnabled } = situation;
  const normalised = normaliseText(text);
  const first = snapshot.state === 'INITIAL';
  switch (readOutsideChat(catalogue.words, normalised)) {
    // Whoever begins with a word of the bot is welcomed: no question stands in it that an article could answer.
    case 'end':
      return first ? welcome(snapshot, situation) : mainMenu(situation, 'menu.no-chat');
    case 'menu':
      return first ? welcome(snapshot, situation) : mainMenu(situation);
    case 'start':
      return startChat('word', situation, supportTeam(snapshot, situation));
    case 'greeting':
      return first ? welcome(snapshot, situation) : greet(snapshot, situation);
    case 'courtesy':
      return first
        ? welcome(snapshot, situation)
        : stay(snapshot, [tell(situation, 'menu.courtesy', { names: { name: snapshot.contact.name } })], situation);
    case null:
      break;
  }
  // Nothing but emoji or punctuation is no question to apologise for.
  if (normalised === '') return first ? null : mainMenu(situation);
  // Who has seen no menu yet has seen no number either.
  if (first && /^\d+$/.test(normalised)) return null;
  const meant = readFollowUp(snapshot.context, catalogue.words, normalised);
  if (meant) return decideTap(snapshot, meant === 'helped' ? HELPED_ID : BUTTON.support, situation);
  const wanted = supportChatEnabled ? readOffer(snapshot.context, catalogue, normalised) : null;
  if (wanted) return wanted === 'person' ? startChat('word', situation, supportTeam(snapshot, situation)) : mainMenu(situation);
  const rule = findRule(catalogue.rules, normalised, (one) => situation.hours.of(teamOf(one, catalogue))?.isOpen(situation.now) ?? true);
  if (rule) return follow(snapshot, rule, situation);
  if (isNumber(normalised)) return chooseByNumber(snapshot, normalised, situation);
  const found = findEntryByText(catalogue, menuShown(snapshot, catalogue), normalised, supportChatEnabled);
  return found ? choose(snapshot, found, 'word', situation) : null;
}

/** What stood at that place of the menu they saw, wherever it stands by now; gone, it explains itself. Null: nothing stood there. */
function chooseByNumber(snapshot: ConversationSnapshot, number: string, situation: Situation): Decision | null {
  const { catalogue, supportChatEnabled } = situation;
  const menu = menuShown(snapshot, catalogue);
  const id = menuChoice(snapshot, number);
  if (id === null) return null;
  if (id === undefined) {
    // Which menu that was, nobody knows any more; in another one it would choose something else.
    if (isMenuGone(snapshot, catalogue)) return mainMenu(situation, 'menu.stale');
    const entry = offeredEntries(menu, supportChatEnabled)[Number(number) - 1];
    return entry ? choose(snapshot, { menu, entry }, 'word', situation) : null;
  }
  const entry = menu.entries.find((candidate) => candidate.id === id);
  return entry ? choose(snapshot, { menu, entry }, 'word', situation) : decideTap(snapshot, id, situation);
}

function choose(snapshot: ConversationSnapshot, found: FoundEntry, origin: 'menu' | 'word', situation: Situation): Decision {
  const { catalogue, supportChatEnabled } = situation;
  const { does } = found.entry;
  switch (does.kind) {
    case 'start-chat':
      return startChat(origin, situation, does.teamId);
    case 'open-menu': {
      const menu = catalogue.menus.get(does.menu) ?? catalogue.mainMenu;
      return { ...placeIn(menu, catalogue), effects: [showMenu(menu, situation)] };
    }
    case 'answer':
      return stay(snapshot, [giveAnswer(found.menu, does.text, situation)], situation);
    case 'link': {
      const { text, button, url } = does;
      return stay(snapshot, [botSays({ type: 'link', text: fill(text, { business: catalogue.business }), button, url })], situation);
    }
    case 'fill-form':
      // Nobody answers three questions to hear that nobody is there.
      if (!supportChatEnabled && does.form.then.kind === 'support') return mainMenu(situation, 'support.off');
      return startForm(does.form, situation);
  }
}

/** Whose hours a rule goes by: those of the team it leads to, else the default team's. */
function teamOf({ does }: AnswerRule, catalogue: Catalogue): string | null {
  const entry = does.kind === 'entry' ? findEntryById(catalogue, does.id)?.entry : undefined;
  return entry?.does.kind === 'start-chat' ? entry.does.teamId : null;
}

/** What a rule says. An entry that is no longer there is as good as no rule, and the menu knows nothing better than itself. */
function follow(snapshot: ConversationSnapshot, { does }: AnswerRule, situation: Situation): Decision {
  const { catalogue, supportChatEnabled } = situation;
  if (does.kind === 'entry') {
    const found = findEntryById(catalogue, does.id);
    return found ? choose(snapshot, found, 'word', situation) : mainMenu(situation);
  }
  const text = fill(does.text, { business: catalogue.business });
  const said = botSays({ type: 'buttons', text, buttons: waysOn(catalogue, supportChatEnabled) });
  return stay(snapshot, [{ ...said, choices: 'ways-on' }], situation);
}

function giveArticle(snapshot: ConversationSnapshot, answer: string, asked: string, situation: Situation): Decision {
  return remember(stay(snapshot, [botSays(answerWithQuestion(answer, situation), 'answers.ask')], situation), { asked });
}

function remember(decision: Decision, answering: Answering): Decision {
  return { ...decision, context: { ...decision.context, answering } };
}

/** A chat that follows on an answer that did not help: the agent sees what was asked. */
function sayWhatWasAsked(decision: Decision, { context: { answering } }: ConversationSnapshot): Decision {
  if (!answering) return decision;
  const effects = decision.effects.map((effect) => (effect.do === 'open-chat' ? { ...effect, about: answering.asked } : effect));
  return { ...decision, effects };
}

/** Whose queue Chat Support means, tapped or in words: that of the menu the customer is in. Null: the default team's. */
function supportTeam(snapshot: ConversationSnapshot, { catalogue }: Situation): string | null {
  const entry = menuShown(snapshot, catalogue).entries.find(({ id }) => id === BUTTON.support);
  return entry?.does.kind === 'start-chat' ? entry.does.teamId : null;
}

function startChat(origin: 'menu' | 'word', situation: Situation, teamId: string | null): Decision {
  if (!situation.supportChatEnabled) return mainMenu(situation, 'support.off');
  return { state: 'CHAT_SUPPORT_ACTIVE', context: FRESH, effects: [openChat(origin, teamId)] };
}

/** The whole welcome is for who has been away; nobody is told twice within twelve hours whom they are writing to. */
function greet(snapshot: ConversationSnapshot, situation: Situation): Decision {
  const { lastWroteAt } = snapshot;
  const isBack = lastWroteAt !== null && situation.now.getTime() - lastWroteAt.getTime() <= WELCOME_EVERY_MS;
  return isBack ? mainMenu(situation, 'menu.back', { name: snapshot.contact.name }) : welcome(snapshot, situation);
}

function welcome(snapshot: ConversationSnapshot, situation: Situation): Decision {
  return mainMenu(situation, 'menu.welcome', { name: snapshot.contact.name });
}

function mainMenu(situation: Situation, lead?: MenuLead, names?: Names): Decision {
  return { state: 'MAIN_MENU', context: FRESH, effects: [showMainMenu(situation, lead, names)] };
}

/** First the choices again; from the second time in a row on the way to a person, where there is one. */
function misunderstood(snapshot: ConversationSnapshot, situation: Situation): Decision {
  const { catalogue, supportChatEnabled } = situation;
  const times = Math.min((snapshot.context.misunderstood ?? 0) + 1, 2);
  const menu = menuShown(snapshot, catalogue);
  const { state, context } = placeIn(menu, catalogue);
  const stays = (effect: Effect): Decision => ({ state, context: { ...context, misunderstood: times }, effects: [effect] });
  if (times === 1 || !supportChatEnabled) {
    return stays(showMenu(menu, situation, 'menu.unknown.1'));
  }
  return stays(tell(situation, 'menu.unknown.2', { buttons: waysOn(catalogue, supportChatEnabled) }));
}

/** Photos, voice, places, cards, and what we do not know: said once, until something is written again. */
function answerMedia(snapshot: ConversationSnapshot, event: ContactWrote, situation: Situation): Decision {
  const { catalogue, supportChatEnabled } = situation;
  if (snapshot.context.mediaAnswered) return { state: snapshot.state, context: snapshot.context, effects: [] };
  const key: TextKey =
    event.messageType === 'audio' ? 'voice.bot' : event.messageType === 'unsupported' ? 'media.unsupported' : 'media.bot';
  const answer = supportChatEnabled ? tell(situation, key, { buttons: waysOn(catalogue, true) }) : showMainMenu(situation, 'media.off');
  const place = placeIn(supportChatEnabled ? menuShown(snapshot, catalogue) : catalogue.mainMenu, catalogue);
  const { misunderstood } = snapshot.context;
  const context = { ...place.context, ...(misunderstood === undefined ? {} : { misunderstood }), mediaAnswered: true };
  return { state: place.state, context, effects: [answer] };
}

/** An answer that shows no menu leaves the one shown last where it is: numbers go on meaning what the customer sees. */
function stay(snapshot: ConversationSnapshot, effects: readonly Effect[], { catalogue }: Situation): Decision {
  return { ...placeIn(menuShown(snapshot, catalogue), catalogue), effects };
}
