import { uuidV7 } from '@parley/platform';
import type { ContactIdentity } from '../domain/inbound-message.js';
import type { AliasKind } from '../persistence/contact-alias.statements.js';
import { hintsOf, nameKey, namesOf } from './known-names.js';

/** Somebody of whom something is told. */
export interface Sender {
  readonly identity: ContactIdentity;
  /** By what it is known when the same is told again. Who is nobody's, and of whom nothing new is told, is not made a contact. */
  readonly receipt: Buffer;
}

/** Somebody as shown, with the receipts of all that is told of them; none: whoever they are, they are somebody. */
export interface Shown {
  readonly identity: ContactIdentity;
  readonly receipts: Buffer[];
}

/**
 * The first parameters, after the channel, of the functions `introduce_contacts` and `take_in_deliveries`: the names, each with the number
 * of its identity and whether it is a hint; then by that number the ids of a contact and a conversation to be made, and the name.
 */
export type Introductions = readonly [number[], AliasKind[], string[], boolean[], (string | null)[], (string | null)[], (string | null)[]];

/**
 * Identities that share a name may be one person under two descriptions: they are only looked up, and what is not found is left to
 * `KnownNames`. So are notices of a change: they speak of names that are left.
 */
export function introductions(identities: readonly ContactIdentity[]): Introductions {
  const numbers: number[] = [];
  const kinds: AliasKind[] = [];
  const values: string[] = [];
  const areHints: boolean[] = [];
  const shownFirstBy = new Map<string, number>();
  const areAlone = identities.map(() => true);
  identities.forEach((identity, index) => {
    const shown = namesOf(identity);
    for (const [place, name] of [...shown, ...hintsOf(identity)].entries()) {
      numbers.push(index + 1);
      kinds.push(name.kind);
      values.push(name.value);
      areHints.push(place >= shown.length);
      const key = nameKey(name);
      const other = shownFirstBy.get(key);
      if (other === undefined) shownFirstBy.set(key, index);
      else areAlone[other] = areAlone[index] = false;
    }
  });
  const idOf = (identity: ContactIdentity, index: number): string | null =>
    areAlone[index] === true && !identity.successor ? uuidV7() : null;
  const contacts = identities.map(idOf);
  const conversations = identities.map(idOf);
  return [numbers, kinds, values, areHints, contacts, conversations, identities.map(({ name }) => name)];
}

/** Each with the number of whom it is of, counted from 1. */
export function receiptsOf(receipts: readonly (readonly Buffer[])[]): [number[], Buffer[]] {
  return [receipts.flatMap((of, index) => of.map(() => index + 1)), receipts.flat()];
}
