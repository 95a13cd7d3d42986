import { BUTTON, LANGUAGE_NAMES, MAX_LIST_ROW_TITLE, type Language } from '@parley/vocabulary';
import { answerWithQuestion, suggestionsContent } from '../answers/answer-content.js';
import { MAX_SUGGESTIONS } from '../answers/suggestion.js';
import type { Catalogue, Menu, MenuEntry } from '../catalogue.js';
import type { OutboundContent } from '../content.js';
import { contentFaults, longest, LONGEST_NAMES } from '../content-faults.js';
import { ratingQuestion } from '../ending/end-chat.js';
import { languageQuestion } from '../languages/choose-language.js';
import { questionContent, summaryContent } from '../menu/form-content.js';
import type { Field, Form } from '../menu/form.js';
import { MENU_LEADS, type MenuLead } from '../menu/menu-leads.js';
import { answerContent, menuContent, waysOn, type Offer } from '../menu-content.js';
import { normaliseText } from '../normalise-text.js';
import { ENGLISH_TEXTS, TEXT_KEYS, type TextKey } from '../texts.js';
import { WRONG_ANSWERS, type WrongAnswer } from '../texts/forms.js';
import { fill, MAX_SAID_NAME, namesIn, type NameKey } from '../wording.js';
import { forgivingly, readOutsideChat } from '../words.js';
import { compilePlaybook } from './compile-playbook.js';
import type { MenuBranch, PlaybookDocument } from './document.js';
import { below, type PlaybookFault, type Verdict } from './fault.js';

/** What is wrong with one language of a playbook, gaps filled: every message it can make the bot say is held to WhatsApp's limits. */
export function* languageFaults(document: PlaybookDocument, language: Language): Generator<Verdict> {
  yield null;
  const judge = new LanguageJudge(document, language);
  yield null;
  yield* judge.faults();
}

/** What is wrong with the one message that is in all languages at once. */
export function* languageQuestionFaults(document: PlaybookDocument): Generator<PlaybookFault> {
  if (document.languages.length < 2) return;
  const asks = (language: Language): string => longest(compilePlaybook(document, language).catalogue.texts['language.ask']);
  for (const fault of contentFaults(languageQuestion(document.languages, asks)))
    yield { at: '/languages', message: `The question which of the languages to speak, asked in each of them, has ${fault}.` };
}

/** What an answer, a rule or an article may name. */
const BUSINESS_ALONE: readonly NameKey[] = ['business'];

class LanguageJudge {
  private readonly catalogue: Catalogue;
  private readonly offer: Offer;
  /** What may stand above a menu, as long as it can get. */
  private readonly leads: Readonly<Record<MenuLead, string>>;
  private readonly in: string;

  constructor(
    private readonly document: PlaybookDocument,
    private readonly language: Language,
  ) {
    this.catalogue = compilePlaybook(document, language).catalogue;
    this.offer = { catalogue: this.catalogue, supportChatEnabled: true };
    this.in = `In ${LANGUAGE_NAMES[language]}`;
    const { texts } = this.catalogue;
    this.leads = Object.fromEntries(MENU_LEADS.map((key) => [key, longest(texts[key])])) as Record<MenuLead, string>;
  }

  *faults(): Generator<Verdict> {
    yield* this.words();
    yield* this.texts();
    yield* this.branch(this.document.menu, this.catalogue.mainMenu, '/menu');
    yield* this.answers();
  }

  private *words(): Generator<Verdict> {
    for (const [list, phrases] of Object.entries(this.catalogue.words) as [string, readonly string[]][]) {
      const at = `/overrides/${this.language}/words/${list}`;
      if (phrases.length === 0) yield { at, message: `${this.in} nothing would be understood as this.` };
      for (const phrase of phrases) if (normaliseText(phrase) === '') yield { at, message: `"${phrase}" has neither letter nor digit.` };
      yield null;
    }
    const { words } = this.catalogue;
    // A word in two lists would do what stands in one of them, and be dead in the other.
    for (const list of ['end', 'menu', 'start', 'greeting', 'courtesy'] as const)
      yield* this.readOtherwise(list, (read) => read !== null && read !== list);
    yield* this.readOtherwise('optOut', (read) => read === 'end' || read === 'menu' || read === 'start');
    const optOut = forgivingly(words.optOut);
    for (const phrase of words.optIn)
      if (optOut.includes(normaliseText(phrase)))
        yield { at: `/overrides/${this.language}/words/optIn`, message: `"${phrase}" is a word that opts out.` };
  }

  private *readOtherwise(list: 'end' | 'menu' | 'start' | 'greeting' | 'courtesy' | 'optOut', isWrong: (read: Read | null) => boolean) {
    const { words } = this.catalogue;
    for (const phrase of words[list]) {
      const read = readOutsideChat(words, normaliseText(phrase));
      if (read !== null && isWrong(read))
        yield { at: `/overrides/${this.language}/words/${list}`, message: `"${phrase}" ${READ_AS[read]}` };
    }
  }

  private *texts(): Generator<Verdict> {
    for (const key of TEXT_KEYS) {
      // Held to the limit of a message with buttons even where it goes as plain text: buttons may be added to any of them.
      const text = this.catalogue.texts[key];
      yield* this.limits({ type: 'text', text: longest(text) }, this.textAt(key), key);
      yield* this.names(text, [...namesIn(ENGLISH_TEXTS[key]), ...BUSINESS_ALONE], this.textAt(key), key);
    }
    yield* this.limits(ratingQuestion(this.catalogue), this.textAt('rating.ask'), 'rating.ask, with its choices,');
    const several = Array.from({ length: MAX_SUGGESTIONS }, (_, index) => ({ id: String(index), title: 'W'.repeat(MAX_LIST_ROW_TITLE) }));
    const { text } = suggestionsContent(several, this.offer);
    yield* this.limits({ type: 'text', text }, this.textAt('answers.found'), 'answers.found, with its choices,');
    const { titles } = this.catalogue;
    for (const [key, title] of Object.entries(titles)) {
      const twin = Object.entries(titles).find(([other, same]) => other !== key && same === title);
      if (twin)
        yield { at: `/overrides/${this.language}/titles/${key}`, message: `${this.in} this title is the same as ${twin[0]}: "${title}".` };
    }
  }

  private textAt(key: TextKey): string {
    return `/overrides/${this.language}/texts/${key}`;
  }

  private *branch(branch: MenuBranch, menu: Menu, at: string): Generator<Verdict> {
    for (const enabled of [true, false]) {
      yield* this.limits(menuContent(this.catalogue, menu, enabled), below(at, 'entries'), 'the menu');
      for (const key of MENU_LEADS) {
        const content = menuContent(this.catalogue, menu, enabled, this.leads[key]);
        yield* this.limits(content, below(at, 'entries'), `the menu under the text ${key}`);
      }
      yield null;
    }
    for (const [index, node] of branch.entries.entries()) {
      const path = below(below(at, 'entries'), index);
      const entry = menu.entries[index];
      if (entry) yield* this.entry(entry, menu, path);
      const submenu = node.kind === 'submenu' ? this.catalogue.menus.get(node.id) : undefined;
      if (node.kind === 'submenu' && submenu) yield* this.branch(node, submenu, path);
    }
  }

  private *entry(entry: MenuEntry, menu: Menu, at: string): Generator<Verdict> {
    const { does } = entry;
    if (does.kind !== 'start-chat') yield* this.phrases(entry, at, entry.id === BUTTON.mainMenu);
    if (does.kind === 'answer') yield* this.says(does.text, (text) => answerContent(menu, text, this.offer), below(at, 'text'));
    if (does.kind === 'link') yield* this.says(does.text, (text) => ({ ...does, type: 'link', text }), below(at, 'text'));
    if (does.kind === 'fill-form') yield* this.form(does.form, menu, at);
  }

  private *form(form: Form, menu: Menu, at: string): Generator<Verdict> {
    const wrong = { wrong: this.longestWrongAnswer(), names: LONGEST_NAMES };
    for (const [index, field] of form.fields.entries()) {
      const path = below(below(at, 'fields'), index);
      const ask = below(path, 'ask');
      yield* this.limits(questionContent(form, field, this.offer, { isFirst: index === 0 }), ask, 'the question');
      yield* this.limits(questionContent(form, field, this.offer, { wrong }), ask, `the question under the text ${wrong.wrong}`);
      for (const [place, choice] of (field.type === 'choice' ? field.choices : []).entries()) {
        yield* this.phrases(choice, below(below(path, 'choices'), place), false);
      }
    }
    const answers = Object.fromEntries(form.fields.map((field) => [field.key, longestAnswer(field)]));
    yield* this.limits(summaryContent(form, { id: form.id, answers }, this.offer, wrong), below(at, 'fields'), 'the summary');
    if (form.then.kind === 'answer')
      yield* this.says(form.then.text, (text) => answerContent(menu, text, this.offer), below(below(at, 'then'), 'text'));
  }

  /** Of the rules and the articles. */
  private *answers(): Generator<Verdict> {
    const { catalogue, offer } = this;
    for (const [index, { id }] of this.document.rules.entries()) {
      yield null;
      const does = catalogue.rules.find((rule) => rule.id === id)?.does;
      if (does?.kind !== 'answer') continue;
      const buttons = waysOn(catalogue, offer.supportChatEnabled);
      yield* this.says(does.text, (text) => ({ type: 'buttons', text, buttons }), `/rules/${String(index)}/does/text`);
    }
    for (const [index, { answer }] of catalogue.articles.entries()) {
      yield null;
      yield* this.says(answer, (text) => answerWithQuestion(text, offer), `/articles/${String(index)}/answer`);
    }
  }

  /** What the business says in words of its own. */
  private *says(text: string, content: (filled: string) => OutboundContent, at: string): Generator<PlaybookFault> {
    yield* this.names(text, BUSINESS_ALONE, at, 'the answer');
    yield* this.limits(content(fill(text, { business: this.catalogue.business })), at, 'the answer');
  }

  private *names(text: string, allowed: readonly NameKey[], at: string, what: string): Generator<PlaybookFault> {
    for (const name of new Set(namesIn(text)))
      if (!allowed.includes(name)) yield { at, message: `${this.in} ${what} names {${name}}, which is not known there.` };
  }

  private longestWrongAnswer(): WrongAnswer {
    const length = (key: WrongAnswer): number => longest(this.catalogue.texts[key]).length;
    return WRONG_ANSWERS.reduce((one, other) => (length(other) > length(one) ? other : one));
  }

  /** A choice whose own words open a chat or show the menu instead could never be made by them. */
  private *phrases(
    { title, words }: { readonly title: string; readonly words: readonly string[] },
    at: string,
    isMainMenu: boolean,
  ): Generator<Verdict> {
    const own = below(below(at, 'words'), this.language);
    for (const [index, phrase] of [title, ...words].entries()) {
      yield null;
      const where = index === 0 ? below(below(at, 'title'), this.language) : below(own, index - 1);
      const normalised = normaliseText(phrase);
      if (normalised === '') yield { at: where, message: `"${phrase}" has neither letter nor digit: nobody could choose it by word.` };
      else if (/^\d{1,2}$/.test(normalised) && index > 0) yield { at: where, message: `"${phrase}" is the number of a choice.` };
      const read = readOutsideChat(this.catalogue.words, normalised);
      if (read !== null && !(read === 'menu' && isMainMenu)) yield { at: where, message: `"${phrase}" ${READ_AS[read]}` };
    }
  }

  private *limits(content: OutboundContent, at: string, what: string): Generator<PlaybookFault> {
    for (const fault of contentFaults(content)) yield { at, message: `${this.in} ${what} has ${fault}.` };
    if (/[{}]/.test(content.text)) yield { at, message: `${this.in} ${what} names something in braces that it cannot fill in.` };
  }
}

/** What makes the summary longest. */
function longestAnswer(field: Field): string {
  if (field.type === 'date') return '2026-11-22';
  if (field.type !== 'choice') return 'W'.repeat(MAX_SAID_NAME);
  return field.choices.reduce((one, other) => (other.title.length > one.title.length ? other : one)).value;
}

type Read = keyof typeof READ_AS;

const READ_AS = {
  end: 'is a word that ends a chat.',
  menu: 'is a word that shows the main menu.',
  start: 'contains a word that opens a chat.',
  greeting: 'is a greeting, which shows the main menu.',
  courtesy: 'is a courtesy, which is answered as one.',
} as const;
