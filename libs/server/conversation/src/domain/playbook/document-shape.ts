import {
  LANGUAGES,
  MAX_BUTTON_TITLE,
  MAX_INTERACTIVE_BODY,
  MAX_LIST_BUTTON,
  MAX_LIST_ROW_DESCRIPTION,
  MAX_LIST_ROW_TITLE,
  MAX_LIST_ROWS,
} from '@parley/vocabulary';
import { words } from '../languages/en/words.js';
import { TEXT_KEYS } from '../texts.js';
import { TITLE_KEYS } from '../titles.js';
import type { PlaybookDocument } from './document.js';
import { firstOf, isFault, type PlaybookFault, type Verdict } from './fault.js';
import { finiteNumber, line, list, object, oneOf, text, variant, wholeNumber, yesOrNo, type Check } from './shape.js';

/** Levels of menus, the main menu included: nobody finds their way back from deeper, and every level is one more message to read. */
export const MAX_MENU_DEPTH = 5;
/** Questions of one form: the answers stay in the conversation's row until they are confirmed, and nobody answers more in a chat. */
export const MAX_FORM_FIELDS = 10;
/** Longest answer kept of one question; what is longer belongs into a chat. */
export const MAX_FORM_ANSWER = 300;
/** Rules are tried one after the other for every text. */
const MAX_RULES = 200;
/** Articles are searched in memory, in every language of the playbook. */
const MAX_ARTICLES = 500;
/** Phrases of one entry; each is compared with every text. */
const MAX_PHRASES = 60;
const MAX_PHRASE = 100;
/** Longest URL that browsers and phones agree on; Meta names no limit of its own. */
const MAX_URL = 2_000;

const inEveryLanguage = (each: Check): Check => object({}, Object.fromEntries(LANGUAGES.map((language) => [language, each])));
const label = (max: number): Check => inEveryLanguage(line(max));
const phrases = inEveryLanguage(list(text(MAX_PHRASE), 0, MAX_PHRASES));
const title = label(MAX_BUTTON_TITLE);
const body = inEveryLanguage(text(MAX_INTERACTIVE_BODY));
const url = inEveryLanguage(
  text(MAX_URL, { match: /^https:\/\/[^\s/?#]+\.[^\s]+$/, sentence: 'This must be an address that begins with https://.' }),
);

const nodeId = text(60, {
  match: /^(menu:[a-z0-9]+(-[a-z0-9]+)*|support|main_menu)$/,
  sentence: 'An id is menu: and small letters, digits and single dashes (or support, main_menu).',
});
const idWith = (prefix: string): Check =>
  text(60, {
    match: new RegExp(`^${prefix}:[a-z0-9]+(-[a-z0-9]+)*$`),
    sentence: `An id is ${prefix}: and small letters, digits and single dashes.`,
  });
const key = text(40, { match: /^[a-z][a-z0-9_]*$/, sentence: 'A key is a small letter, then small letters, digits and underscores.' });
const value = text(40, { match: /^[a-z0-9]+(-[a-z0-9]+)*$/, sentence: 'A value is made of small letters, digits and single dashes.' });
const date = text(10, {
  match: /^(today|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$/,
  sentence: 'A date is written 2026-11-22, or today.',
});
const team = text(36, { match: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, sentence: 'A team is named by its id.' });

const question = { key, label: label(MAX_LIST_ROW_TITLE), ask: body };
const optionalQuestion = { optional: yesOrNo };
const field = variant('type', {
  text: object({ ...question, type: oneOf(['text']) }, { ...optionalQuestion, maxLength: wholeNumber(1, MAX_FORM_ANSWER) }),
  name: object({ ...question, type: oneOf(['name']) }, optionalQuestion),
  email: object({ ...question, type: oneOf(['email']) }, optionalQuestion),
  number: object({ ...question, type: oneOf(['number']) }, { ...optionalQuestion, min: finiteNumber, max: finiteNumber, whole: yesOrNo }),
  date: object({ ...question, type: oneOf(['date']) }, { ...optionalQuestion, from: date, to: date }),
  phone: object({ ...question, type: oneOf(['phone']) }, optionalQuestion),
  choice: object(
    {
      ...question,
      type: oneOf(['choice']),
      choices: list(object({ value, title }, { words: phrases }), 1, MAX_LIST_ROWS),
    },
    optionalQuestion,
  ),
});

type Fields = Readonly<Record<string, Check>>;

/** @param depth of the menu; the main menu is 1 */
function branchFields(depth: number): readonly [required: Fields, optional: Fields] {
  return [{ lead: body, entries: list(node(depth), 1, MAX_LIST_ROWS) }, { button: label(MAX_LIST_BUTTON) }];
}

/** @param depth of the menu it stands in */
function node(depth: number): Check {
  const kind = (name: string, required: Fields, optional: Fields = {}): Check =>
    object(
      { id: nodeId, title, kind: oneOf([name]), ...required },
      { description: label(MAX_LIST_ROW_DESCRIPTION), words: phrases, ...optional },
    );
  return variant('kind', {
    answer: kind('answer', { text: body }),
    submenu: depth < MAX_MENU_DEPTH ? submenu(kind, depth + 1) : tooDeep,
    link: kind('link', { text: body, button: title, url }),
    support: kind('support', {}, { team }),
    'main-menu': kind('main-menu', {}),
    form: kind('form', { fields: list(field, 1, MAX_FORM_FIELDS), then: afterForm }, { intro: body }),
  });
}

function submenu(kind: (name: string, required: Fields, optional: Fields) => Check, depth: number): Check {
  const [required, optional] = branchFields(depth);
  return kind('submenu', required, { ...optional, back: title });
}

const tooDeep: Check = function* (_, at) {
  yield { at, message: `Menus lie at most ${String(MAX_MENU_DEPTH)} levels deep.` };
};

const afterForm = variant('kind', {
  answer: object({ kind: oneOf(['answer']), text: body }),
  support: object({ kind: oneOf(['support']) }, { team }),
});

const overrides = object(
  {},
  {
    texts: object({}, Object.fromEntries(TEXT_KEYS.map((name) => [name, text(MAX_INTERACTIVE_BODY)]))),
    words: object({}, Object.fromEntries(Object.keys(words).map((name) => [name, list(text(MAX_PHRASE), 0, MAX_PHRASES)]))),
    titles: object({}, Object.fromEntries(TITLE_KEYS.map((name) => [name, line(MAX_BUTTON_TITLE)]))),
  },
);

const rule = object(
  {
    id: idWith('rule'),
    words: phrases,
    match: oneOf(['whole', 'part']),
    does: variant('kind', {
      answer: object({ kind: oneOf(['answer']), text: body }),
      entry: object({ kind: oneOf(['entry']), id: nodeId }),
    }),
  },
  { languages: list(oneOf(LANGUAGES), 1, LANGUAGES.length), hours: oneOf(['open', 'closed']) },
);

const article = object({ id: idWith('article'), title: label(MAX_LIST_ROW_TITLE), question: body, answer: body }, { words: phrases });

const document = object({
  format: oneOf([1]),
  business: line(60),
  defaultLanguage: oneOf(LANGUAGES),
  languages: list(oneOf(LANGUAGES), 1, LANGUAGES.length),
  menu: object(...branchFields(1)),
  overrides: inEveryLanguage(overrides),
  rules: list(rule, 0, MAX_RULES),
  articles: list(article, 0, MAX_ARTICLES),
});

/** What is wrong with the shape of a document from outside: a request, a file, a row of an earlier release. */
export function shapeVerdicts(value: unknown): Iterable<Verdict> {
  return firstOf(document(value, ''));
}

/** A document from outside. Only its shape is judged here; `playbookFaults` judges what it means. */
export function readPlaybookDocument(
  value: unknown,
): { readonly document: PlaybookDocument } | { readonly faults: readonly PlaybookFault[] } {
  const faults = [...shapeVerdicts(value)].filter(isFault);
  return faults.length > 0 ? { faults } : { document: value as PlaybookDocument };
}
