import { BUTTON, LANGUAGE_NAMES, MAX_LIST_ROWS, type Language } from '@parley/vocabulary';
import { isDay } from '../menu/read-date.js';
import { languageFaults, languageQuestionFaults } from './language-faults.js';
import type { FormField, FormNode, Localised, MenuBranch, MenuNode, PlaybookDocument } from './document.js';
import { below, count, firstOf, isFault, type PlaybookFault, type Verdict } from './fault.js';

/** Choices of a whole playbook: a text is compared with the words of each. */
const MAX_NODES = 300;
/**
 * What a playbook of the right shape could make the bot do wrong: say something WhatsApp refuses, offer something that cannot be chosen,
 * or lead nowhere. In every language it offers. Whoever edits it meets this before a customer does.
 */
export function playbookFaults(document: PlaybookDocument): readonly PlaybookFault[] {
  return [...playbookVerdicts(document)].filter(isFault);
}

/** The same, piece by piece. */
export function playbookVerdicts(document: PlaybookDocument): Iterable<Verdict> {
  return firstOf(everyVerdict(document));
}

function* everyVerdict(document: PlaybookDocument): Generator<Verdict> {
  yield* headFaults(document);
  yield* defaultFaults(document, '', document.defaultLanguage);
  const tree = new Tree(document);
  yield* tree.faults();
  // A tree of ten thousand would be put together in seven languages, to be told that it is too big.
  if (tree.isTooBig) return;
  for (const language of document.languages) yield* languageFaults(document, language);
  yield* languageQuestionFaults(document);
}

function* headFaults({ languages, defaultLanguage, rules, articles }: PlaybookDocument): Generator<PlaybookFault> {
  if (!languages.includes(defaultLanguage)) yield { at: '/defaultLanguage', message: 'The default language must be one of the languages.' };
  yield* repeated(languages, '/languages', (language) => [language, `${LANGUAGE_NAMES[language]} is there twice.`]);
  yield* repeated(rules, '/rules', ({ id }) => [id, `The id ${id} is there twice.`]);
  yield* repeated(articles, '/articles', ({ id }) => [id, `The id ${id} is there twice.`]);
}

/** Every item whose key another one before it has. */
function* repeated<T>(
  items: readonly T[],
  at: string,
  describe: (item: T, index: number) => readonly [key: string, message: string],
): Generator<PlaybookFault> {
  const seen = new Set<string>();
  for (const [index, item] of items.entries()) {
    const [key, message] = describe(item, index);
    if (seen.has(key)) yield { at: below(at, index), message };
    seen.add(key);
  }
}

const LOCALISED = new Set(['lead', 'button', 'title', 'description', 'text', 'url', 'back', 'intro', 'label', 'ask', 'question', 'answer']);

/** Every text must be there in the language that others fall back to. */
function* defaultFaults(value: unknown, at: string, language: Language): Generator<Verdict> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (typeof item !== 'object') continue;
      yield* defaultFaults(item, below(at, index), language);
      yield null;
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      if (at === '' && name === 'overrides') continue;
      const isText = LOCALISED.has(name) && typeof item === 'object' && item !== null;
      if (!isText) yield* defaultFaults(item, below(at, name), language);
      else if ((item as Localised)[language] === undefined)
        yield {
          at: below(below(at, name), language),
          message: `The words in ${LANGUAGE_NAMES[language]}, the default language, are missing.`,
        };
    }
  }
}

/** What is wrong with the tree whatever the language. */
class Tree {
  private readonly ids = new Set<string>();
  private nodes = 0;

  constructor(private readonly document: PlaybookDocument) {}

  get isTooBig(): boolean {
    return this.nodes > MAX_NODES;
  }

  *faults(): Generator<PlaybookFault> {
    const { menu, rules } = this.document;
    yield* this.branch(menu, '/menu', null, BUTTON.mainMenu);
    if (!menu.entries.some(({ id }) => id === BUTTON.support))
      yield { at: '/menu/entries', message: 'The main menu needs a way to a person: an entry of the kind support with the id support.' };
    if (this.isTooBig)
      yield { at: '/menu', message: `There are ${count(this.nodes)} choices in all; at most ${count(MAX_NODES)} are possible.` };
    for (const [index, { does }] of rules.entries()) {
      if (does.kind === 'entry' && !this.ids.has(does.id) && does.id !== BUTTON.support && does.id !== BUTTON.mainMenu)
        yield { at: `/rules/${String(index)}/does/id`, message: `No entry of the menu has the id ${does.id}.` };
    }
  }

  private *branch(branch: MenuBranch, at: string, parentId: string | null, id: string): Generator<PlaybookFault> {
    const entries = below(at, 'entries');
    const given = MAX_LIST_ROWS - waysAdded(branch, parentId);
    if (branch.entries.length > given)
      yield {
        at: entries,
        message: `This menu has ${count(branch.entries.length)} entries; ${count(given)} are possible, because WhatsApp shows ${count(MAX_LIST_ROWS)} and the ways back and to a person are added.`,
      };
    for (const [index, node] of branch.entries.entries()) {
      yield* this.node(node, below(entries, index), id);
    }
    // Of the others `node` has seen every one of the whole tree.
    const isFixed = ({ id: nodeId }: MenuNode): boolean => nodeId === BUTTON.support || nodeId === BUTTON.mainMenu;
    yield* repeated(branch.entries, entries, (node, index) => [
      isFixed(node) ? node.id : String(index),
      `The id ${node.id} is there twice.`,
    ]);
  }

  private *node(node: MenuNode, at: string, menuId: string): Generator<PlaybookFault> {
    this.nodes += 1;
    const fixed = node.id === BUTTON.support ? 'support' : node.id === BUTTON.mainMenu ? 'main-menu' : null;
    if (fixed !== null && node.kind !== fixed)
      yield { at: below(at, 'id'), message: `The id ${node.id} belongs to an entry of the kind ${fixed}, and never means anything else.` };
    if (node.kind === 'main-menu' && fixed === null)
      yield { at: below(at, 'id'), message: 'The id of an entry that leads to the main menu is main_menu.' };
    if (fixed === null) {
      if (this.ids.has(node.id)) yield { at: below(at, 'id'), message: `The id ${node.id} belongs to another entry already.` };
      this.ids.add(node.id);
    }
    if (node.kind === 'submenu') yield* this.branch(node, at, menuId, node.id);
    if (node.kind === 'form') yield* formFaults(node, at);
  }
}

/** How many ways out a submenu gets beside its own entries. */
function waysAdded({ entries }: MenuBranch, parentId: string | null): number {
  if (parentId === null) return 0;
  const has = (id: string): boolean => entries.some((entry) => entry.id === id);
  return (parentId === BUTTON.mainMenu ? 0 : 1) + (has(BUTTON.support) ? 0 : 1) + (has(BUTTON.mainMenu) ? 0 : 1);
}

function* formFaults({ fields }: FormNode, at: string): Generator<PlaybookFault> {
  const path = below(at, 'fields');
  yield* repeated(fields, path, ({ key }) => [key, `Another question keeps its answer under ${key} already.`]);
  for (const [index, field] of fields.entries()) yield* fieldFaults(field, below(path, index));
}

function* fieldFaults(field: FormField, at: string): Generator<PlaybookFault> {
  if (field.key === 'name' && field.type !== 'name')
    yield { at: below(at, 'key'), message: 'Only a question of the type name is kept under name.' };
  switch (field.type) {
    case 'number':
      if (field.min !== undefined && field.max !== undefined && field.min > field.max)
        yield { at: below(at, 'min'), message: 'The least possible number is greater than the greatest.' };
      return;
    case 'date':
      for (const name of ['from', 'to'] as const) {
        const day = field[name];
        if (day !== undefined && day !== 'today' && !isDay(day)) yield { at: below(at, name), message: `There is no day ${day}.` };
      }
      if (field.from !== undefined && field.to !== undefined && field.from !== 'today' && field.to !== 'today' && field.from > field.to)
        yield { at: below(at, 'from'), message: 'The first possible day comes after the last.' };
      return;
    case 'choice': {
      const path = below(at, 'choices');
      const most = MAX_LIST_ROWS - (field.optional ? 1 : 0);
      if (field.choices.length > most)
        yield { at: path, message: `There are ${count(field.choices.length)} choices; ${count(most)} are possible beside Skip.` };
      yield* repeated(field.choices, path, ({ value }) => [value, `Another choice is kept as ${value} already.`]);
      return;
    }
    case 'text':
    case 'name':
    case 'email':
    case 'phone':
      return;
  }
}
