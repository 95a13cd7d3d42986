import type { Language } from '@parley/vocabulary';
import type { PlaybookArticle } from './article.js';
import type { LanguagePack } from './language-pack.js';
import type { PlaybookRule } from './rule.js';

/** The same words in several languages. What is missing falls back to the default language, which is always there. */
export type Localised = Readonly<Partial<Record<Language, string>>>;

/** Phrases by language. They are matched, never shown, so they do not fall back: a language without phrases has none. */
export type LocalisedWords = Readonly<Partial<Record<Language, readonly string[]>>>;

/**
 * All that the bot says and understands, in every language, as it is stored, edited, published, exported and imported: one document.
 * The domain never reads it while it decides: `compilePlaybook` makes a `Catalogue` of one language from it.
 *
 * `format` is the number of this shape. A change that an older reader would misunderstand gets the next number and a step that lifts
 * the former one, because versions stay in the database, and exported files on disks, for years.
 */
export interface PlaybookDocument {
  readonly format: 1;
  /** How the bot names the business. */
  readonly business: string;
  /** What is spoken to somebody of whom we know no language, and what others fall back to. One of `languages`. */
  readonly defaultLanguage: Language;
  /** The languages customers may choose. */
  readonly languages: readonly Language[];
  readonly menu: MenuBranch;
  /** Replaces shipped texts, words and titles, key by key; a list of words is replaced as a whole. */
  readonly overrides: Readonly<Partial<Record<Language, LanguageOverrides>>>;
  /** Read in order: the first that fits answers. */
  readonly rules: readonly PlaybookRule[];
  /** The FAQ: what free text is searched in. */
  readonly articles: readonly PlaybookArticle[];
}

export interface LanguageOverrides {
  readonly texts?: Readonly<Partial<LanguagePack['texts']>>;
  readonly words?: Readonly<Partial<LanguagePack['words']>>;
  readonly titles?: Readonly<Partial<LanguagePack['titles']>>;
}

/** A menu: the main one, or one below it. */
export interface MenuBranch {
  /** Said above the choices when nothing more special is to be said. */
  readonly lead: Localised;
  /** The label of the button that opens the list; left out: the shipped `choose`. */
  readonly button?: Localised;
  /**
   * At most ten, with what a submenu gets by itself where it does not name it: `support` and `main_menu` at its end, so that a person
   * and the way back are one tap away however deep it lies.
   */
  readonly entries: readonly MenuNode[];
}

/** What every choice has. */
interface Choice {
  /**
   * Comes back when it is tapped, so it is never given to another entry later: a tap may be months old. `menu:` and small letters,
   * digits and dashes, once in the whole tree; or a fixed word of the contract with its own meaning: `support` for a node that opens a
   * chat, `main_menu` for one that leads to the main menu, each once a menu.
   */
  readonly id: string;
  /** At most 20 characters: a row becomes a button as soon as there are three or fewer. */
  readonly title: Localised;
  /** At most 72 characters; shown in lists only. */
  readonly description?: Localised;
  /** Chosen by these too, beside its tap, its number and its title. */
  readonly words?: LocalisedWords;
}

/** Says something; under it stand the way back, a person and the main menu. */
export interface AnswerNode extends Choice {
  readonly kind: 'answer';
  readonly text: Localised;
}

/** Opens a menu of its own. */
export interface SubmenuNode extends Choice, MenuBranch {
  readonly kind: 'submenu';
  /** The button under its answers that leads back to it; left out: the shipped `back`. */
  readonly back?: Localised;
}

/** Says something with a button that opens a page. */
export interface LinkNode extends Choice {
  readonly kind: 'link';
  readonly text: Localised;
  /** The label of the button, at most 20 characters. */
  readonly button: Localised;
  /** `https:`; may differ by language. */
  readonly url: Localised;
}

/** Opens a chat with a person. */
export interface SupportNode extends Choice {
  readonly kind: 'support';
  /** The id of the team whose queue the chat waits in; left out: the default team's. */
  readonly team?: string;
}

/** Leads to the main menu; its id is `main_menu`. */
export interface MainMenuNode extends Choice {
  readonly kind: 'main-menu';
}

/** Asks for something field by field, shows what it was told, and keeps it in the contact's attributes once that is confirmed. */
export interface FormNode extends Choice {
  readonly kind: 'form';
  /** Said above the first question. */
  readonly intro?: Localised;
  readonly fields: readonly FormField[];
  /** What follows when the customer has confirmed: an answer, or a chat whose agent sees what was told. */
  readonly then: { readonly kind: 'answer'; readonly text: Localised } | { readonly kind: 'support'; readonly team?: string };
}

/** One choice of a menu. */
export type MenuNode = AnswerNode | SubmenuNode | LinkNode | SupportNode | MainMenuNode | FormNode;

/** What every field of a form has. */
interface Question {
  /** The contact's attribute it is kept under: a small letter, then small letters, digits, `_`. */
  readonly key: string;
  /** What it is called in the summary and to agents, at most 24 characters. */
  readonly label: Localised;
  readonly ask: Localised;
  /** May be left out with Skip. */
  readonly optional?: boolean;
}

/** A field of a form. What is told is kept as text: dates as `2026-11-22`, numbers with a point, phones as `+` and digits. */
export type FormField = Question &
  (
    | { readonly type: 'text'; readonly maxLength?: number }
    | { readonly type: 'name' }
    | { readonly type: 'email' }
    | { readonly type: 'number'; readonly min?: number; readonly max?: number; readonly whole?: boolean }
    /** `from` and `to` are dates as they are kept, both included, or `today`. */
    | { readonly type: 'date'; readonly from?: string; readonly to?: string }
    | { readonly type: 'phone' }
    | { readonly type: 'choice'; readonly choices: readonly FormChoice[] }
  );

export interface FormChoice {
  /** What is kept: small letters, digits and dashes. */
  readonly value: string;
  readonly title: Localised;
  readonly words?: LocalisedWords;
}
