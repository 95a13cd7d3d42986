import type { Language } from '@parley/vocabulary';
import type { AnswerRule } from './answers/rule.js';
import type { Findable } from './answers/suggestion.js';
import type { Button } from './content.js';
import type { PackWords } from './languages/pack-words.js';
import type { Form } from './menu/form.js';
import type { TextKey } from './texts.js';
import type { Titles } from './titles.js';

/** What choosing an entry does. */
export type EntryAction =
  | { readonly kind: 'answer'; readonly text: string }
  /** By the menu's id. */
  | { readonly kind: 'open-menu'; readonly menu: string }
  | { readonly kind: 'link'; readonly text: string; readonly button: string; readonly url: string }
  | { readonly kind: 'fill-form'; readonly form: Form }
  /** `teamId` null: the default team's queue. */
  | { readonly kind: 'start-chat'; readonly teamId: string | null };

/**
 * One choice. `id` is what comes back when it is tapped: one of the contract's own words where it does their work (`support`,
 * `main_menu`), else with the prefix `menu:`. Chosen also by its number, its title or any of `words`.
 */
export interface MenuEntry {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly words: readonly string[];
  readonly does: EntryAction;
  /** Added to a menu that does not name it itself: back, a person, the main menu. Its title means it only while that menu is shown. */
  readonly isWayOut?: boolean;
}

export interface Menu {
  /** What opens it when tapped; `main_menu` for the main menu. */
  readonly id: string;
  /** Said above the choices when nothing more special is to be said. */
  readonly lead: string;
  /** The label of the button that opens the list. */
  readonly button: string;
  readonly entries: readonly MenuEntry[];
  /** Under each answer given out of this menu, before the way to a person and the main menu: "More questions". Null: it is the main menu. */
  readonly back: Button | null;
}

/** The lists of words the bot understands; what each is for: `PackWords`. */
export type Words = PackWords;

/**
 * All that the bot says and understands, in one language: a playbook as `compilePlaybook` makes it readable for decisions. Texts may name
 * `{name}`, `{agent}` and `{business}`; what stands between the brace and the word is said only when there is a value: `Hi{ name},` is
 * `Hi Maria,` or `Hi,`.
 */
export interface Catalogue {
  readonly language: Language;
  readonly business: string;
  readonly words: Words;
  /** Every menu by its id. */
  readonly menus: ReadonlyMap<string, Menu>;
  readonly mainMenu: Menu;
  readonly texts: Readonly<Record<TextKey, string>>;
  readonly titles: Titles;
  /** Automatic answers to certain words, in the order in which they are tried. */
  readonly rules: readonly AnswerRule[];
  /** What free text is searched in, beside the answers of the menus. */
  readonly articles: readonly Findable[];
}
