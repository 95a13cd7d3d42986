import { Injectable } from '@nestjs/common';
import { Clock, Database, isSqlState, type Transaction, uuidV7, violatedUnique, Wake } from '@parley/platform';
import type { ContactIdentity, IdentityChange } from '../domain/inbound-message.js';
import { phoneVariant } from '../domain/phone-variant.js';
import {
  type AliasRow,
  findConversationById,
  findConversationByPhone,
  findToldBefore,
  introduceContacts,
} from '../persistence/contact-alias.statements.js';
import { hintsOf, nameKey, namesOf, type Name } from './known-names.js';
import { changeNames, type SettledNames, settleNames } from './settle-names.js';

/** About 20 MB at most; senders of the last minute, at any rate WhatsApp allows one number. */
const CACHE_SIZE = 50_000;
/** A name may move to another contact in another process; so long, at most, a message may still be put to the former one. */
const CACHE_MS = 60_000;

/** Each is lost to somebody who then has committed; a third in a row about the same names is something else. */
const RACES = 3;

/** Somebody of whom something is told. */
export interface Sender {
  readonly identity: ContactIdentity;
  /** By what it is known when the same is told again. Who is nobody's, and of whom nothing new is told, is not made a contact. */
  readonly receipt: Buffer;
}

/** Somebody as shown, with the receipts of all that is told of them; none: whoever they are, they are somebody. */
interface Shown {
  readonly identity: ContactIdentity;
  readonly receipts: Buffer[];
}

interface Cached {
  readonly conversationId: string;
  readonly until: number;
}

/**
 * Which conversation a customer's message belongs to: finds or creates contact and conversation, keeps the names of contacts current.
 * A sender seen in the last minute costs no query; a known one or a new one, and all of a batch together, one round trip; only names
 * that change hands take a transaction of several.
 */
@Injectable()
export class ConversationDirectory {
  /** Oldest first: a Map keeps the order of insertion, and a hit is inserted anew. */
  private readonly cache = new Map<string, Cached>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly wake: Wake,
  ) {}

  /**
   * @param identities each with at least one of BSUID, phone and username
   * @returns the conversation of each, in the order given; two identities of one person get one conversation
   */
  async resolve(channelId: string, identities: readonly ContactIdentity[]): Promise<string[]> {
    const found = await this.find(
      channelId,
      identities.map((identity) => ({ identity, receipts: [] })),
    );
    return found.map((id) => {
      if (id === null) throw new Error('an identity was not resolved');
      return id;
    });
  }

  /** The same for what has just come in. @returns null for who is nobody's and of whom everything was told before */
  resolveSenders(channelId: string, senders: readonly Sender[]): Promise<(string | null)[]> {
    return this.find(
      channelId,
      senders.map(({ identity, receipt }) => ({ identity, receipts: [receipt] })),
    );
  }

  private async find(channelId: string, shown: readonly Shown[]): Promise<(string | null)[]> {
    const keys = shown.map(({ identity }) => cacheKey(channelId, identity));
    const found = new Map<string, string | null>();
    const missing = new Map<string, Shown>();
    shown.forEach((one, index) => {
      const key = keys[index] ?? '';
      const known = found.get(key) ?? this.recall(key);
      if (known !== undefined) found.set(key, known);
      else missing.set(key, { identity: one.identity, receipts: [...(missing.get(key)?.receipts ?? []), ...one.receipts] });
    });
    if (missing.size > 0) for (const [key, id] of await this.settle(channelId, missing)) found.set(key, id);
    return keys.map((key) => {
      const id = found.get(key);
      if (id === undefined) throw new Error('an identity was not resolved');
      return id;
    });
  }

  /** The same, past what this process remembers: for a message whose conversation is gone, joined with another or erased. */
  async resolveAnew(channelId: string, identity: ContactIdentity): Promise<string> {
    this.forget();
    const [id] = await this.resolve(channelId, [identity]);
    if (id === undefined) throw new Error('an identity was not resolved');
    return id;
  }

  /** Whatever this process remembers of who is who may be wrong now. */
  forget(): void {
    this.cache.clear();
  }

  /**
   * What WhatsApp says a contact goes by from now on, in the transaction that applies the message saying so. Its lane is locked.
   * @param at when WhatsApp said it
   */
  async change(tx: Transaction, conversationId: string, change: IdentityChange, at: Date): Promise<void> {
    this.afterwards(tx, await changeNames(tx, conversationId, change, at));
  }

  /**
   * The conversation of the contact who has this number now, in either way to write it (`phoneVariant`), else of the one who had it last.
   */
  async findConversationByPhone(phone: string): Promise<string | null> {
    const [row] = await this.database.run(findConversationByPhone, [phone, phoneVariant(phone)]);
    return row?.id ?? null;
  }

  /** The conversation of this id, or the one it was joined with. @param id a UUID */
  async findConversation(id: string): Promise<string | null> {
    const [row] = await this.database.run(findConversationById, [id]);
    return row?.id ?? null;
  }

  private async settle(channelId: string, missing: ReadonlyMap<string, Shown>): Promise<Map<string, string | null>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const found = await this.findOrIntroduce(channelId, missing);
        for (const [key, id] of found) if (id !== null) this.remember(key, id);
        return found;
      } catch (error) {
        // Whoever was faster has committed by now: the next look finds what it wrote.
        if (attempt === RACES || !isLostRace(error)) throw error;
      }
    }
  }

  private async findOrIntroduce(channelId: string, missing: ReadonlyMap<string, Shown>): Promise<Map<string, string | null>> {
    const identities = [...missing];
    const names = identities.map(([, { identity }]) => ({ shown: namesOf(identity), hints: hintsOf(identity) }));
    const rows = await this.database.run(introduceContacts, [channelId, ...introductions(identities, names)]);
    const byName = new Map(rows.map((row) => [nameKey(row), row]));
    const found = new Map<string, string | null>();
    const unsettled = new Map<string, ContactIdentity>();
    const strangers = new Map<string, readonly Buffer[]>();
    identities.forEach(([key, { identity, receipts }], index) => {
      const of = (which: readonly Name[] = []): (AliasRow | undefined)[] => which.map((name) => byName.get(nameKey(name)));
      const owner = soleOwner(of(names[index]?.shown));
      const hinted = of(names[index]?.hints);
      const isAlone = hinted.every((row) => row === undefined || row.contact_id === owner?.contact_id);
      if (owner && isAlone) found.set(key, owner.conversation_id);
      else unsettled.set(key, identity);
      if (receipts.length > 0 && [...of(names[index]?.shown), ...hinted].every((row) => row === undefined)) strangers.set(key, receipts);
    });
    for (const key of await this.toldBefore(strangers)) {
      found.set(key, null);
      unsettled.delete(key);
    }
    if (unsettled.size === 0) return found;
    const settled = await this.database.transaction(async (tx) => {
      const names = await settleNames(tx, channelId, unsettled);
      this.afterwards(tx, names);
      return names.conversations;
    });
    for (const [key, id] of settled) found.set(key, id);
    return found;
  }

  /** Of those whom nobody knows and who were not made: rare, they have lost a race, or come with others who may be the same person. */
  private async toldBefore(strangers: ReadonlyMap<string, readonly Buffer[]>): Promise<string[]> {
    if (strangers.size === 0) return [];
    const keys = [...strangers.keys()];
    const rows = await this.database.run(findToldBefore, receiptsOf([...strangers.values()]));
    return rows.flatMap(({ no }) => keys[no - 1] ?? []);
  }

  private afterwards(tx: Transaction, { haveMoved, haveJoins }: Omit<SettledNames, 'conversations'>): void {
    if (haveMoved) tx.afterCommit(() => this.forget());
    if (haveJoins) tx.afterCommit(() => this.wake.wake('contacts'));
  }

  private recall(key: string): string | undefined {
    const hit = this.cache.get(key);
    if (!hit) return undefined;
    this.cache.delete(key);
    if (hit.until <= this.clock.monotonicMs()) return undefined;
    this.cache.set(key, hit);
    return hit.conversationId;
  }

  private remember(key: string, conversationId: string): void {
    this.cache.delete(key);
    this.cache.set(key, { conversationId, until: this.clock.monotonicMs() + CACHE_MS });
    if (this.cache.size <= CACHE_SIZE) return;
    const [oldest] = this.cache.keys();
    if (oldest !== undefined) this.cache.delete(oldest);
  }
}

function cacheKey(channelId: string, identity: ContactIdentity): string {
  return `${channelId}|${identity.bsuid ?? ''}|${identity.phone ?? ''}|${identity.username ?? ''}`;
}

/**
 * The parameters of `introduceContacts`. Identities that share a name may be one person under two descriptions: they are only looked
 * up, and what is not found is left to `KnownNames`. So are notices of a change: they speak of names that are left.
 */
function introductions(
  identities: readonly (readonly [string, Shown])[],
  names: readonly { readonly shown: readonly Name[]; readonly hints: readonly Name[] }[],
): unknown[][] {
  const shownBy = new Map<string, number>();
  for (const { shown, hints } of names) {
    for (const name of [...shown, ...hints]) shownBy.set(nameKey(name), (shownBy.get(nameKey(name)) ?? 0) + 1);
  }
  const numbers: number[] = [];
  const looked: Name[] = [];
  const areHints: boolean[] = [];
  const contacts: (string | null)[] = [];
  const conversations: (string | null)[] = [];
  names.forEach(({ shown, hints }, index) => {
    for (const [name, isHint] of [...shown.map((name) => [name, false] as const), ...hints.map((name) => [name, true] as const)]) {
      numbers.push(index + 1);
      looked.push(name);
      areHints.push(isHint);
    }
    const isAlone = [...shown, ...hints].every((name) => shownBy.get(nameKey(name)) === 1);
    const mayBeMade = isAlone && !identities[index]?.[1].identity.successor;
    contacts.push(mayBeMade ? uuidV7() : null);
    conversations.push(mayBeMade ? uuidV7() : null);
  });
  const kinds = looked.map((name) => name.kind);
  const values = looked.map((name) => name.value);
  const receipts = receiptsOf(identities.map(([, shown]) => shown.receipts));
  return [numbers, kinds, values, areHints, contacts, conversations, identities.map(([, { identity }]) => identity.name), ...receipts];
}

/** Each with the number of whom it is of, counted from 1. */
function receiptsOf(receipts: readonly (readonly Buffer[])[]): [number[], Buffer[]] {
  return [receipts.flatMap((of, index) => of.map(() => index + 1)), receipts.flat()];
}

/** Only when every name shown is that contact's does nothing have to be written. */
function soleOwner(rows: readonly (AliasRow | undefined)[]): AliasRow | undefined {
  const [first] = rows;
  return first && rows.every((row) => row?.contact_id === first.contact_id) ? first : undefined;
}

/** Another process introduced or moved the same name at the same time; here nothing was written. */
function isLostRace(error: unknown): boolean {
  return (
    violatedUnique(error) === 'contact_alias_current_uq' ||
    isSqlState(error, '23503', 'contact_alias_contact_id_fkey') ||
    isSqlState(error, '40P01')
  );
}
