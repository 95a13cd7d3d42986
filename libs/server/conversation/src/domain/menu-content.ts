import { BUTTON, MAX_BUTTONS } from '@parley/vocabulary';
import type { Catalogue, Menu, MenuEntry } from './catalogue.js';
import type { Button, ListRow, OutboundContent } from './content.js';
import type { Situation } from './model.js';
import { fill } from './wording.js';

/** What a message that offers something depends on. */
export type Offer = Pick<Situation, 'catalogue' | 'supportChatEnabled'>;

/** Menus and what stands in them change only with the catalogue, and are shown all day: put together once. */
const withoutChats = new WeakMap<Menu, readonly MenuEntry[]>();
const listed = new WeakMap<readonly ListRow[], { readonly numbered: string; readonly rows: readonly ListRow[] }>();

/** The entries of a menu that are on offer: without chat support there is no way into a chat. */
export function offeredEntries(menu: Menu, supportChatEnabled: boolean): readonly MenuEntry[] {
  if (supportChatEnabled) return menu.entries;
  let offered = withoutChats.get(menu);
  if (!offered) withoutChats.set(menu, (offered = menu.entries.filter((entry) => !leadsToChat(entry))));
  return offered;
}

function leadsToChat({ does }: MenuEntry): boolean {
  return does.kind === 'start-chat' || (does.kind === 'fill-form' && does.form.then.kind === 'support');
}

/** A menu as a message. */
export function menuContent(catalogue: Catalogue, menu: Menu, supportChatEnabled: boolean, lead: string = menu.lead): OutboundContent {
  return choicesContent(catalogue, lead, menu.button, offeredEntries(menu, supportChatEnabled));
}

/**
 * Choices under a text: buttons up to three, a list above. Old phones do not open lists, so the text of a list shows every choice with the
 * number that chooses it too. Without any choice it is the text alone.
 */
export function choicesContent(catalogue: Catalogue, lead: string, button: string, choices: readonly ListRow[]): OutboundContent {
  if (choices.length === 0) return { type: 'text', text: lead };
  if (choices.length <= MAX_BUTTONS) return { type: 'buttons', text: lead, buttons: choices.map(({ id, title }) => ({ id, title })) };
  const { numbered, rows } = listOf(choices);
  return { type: 'list', text: `${lead}\n\n${numbered}\n\n${catalogue.texts['menu.hint']}`, button, rows };
}

function listOf(choices: readonly ListRow[]): { readonly numbered: string; readonly rows: readonly ListRow[] } {
  let list = listed.get(choices);
  if (!list) {
    const numbered = choices.map(({ title }, index) => `${String(index + 1)}. ${title}`).join('\n');
    const rows = choices.map(({ id, title, description }) => ({ id, title, ...(description === undefined ? {} : { description }) }));
    listed.set(choices, (list = { numbered, rows }));
  }
  return list;
}

/** An answer given out of a menu, with the ways on under it. */
export function answerContent(menu: Menu, text: string, { catalogue, supportChatEnabled }: Offer): OutboundContent {
  const buttons = [...(menu.back ? [menu.back] : []), ...waysOn(catalogue, supportChatEnabled)];
  return { type: 'buttons', text: fill(text, { business: catalogue.business }), buttons };
}

/** What always stands under an answer of the bot: the way to a person and the way back. */
export function waysOn(catalogue: Catalogue, supportChatEnabled: boolean): readonly Button[] {
  const menu = { id: BUTTON.mainMenu, title: catalogue.titles.mainMenu };
  return supportChatEnabled ? [{ id: BUTTON.support, title: catalogue.titles.support }, menu] : [menu];
}

export function endChatButton(catalogue: Catalogue): Button {
  return { id: BUTTON.endChat, title: catalogue.titles.endChat };
}
