import { Injectable } from '@nestjs/common';
import { Clock, Database, isSqlState, type Transaction, uuidV7, violatedUnique } from '@parley/platform';
import type { ContactIdentity } from '../domain/inbound-message.js';
import {
  closeAliases,
  copyAliases,
  findAliasesOfContacts,
  findConversationById,
  findConversationByPhone,
  findCurrentAliases,
  insertContacts,
  introduceContacts,
  lockNames,
  type AliasRow,
  openAliases,
} from '../persistence/contact-alias.statements.js';
import { KnownNames, nameKey, namesOf, type Name } from './known-names.js';

/** About 20 MB at most; senders of the last minute, at any rate WhatsApp allows one number. */
const CACHE_SIZE = 50_000;
/** A name may move to another contact in another process; so long, at most, a message may still be put to the former one. */
const CACHE_MS = 60_000;

/** Each is lost to somebody who then has committed; a third in a row about the same names is something else. */
const RACES = 3;

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
  ) {}

  /**
   * @param identities each with at least one of BSUID, phone and username
   * @returns the conversation of each, in the order given; two identities of one person get one conversation
   */
  async resolve(channelId: string, identities: readonly ContactIdentity[]): Promise<string[]> {
    const keys = identities.map((identity) => cacheKey(channelId, identity));
    const found = new Map<string, string>();
    const missing = new Map<string, ContactIdentity>();
    identities.forEach((identity, index) => {
      const key = keys[index] ?? '';
      const known = this.recall(key);
      if (known === undefined) missing.set(key, identity);
      else found.set(key, known);
    });
    if (missing.size > 0) for (const [key, id] of await this.settle(channelId, missing)) found.set(key, id);
    return keys.map((key) => {
      const id = found.get(key);
      if (id === undefined) throw new Error('an identity was not resolved');
      return id;
    });
  }

  /** The conversation of the contact who has this number now, else of the one who had it last. */
  async findConversationByPhone(phone: string): Promise<string | null> {
    const [row] = await this.database.run(findConversationByPhone, [phone]);
    return row?.id ?? null;
  }

  /** The id itself when there is such a conversation. @param id a UUID */
  async findConversation(id: string): Promise<string | null> {
    const [row] = await this.database.run(findConversationById, [id]);
    return row?.id ?? null;
  }

  private async settle(channelId: string, missing: ReadonlyMap<string, ContactIdentity>): Promise<Map<string, string>> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const found = await this.findOrIntroduce(channelId, missing);
        for (const [key, id] of found) this.remember(key, id);
        return found;
      } catch (error) {
        // Whoever was faster has committed by now: the next look finds what it wrote.
        if (attempt === RACES || !isLostRace(error)) throw error;
      }
    }
  }

  private async findOrIntroduce(channelId: string, missing: ReadonlyMap<string, ContactIdentity>): Promise<Map<string, string>> {
    const identities = [...missing];
    const names = identities.map(([, identity]) => namesOf(identity));
    const rows = await this.database.run(introduceContacts, [channelId, ...introductions(identities, names)]);
    const byName = new Map(rows.map((row) => [nameKey(row), row]));
    const found = new Map<string, string>();
    const unsettled = new Map<string, ContactIdentity>();
    identities.forEach(([key, identity], index) => {
      const owner = soleOwner((names[index] ?? []).map((name) => byName.get(nameKey(name))));
      if (owner) found.set(key, owner.conversation_id);
      else unsettled.set(key, identity);
    });
    if (unsettled.size > 0) {
      for (const [key, id] of await this.database.transaction((tx) => this.rename(tx, channelId, unsettled))) found.set(key, id);
    }
    return found;
  }

  /** Names move between contacts. Under the lock of every name shown: read again, decide, write. */
  private async rename(tx: Transaction, channelId: string, unsettled: ReadonlyMap<string, ContactIdentity>): Promise<Map<string, string>> {
    const names = distinctNames([...unsettled.values()]);
    await tx.run(lockNames, [channelId, kinds(names), values(names)]);
    const shown = await tx.run(findCurrentAliases, [channelId, kinds(names), values(names)]);
    const contacts = [...new Set(shown.map((row) => row.contact_id))];
    const known = new KnownNames(contacts.length === 0 ? [] : await tx.run(findAliasesOfContacts, [contacts]));
    const settled = new Map([...unsettled].map(([key, identity]) => [key, known.settle(identity)]));
    const fresh = known.contactsToInsert;
    if (fresh.length > 0) await tx.run(insertContacts, [channelId, JSON.stringify(fresh)]);
    if (known.closed.length > 0) {
      await tx.run(closeAliases, [channelId, JSON.stringify(known.closed)]);
      // A name changed hands: whatever was cached under it may be wrong now.
      tx.afterCommit(() => this.cache.clear());
    }
    if (known.opened.size > 0) await tx.run(openAliases, [channelId, JSON.stringify([...known.opened.values()])]);
    const changed = known.contactsToCopy;
    if (changed.length > 0) await tx.run(copyAliases, [changed]);
    return settled;
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
 * up, and what is not found is left to {@link KnownNames}.
 */
function introductions(identities: readonly (readonly [string, ContactIdentity])[], names: readonly (readonly Name[])[]): unknown[][] {
  const shownBy = new Map<string, number>();
  for (const name of names.flat()) shownBy.set(nameKey(name), (shownBy.get(nameKey(name)) ?? 0) + 1);
  const numbers: number[] = [];
  const shown: Name[] = [];
  const contacts: (string | null)[] = [];
  const conversations: (string | null)[] = [];
  names.forEach((namesOfOne, index) => {
    for (const name of namesOfOne) {
      numbers.push(index + 1);
      shown.push(name);
    }
    const isAlone = namesOfOne.every((name) => shownBy.get(nameKey(name)) === 1);
    contacts.push(isAlone ? uuidV7() : null);
    conversations.push(isAlone ? uuidV7() : null);
  });
  return [numbers, kinds(shown), values(shown), contacts, conversations, identities.map(([, { name }]) => name)];
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

function distinctNames(identities: readonly ContactIdentity[]): Name[] {
  return [...new Map(identities.flatMap(namesOf).map((name) => [nameKey(name), name])).values()];
}

function kinds(names: readonly Name[]): string[] {
  return names.map((name) => name.kind);
}

function values(names: readonly Name[]): string[] {
  return names.map((name) => name.value);
}
