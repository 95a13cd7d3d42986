import {
  BUTTON,
  MAX_BUTTON_TITLE,
  MAX_BUTTONS,
  MAX_INTERACTIVE_BODY,
  MAX_LIST_BUTTON,
  MAX_LIST_ROW_DESCRIPTION,
  MAX_LIST_ROWS,
} from '@parley/vocabulary';
import { MENU_NAMES, type Catalogue, type MenuEntry } from './catalogue.js';
import type { Button, OutboundContent } from './content.js';
import { menuContent, waysOn } from './menu-content.js';
import { normaliseText } from './normalise-text.js';
import { TEXT_KEYS } from './texts.js';
import { fill, MAX_SAID_NAME } from './wording.js';
import { readOutsideChat } from './words.js';

/** The ids the contract fixes, and what an entry of a menu may do under each. `end_chat` and `stay` belong to chats, never to a menu. */
const FIXED: Readonly<Record<string, (entry: MenuEntry) => boolean>> = {
  [BUTTON.support]: (entry) => entry.does.kind === 'start-chat',
  [BUTTON.mainMenu]: (entry) => entry.does.kind === 'open-menu' && entry.does.menu === 'main',
  [BUTTON.endChat]: () => false,
  [BUTTON.stay]: () => false,
};

/**
 * Throws, naming every fault, when a catalogue could make the bot say something WhatsApp refuses, whatever the names it fills in, or
 * when a choice could not be made by its words. The catalogue is data: whoever edits it meets this before a customer does.
 */
export function assertCatalogueSound(catalogue: Catalogue): void {
  const faults = [...wordFaults(catalogue), ...textFaults(catalogue), ...menuFaults(catalogue)];
  if (faults.length > 0) throw new Error(`The catalogue (${catalogue.language}) is unsound: ${faults.join('; ')}`);
}

/** What WhatsApp would not take of a message, in words; empty when nothing. */
export function* contentFaults(content: OutboundContent): Generator<string> {
  if (content.text.trim() === '') yield 'an empty text';
  // Catalogue texts are held to the interactive limit even where they go as plain text today: buttons may be added to any of them.
  if (content.text.length > MAX_INTERACTIVE_BODY) yield `a text of ${String(content.text.length)} characters`;
  if (content.type === 'buttons') {
    if (content.buttons.length < 1 || content.buttons.length > MAX_BUTTONS) yield `${String(content.buttons.length)} buttons`;
    yield* titleFaults(content.buttons);
  }
  if (content.type === 'list') {
    if (content.rows.length < 1 || content.rows.length > MAX_LIST_ROWS) yield `${String(content.rows.length)} rows`;
    if (!fits(content.button, MAX_LIST_BUTTON)) yield `the list button "${content.button}"`;
    yield* titleFaults(content.rows);
    for (const row of content.rows) {
      if (row.description !== undefined && !fits(row.description, MAX_LIST_ROW_DESCRIPTION)) yield `the description "${row.description}"`;
    }
  }
}

/** Titles of rows may be longer, but an entry becomes a button as soon as there are three or fewer. */
function* titleFaults(choices: readonly Button[]): Generator<string> {
  for (const { title } of choices) if (!fits(title, MAX_BUTTON_TITLE)) yield `the title "${title}"`;
  if (new Set(choices.map(({ title }) => title)).size < choices.length) yield 'two equal titles';
  if (new Set(choices.map(({ id }) => id)).size < choices.length) yield 'two equal ids';
}

function fits(text: string, limit: number): boolean {
  return text.trim() !== '' && text.length <= limit;
}

function* wordFaults({ words }: Catalogue): Generator<string> {
  for (const [list, phrases] of Object.entries(words) as [string, readonly string[]][]) {
    for (const phrase of phrases) if (normaliseText(phrase) === '') yield `an empty phrase in ${list}`;
  }
  for (const list of ['start', 'end', 'menu'] as const) if (words[list].length === 0) yield `no words in ${list}`;
}

function* textFaults(catalogue: Catalogue): Generator<string> {
  for (const key of TEXT_KEYS) {
    for (const fault of contentFaults({ type: 'text', text: longest(catalogue.texts[key] ?? '') })) yield `${key}: ${fault}`;
  }
  for (const title of Object.values(catalogue.titles)) if (!fits(title, MAX_BUTTON_TITLE)) yield `the title "${title}"`;
}

function* menuFaults(catalogue: Catalogue): Generator<string> {
  if (!catalogue.menus.main.entries.some((entry) => entry.id === BUTTON.support)) yield 'no way to a person in the main menu';
  for (const name of MENU_NAMES) {
    const menu = catalogue.menus[name];
    for (const enabled of [true, false]) {
      for (const key of TEXT_KEYS) {
        const content = menuContent(catalogue, menu, enabled, longest(catalogue.texts[key] ?? ''));
        for (const fault of contentFaults(content)) yield `menu ${name} under ${key}: ${fault}`;
      }
      for (const fault of contentFaults(menuContent(catalogue, menu, enabled))) yield `menu ${name}: ${fault}`;
    }
    for (const entry of menu.entries) yield* entryFaults(catalogue, entry, menu.back);
  }
}

function* entryFaults(catalogue: Catalogue, entry: MenuEntry, back: Button | undefined): Generator<string> {
  const fixed = FIXED[entry.id];
  if (fixed ? !fixed(entry) : !/^(menu|faq):[a-z0-9-]+$/.test(entry.id)) yield `the id ${entry.id}`;
  if (entry.does.kind === 'answer') {
    const buttons = [...(back ? [back] : []), ...waysOn(catalogue, true)];
    for (const fault of contentFaults({ type: 'buttons', text: longest(entry.does.text), buttons })) yield `${entry.id}: ${fault}`;
  }
  if (entry.does.kind === 'start-chat') return;
  // A choice whose own words open a chat or show the menu instead could never be chosen by them.
  for (const phrase of [entry.title, ...entry.words]) {
    const read = readOutsideChat(catalogue.words, normaliseText(phrase));
    if (read !== null && !(read === 'menu' && entry.id === BUTTON.mainMenu))
      yield `"${phrase}" of ${entry.id} is a word for something else`;
  }
}

/** A text with every name as long as a name can get. */
function longest(text: string): string {
  const name = 'W'.repeat(MAX_SAID_NAME);
  return fill(text, { name, agent: name, business: name });
}
