import type { Catalogue, Menu, MenuEntry } from './catalogue.js';
import { offeredEntries } from './menu-content.js';
import { normaliseText } from './normalise-text.js';
import { beginningOf, containsWords, forgivingly } from './words.js';

/** An entry, and the menu it stands in. */
export interface FoundEntry {
  readonly menu: Menu;
  readonly entry: MenuEntry;
}

const indexes = new WeakMap<Catalogue, ReadonlyMap<string, FoundEntry>>();

/** The entry with this id, in the first menu that has it; null when there is none (any more). */
export function findEntryById(catalogue: Catalogue, id: string): FoundEntry | null {
  let index = indexes.get(catalogue);
  if (!index) indexes.set(catalogue, (index = indexOf(catalogue)));
  return index.get(id) ?? null;
}

function indexOf(catalogue: Catalogue): ReadonlyMap<string, FoundEntry> {
  const index = new Map<string, FoundEntry>();
  for (const menu of menusFrom(catalogue, catalogue.mainMenu)) {
    for (const entry of menu.entries) {
      // A way out never stands for the entry it leads to.
      if (!entry.isWayOut && !index.has(entry.id)) index.set(entry.id, { menu, entry });
    }
  }
  return index;
}

/**
 * The entry a normalised text (`normaliseText`) means by its words: the title or words of an entry of any menu. The words may stand in a sentence; of several the longest phrase wins ("cancel my order" is not "order"), of equals the menu shown last.
 */
export function findEntryByText(catalogue: Catalogue, shown: Menu, normalised: string, supportChatEnabled: boolean): FoundEntry | null {
  if (normalised === '') return null;
  const searched = beginningOf(normalised);
  let best: FoundEntry | null = null;
  let longest = 0;
  for (const menu of menusFrom(catalogue, shown)) {
    for (const entry of offeredEntries(menu, supportChatEnabled)) {
      if (entry.isWayOut && menu !== shown) continue;
      for (const phrase of phrasesOf(entry)) {
        if (phrase.length > longest && containsWords(searched, phrase)) {
          best = { menu, entry };
          longest = phrase.length;
        }
      }
    }
  }
  return best;
}

function menusFrom(catalogue: Catalogue, first: Menu): readonly Menu[] {
  return [first, ...[...catalogue.menus.values()].filter((menu) => menu !== first)];
}

const titles = new WeakMap<MenuEntry, string>();

function phrasesOf(entry: MenuEntry): readonly string[] {
  let title = titles.get(entry);
  if (title === undefined) titles.set(entry, (title = normaliseText(entry.title)));
  return [title, ...forgivingly(entry.words)];
}
