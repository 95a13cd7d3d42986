import {
  MAX_BUTTON_TITLE,
  MAX_BUTTONS,
  MAX_INTERACTIVE_BODY,
  MAX_LIST_BUTTON,
  MAX_LIST_ROW_DESCRIPTION,
  MAX_LIST_ROWS,
} from '@parley/vocabulary';
import type { Button, OutboundContent } from './content.js';
import { fill, MAX_SAID_NAME, NAME_KEYS, type Names } from './wording.js';

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

/** Every name as long as a name can get. */
export const LONGEST_NAMES: Names = Object.fromEntries(NAME_KEYS.map((key) => [key, 'W'.repeat(MAX_SAID_NAME)]));

/** A text with its names filled in, as long as it can get. */
export function longest(text: string): string {
  return fill(text, LONGEST_NAMES);
}
