import type { ThreadItem } from './thread-items.js';

type Divider = Exclude<ThreadItem, { kind: 'message' }>;

/** What the virtual list draws as one: a bubble with the dividers above it, or dividers alone at the very end. */
export interface ThreadRow {
  readonly key: string;
  readonly dividers: readonly Divider[];
  readonly item: Extract<ThreadItem, { kind: 'message' }> | null;
}

/**
 * Dividers belong to the bubble below them, so that every row is known by its message: when earlier messages come in above, the row
 * at the top of the screen is found again and stays where it is.
 */
export const threadRows = (items: readonly ThreadItem[]): ThreadRow[] => {
  const rows: ThreadRow[] = [];
  let dividers: Divider[] = [];
  for (const item of items) {
    if (item.kind !== 'message') {
      dividers.push(item);
      continue;
    }
    rows.push({ key: item.key, dividers, item });
    dividers = [];
  }
  const [first] = dividers;
  if (first) rows.push({ key: first.key, dividers, item: null });
  return rows;
};
