import type { ConversationState } from '@parley/vocabulary';
import type { Catalogue, Menu } from '../catalogue.js';
import type { ConversationContext, ConversationSnapshot } from '../model.js';

/** The state and memory of a conversation in which this menu was shown last: what a number means. */
export function placeIn(menu: Menu, catalogue: Catalogue): { readonly state: ConversationState; readonly context: ConversationContext } {
  return menu === catalogue.mainMenu ? { state: 'MAIN_MENU', context: {} } : { state: 'SUBMENU', context: { menu: menu.id } };
}

/** Whether the menu shown last has been published away since. */
export function isMenuGone({ state, context }: Pick<ConversationSnapshot, 'state' | 'context'>, catalogue: Catalogue): boolean {
  return state === 'SUBMENU' && context.menu !== undefined && !catalogue.menus.has(context.menu);
}

/** The menu shown last. One that is no longer there, or was left for a form, is as good as the main menu. */
export function menuShown({ state, context }: Pick<ConversationSnapshot, 'state' | 'context'>, catalogue: Catalogue): Menu {
  const shown = state === 'SUBMENU' && context.menu !== undefined ? catalogue.menus.get(context.menu) : undefined;
  return shown ?? catalogue.mainMenu;
}
