/** What the list shows while somebody is about to click: nothing moves, what has changed is counted. */
export interface SteadyOrder {
  readonly ids: readonly string[];
  /** How many rows came, went or moved and are held back. */
  readonly held: number;
}

/**
 * The order to show, given the one shown before and the newest one. While held, known rows keep their places; rows that follow the
 * last shown one (the next page) are appended, since that moves nothing; everything else waits.
 */
export const steadyOrder = (shown: readonly string[], newest: readonly string[], isHeld: boolean): SteadyOrder => {
  if (!isHeld || shown.length === 0) return { ids: newest, held: 0 };
  const known = new Set(shown);
  const lastKnownAt = newest.findLastIndex((id) => known.has(id));
  const appended = lastKnownAt < 0 ? [] : newest.slice(lastKnownAt + 1);
  const appendedIds = new Set(appended);
  const came = newest.filter((id) => !known.has(id) && !appendedIds.has(id)).length;
  const inNewest = new Set(newest);
  const went = shown.filter((id) => !inNewest.has(id)).length;
  const stayed = shown.filter((id) => inNewest.has(id));
  const newestOfStayed = newest.filter((id) => known.has(id));
  const place = new Map(stayed.map((id, index) => [id, index]));
  const moved = newestOfStayed.filter((id, index) => (place.get(id) ?? index) > index).length;
  return { ids: [...shown, ...appended], held: came + went + moved };
};
