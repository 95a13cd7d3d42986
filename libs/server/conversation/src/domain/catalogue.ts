import type { Button } from './content.js';
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

/**
 * The words of one language. They count in that language; the English ones, which the contract fixes, count in every language besides.
 * `start` is looked for anywhere in a message, so it holds only what nobody says by the way. `end`, `optOut` and `optIn` do something
 * that must not happen by chance: whole messages only, and no word that is also an ordinary answer to an agent ("listo", "selesai").
 */
export interface Words {
  /** Outside a chat, anywhere in a message as whole words: opens a chat. */
  readonly start: readonly string[];
  /** Inside a chat, the whole message: ends it. */
  readonly end: readonly string[];
  /** The whole message: shows the main menu (inside a chat: asks first). */
  readonly menu: readonly string[];
  /** The whole message, outside a chat: shows the main menu without an apology. */
  readonly greeting: readonly string[];
  /** The whole message, outside a chat: thanks and the like. */
  readonly courtesy: readonly string[];
  /** The whole message: no messages of our own accord any more. */
  readonly optOut: readonly string[];
  /** The whole message, after an opt-out: they are welcome again. */
  readonly optIn: readonly string[];
  /** The whole message, outside a chat: asks which language to speak. Counts whatever language is spoken. */
  readonly language: readonly string[];
  /** The whole message, as the answer to a question of the bot. */
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

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
