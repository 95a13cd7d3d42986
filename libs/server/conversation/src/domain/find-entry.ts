import { MENU_NAMES, type Catalogue, type Menu, type MenuEntry, type MenuName } from './catalogue.js';
import { offeredEntries } from './menu-content.js';
import { normaliseText } from './normalise-text.js';
import { containsWords, forgivingly } from './words.js';

/** An entry, and the menu it stands in. */
export interface FoundEntry {
  readonly menu: Menu;
  readonly entry: MenuEntry;
}

/** The entry with this id, in whichever menu; null when there is none (any more). */
export function findEntryById(catalogue: Catalogue, id: string): FoundEntry | null {
  for (const menu of menusFrom(catalogue, 'main')) {
    const entry = menu.entries.find((candidate) => candidate.id === id);
    if (entry) return { menu, entry };
  }
  return null;
}

/**
 * The entry a normalised text (`normaliseText`) means: its number in the menu shown last, or the title or words of an entry of any menu.
 * The words may stand in a sentence; of several the longest phrase wins ("cancel my order" is not "order"), of equals the menu shown last.
 */
export function findEntryByText(catalogue: Catalogue, shown: MenuName, normalised: string, supportChatEnabled: boolean): FoundEntry | null {
  if (normalised === '') return null;
  if (/^\d{1,2}$/.test(normalised)) {
    const menu = catalogue.menus[shown];
    const entry = offeredEntries(menu, supportChatEnabled)[Number(normalised) - 1];
    return entry ? { menu, entry } : null;
  }
  let best: FoundEntry | null = null;
  let longest = 0;
  for (const menu of menusFrom(catalogue, shown)) {
    for (const entry of offeredEntries(menu, supportChatEnabled)) {
      for (const phrase of phrasesOf(entry)) {
        if (phrase.length > longest && containsWords(normalised, phrase)) {
          best = { menu, entry };
          longest = phrase.length;
        }
      }
    }
  }
  return best;
}

function menusFrom(catalogue: Catalogue, first: MenuName): readonly Menu[] {
  return [catalogue.menus[first], ...MENU_NAMES.filter((name) => name !== first).map((name) => catalogue.menus[name])];
}

const titles = new WeakMap<MenuEntry, string>();

function phrasesOf(entry: MenuEntry): readonly string[] {
  let title = titles.get(entry);
  if (title === undefined) titles.set(entry, (title = normaliseText(entry.title)));
  return [title, ...forgivingly(entry.words)];
}
