import { Injectable } from '@nestjs/common';
import { Clock, Database, isSqlState, type Transaction, violatedUnique, Wake } from '@parley/platform';
import type { ContactIdentity, IdentityChange } from '../domain/inbound-message.js';
import { phoneVariant } from '../domain/phone-variant.js';
import {
  type AliasRow,
  findConversationById,
  findConversationByPhone,
  findToldBefore,
  introduceContacts,
} from '../persistence/contact-alias.statements.js';
import { type Introductions, introductions, receiptsOf, type Sender, type Shown } from './introductions.js';
import { hintsOf, nameKey, namesOf, type Name } from './known-names.js';
import { changeNames, type SettledNames, settleNames } from './settle-names.js';

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

/** Where what a sender wrote belongs: to a conversation we remember, or to one of the strangers, by number. */
export type Lane = { readonly conversationId: string } | { readonly strangerNo: number };

/** What is known of senders without asking. */
export interface Recalled {
  /** Of each sender, in their order. */
  readonly lanes: readonly Lane[];
  /** Those whom this process does not remember, each once; null when there are none. */
  readonly strangers: Introductions | null;
  readonly strangerKeys: readonly string[];
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

  /**
   * The first half of {@link resolveSenders}, for whoever asks for the strangers while storing what they wrote (the function
   * `take_in_deliveries`), and tells us of the answer by {@link learn}.
   */
  recallSenders(channelId: string, senders: readonly Sender[]): Recalled {
    const numbers = new Map<string, number>();
    const strangers: ContactIdentity[] = [];
    const lanes = senders.map(({ identity }): Lane => {
      const key = cacheKey(channelId, identity);
      const number = numbers.get(key);
      if (number !== undefined) return { strangerNo: number };
      const conversationId = this.recall(key);
      if (conversationId !== undefined) return { conversationId };
      strangers.push(identity);
      numbers.set(key, strangers.length);
      return { strangerNo: strangers.length };
    });
    return { lanes, strangers: strangers.length === 0 ? null : introductions(strangers), strangerKeys: [...numbers.keys()] };
  }

  /** @param conversationIds of the strangers, by their numbers, as committed */
  learn({ strangerKeys }: Recalled, conversationIds: readonly string[]): void {
    strangerKeys.forEach((key, index) => {
      const conversationId = conversationIds[index];
      if (conversationId !== undefined) this.remember(key, conversationId);
    });
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
    const shown = introductions(identities.map(([, { identity }]) => identity));
    const receipts = receiptsOf(identities.map(([, { receipts: of }]) => of));
    const rows = await this.database.run(introduceContacts, [channelId, ...shown, ...receipts]);
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

/** Only when every name shown is that contact's does nothing have to be written. */
function soleOwner(rows: readonly (AliasRow | undefined)[]): AliasRow | undefined {
  const [first] = rows;
  return first && rows.every((row) => row?.contact_id === first.contact_id) ? first : undefined;
}

/** Another process introduced or moved the same name at the same time; here nothing was written. */
export function isLostRace(error: unknown): boolean {
  return (
    violatedUnique(error) === 'contact_alias_current_uq' ||
    isSqlState(error, '23503', 'contact_alias_contact_id_fkey') ||
    isSqlState(error, '40P01')
  );
}
