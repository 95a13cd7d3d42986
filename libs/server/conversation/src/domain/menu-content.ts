import { BUTTON, MAX_BUTTONS } from '@parley/vocabulary';
import type { Catalogue, Menu, MenuEntry } from './catalogue.js';
import type { Button, OutboundContent } from './content.js';

/** The entries of a menu that are on offer: without chat support there is no way into a chat. */
export function offeredEntries(menu: Menu, supportChatEnabled: boolean): readonly MenuEntry[] {
  return supportChatEnabled ? menu.entries : menu.entries.filter((entry) => entry.does.kind !== 'start-chat');
}

/**
 * A menu as a message: buttons up to three entries, a list above. Old phones do not open lists, so the text of a list shows every
 * choice with the number that chooses it too.
 */
export function menuContent(catalogue: Catalogue, menu: Menu, supportChatEnabled: boolean, lead: string = menu.lead): OutboundContent {
  const entries = offeredEntries(menu, supportChatEnabled);
  if (entries.length <= MAX_BUTTONS) {
    return { type: 'buttons', text: lead, buttons: entries.map(({ id, title }) => ({ id, title })) };
  }
  const numbered = entries.map((entry, index) => `${String(index + 1)}. ${entry.title}`).join('\n');
  return {
    type: 'list',
    text: `${lead}\n\n${numbered}\n\n${catalogue.texts['menu.hint']}`,
    button: menu.button,
    rows: entries.map(({ id, title, description }) => ({ id, title, ...(description === undefined ? {} : { description }) })),
  };
}

/** What always stands under an answer of the bot: the way to a person and the way back. */
export function waysOn(catalogue: Catalogue, supportChatEnabled: boolean): readonly Button[] {
  const menu = { id: BUTTON.mainMenu, title: catalogue.titles.mainMenu };
  return supportChatEnabled ? [{ id: BUTTON.support, title: catalogue.titles.support }, menu] : [menu];
}

export function endChatButton(catalogue: Catalogue): Button {
  return { id: BUTTON.endChat, title: catalogue.titles.endChat };
}
