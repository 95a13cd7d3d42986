import type { Button } from './content.js';
import type { PackWords } from './languages/pack-words.js';
import type { TextKey } from './texts.js';

export const MENU_NAMES = ['main', 'faq'] as const;
export type MenuName = (typeof MENU_NAMES)[number];

/** What choosing an entry does. */
export type EntryAction =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'open-menu'; readonly menu: MenuName }
  | { readonly kind: 'start-chat' };

/**
 * One choice. `id` is what comes back when it is tapped: one of the contract's own words where it does their work (`support`,
 * `main_menu`), else with the prefix `menu:` or `faq:`. Chosen also by its number, its title or any of `words`.
 */
export interface MenuEntry {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly words: readonly string[];
  readonly does: EntryAction;
}

export interface Menu {
  /** Said above the choices when nothing more special is to be said. */
  readonly lead: string;
  /** The label of the button that opens the list. */
  readonly button: string;
  readonly entries: readonly MenuEntry[];
  /** Under each answer given out of this menu, before the way to a person and the way back: "More questions". */
  readonly back?: Button;
}

/** The lists of words the bot understands; what each is for: `PackWords`. */
export type Words = PackWords;

/** The labels of the bot's own buttons, at most 20 characters each. */
export interface Titles {
  readonly endChat: string;
  readonly support: string;
  readonly mainMenu: string;
  readonly stay: string;
}

/**
 * All that the bot says and understands, in one language, as data. Texts may name `{name}`, `{agent}` and `{business}`; what stands
 * between the brace and the word is said only when there is a value: `Hi{ name},` is `Hi Maria,` or `Hi,`.
 */
export interface Catalogue {
  readonly language: string;
  readonly business: string;
  readonly words: Words;
  readonly menus: Readonly<Record<MenuName, Menu>>;
  readonly texts: Readonly<Record<TextKey, string>>;
  readonly titles: Titles;
}
