import { uuidV7 } from '@parley/platform';
import type { ContactIdentity, IdentityChange, IdentityNames } from '../domain/inbound-message.js';
import { phoneVariant } from '../domain/phone-variant.js';
import type { AliasKind, AliasRow } from '../persistence/contact-alias.statements.js';

export interface Name {
  readonly kind: AliasKind;
  readonly value: string;
}

/** The names an identity shows, strongest first: a BSUID is the person, a phone number changes hands, a username is changed at will. */
export function namesOf(identity: ContactIdentity): Name[] {
  const names: Name[] = [];
  if (identity.bsuid) names.push({ kind: 'bsuid', value: identity.bsuid });
  if (identity.phone) names.push({ kind: 'phone', value: identity.phone });
  if (identity.username) names.push({ kind: 'username', value: identity.username });
  return names;
}

/** What an identity does not show and may be known by all the same: the number's other form, and what the person goes by since. */
export function hintsOf(identity: ContactIdentity): Name[] {
  const { phone, successor } = identity;
  const variant = phone === null ? null : phoneVariant(phone);
  const hints: Name[] = variant === null ? [] : [{ kind: 'phone', value: variant }];
  if (successor) hints.push(...namesOf({ ...successor, username: null, name: null }));
  return hints;
}

export function nameKey(name: Name): string {
  return `${name.kind} ${name.value}`;
}

/** WhatsApp's clock and the database's: a minute is more than either is ever off. */
const CLOCKS_APART_MS = 60_000;

type Owner = Pick<AliasRow, 'contact_id' | 'conversation_id'>;

/**
 * Who goes by which name: as read, and as changed by the identities of one batch. Pure; the directory writes what has changed.
 *
 * - A BSUID we know is its contact, also one it had before: nobody else ever gets it. One we do not know belongs to the contact of the
 *   phone number, unless that one has another BSUID already: then the number has a new owner, who is a new contact.
 * - The two forms of a mobile number (`phoneVariant`) are one number. Written down is the one shown last.
 * - Every name shown belongs from now on to who showed it. It is closed at whoever had it, and the contact's older name of that kind is
 *   closed too: a contact has one current name of each kind. But a name that changed hands after it was shown stays where it is: old
 *   deliveries are told again for days.
 * - Where BSUID and number are two contacts, one of whom has no BSUID and the other no other number, they are one person: both keep
 *   their names until they are joined.
 */
export class KnownNames {
  private readonly freshContacts: { readonly id: string; readonly conversation_id: string; readonly name: string | null }[] = [];
  readonly opened = new Map<string, AliasRow>();
  readonly closed: AliasRow[] = [];
  private readonly changedContacts = new Set<string>();
  private readonly byName = new Map<string, AliasRow>();
  private readonly byContact = new Map<string, AliasRow>();
  private readonly formerBsuids: ReadonlyMap<string, AliasRow>;
  private readonly joined = new Map<string, readonly [string, string]>();

  /** @param former BSUIDs that are nobody's current one */
  constructor(rows: readonly AliasRow[], former: readonly AliasRow[] = []) {
    for (const row of rows) this.put(row);
    this.formerBsuids = new Map(former.map((row) => [row.value, row]));
  }

  /** New contacts with the names they go by after the whole batch, as their rows are to be inserted. */
  get contactsToInsert(): {
    id: string;
    conversation_id: string;
    name: string | null;
    phone?: string;
    username?: string;
    bsuid?: string;
  }[] {
    return this.freshContacts.map((contact) => ({
      ...contact,
      phone: this.nameOf(contact.id, 'phone'),
      username: this.nameOf(contact.id, 'username'),
      bsuid: this.nameOf(contact.id, 'bsuid'),
    }));
  }

  /** Contacts we knew before whose names have changed, in id order. */
  get contactsToCopy(): string[] {
    const fresh = new Set(this.freshContacts.map((contact) => contact.id));
    return [...this.changedContacts].filter((id) => !fresh.has(id)).sort();
  }

  /** Pairs of contacts that are one person, the smaller id first. */
  get joins(): (readonly [string, string])[] {
    return [...this.joined.values()];
  }

  /** @returns the conversation of whoever showed this identity */
  settle(identity: ContactIdentity): string {
    const known = this.findOwner(identity);
    const owner = known ?? this.addContact(identity.name);
    // A notice of a change speaks of names that are left: they are looked up, and written down only for somebody we knew nothing of.
    if (known && identity.successor) return owner.conversation_id;
    if (identity.bsuid && this.nameOf(owner.contact_id, 'bsuid') === undefined) this.give({ kind: 'bsuid', value: identity.bsuid }, owner);
    if (identity.phone) this.showPhone(identity.phone, owner, identity);
    if (identity.username) this.showUsername(identity.username, owner, identity);
    return owner.conversation_id;
  }

  /**
   * What WhatsApp says a contact goes by from now on. What is left behind is nobody's: whoever shows it next is somebody else.
   * @param at when it said so: a contact that has one of the new names only since then is the same person
   */
  change(owner: Owner, { kind, to }: IdentityChange, at: Date): void {
    this.leave(owner, 'bsuid', to.bsuid);
    if (kind === 'number') this.leave(owner, 'phone', to.phone);
    if (to.bsuid !== null) this.take({ kind: 'bsuid', value: to.bsuid }, owner, to, at);
    if (to.phone !== null) this.take({ kind: 'phone', value: to.phone }, owner, to, at);
  }

  private leave(owner: Owner, kind: AliasKind, to: string | null): void {
    const current = this.byContact.get(`${owner.contact_id} ${kind}`);
    if (current && current.value !== to) this.close(current);
  }

  private take(name: Name, owner: Owner, to: IdentityNames, at: Date): void {
    const others = this.holdersOf(name).filter(({ contact_id }) => contact_id !== owner.contact_id);
    const same = others.filter((held) => this.cameWith(held, owner, to, at));
    for (const held of same) this.join(owner, held);
    if (same.length > 0) return;
    for (const held of others) this.close(held);
    this.give(name, owner);
  }

  /** The person was faster than the notice: what they wrote under their new names has made a contact. */
  private cameWith(held: AliasRow, owner: Owner, to: IdentityNames, at: Date): boolean {
    const theirs = this.nameOf(held.contact_id, 'bsuid');
    if (theirs !== undefined) return theirs === to.bsuid && this.nameOf(owner.contact_id, 'bsuid') === undefined;
    return held.since === undefined || held.since.getTime() >= at.getTime() - CLOCKS_APART_MS;
  }

  private findOwner({ bsuid, phone, username, successor }: ContactIdentity): Owner | undefined {
    const byBsuid = bsuid === null ? undefined : (this.byName.get(`bsuid ${bsuid}`) ?? this.formerBsuids.get(bsuid));
    if (byBsuid) return byBsuid;
    const [byPhone] = phone === null ? [] : this.holdersOf({ kind: 'phone', value: phone });
    if (byPhone && (bsuid === null || this.nameOf(byPhone.contact_id, 'bsuid') === undefined)) return byPhone;
    if (successor) return this.findOwner({ ...successor, username: null, name: null });
    // A username alone is all there is; beside something stronger it proves nothing.
    return bsuid === null && phone === null && username !== null ? this.byName.get(`username ${username}`) : undefined;
  }

  private showPhone(phone: string, owner: Owner, { bsuid, shownAt }: ContactIdentity): void {
    // Shown with an id the contact has no more: the number may have changed with it.
    if (bsuid !== null && this.nameOf(owner.contact_id, 'bsuid') !== bsuid) return;
    const others = this.holdersOf({ kind: 'phone', value: phone }).filter(({ contact_id }) => contact_id !== owner.contact_id);
    if ([...others, this.byContact.get(`${owner.contact_id} phone`)].some((held) => isLater(held, shownAt))) return;
    const same = others.filter((held) => this.areComplements(owner, held, phone));
    for (const held of same) this.join(owner, held);
    if (same.length > 0) return;
    // Either form of it has changed hands.
    for (const held of others) this.close(held);
    this.give({ kind: 'phone', value: phone }, owner);
  }

  private showUsername(username: string, owner: Owner, { shownAt }: ContactIdentity): void {
    const rivals = [this.byName.get(`username ${username}`), this.byContact.get(`${owner.contact_id} username`)];
    if (rivals.some((held) => isLater(held, shownAt))) return;
    this.give({ kind: 'username', value: username }, owner);
  }

  /** Two contacts whose names do not speak against each other: one BSUID at most, and no number but this one. */
  private areComplements(owner: Owner, held: AliasRow, phone: string): boolean {
    const own = this.nameOf(owner.contact_id, 'phone');
    if (own !== undefined && own !== phone && own !== phoneVariant(phone)) return false;
    return [owner, held].filter(({ contact_id }) => this.nameOf(contact_id, 'bsuid') !== undefined).length < 2;
  }

  private join(owner: Owner, other: Owner): void {
    const [first, second] = [owner.contact_id, other.contact_id].sort();
    if (first !== undefined && second !== undefined) this.joined.set(`${first} ${second}`, [first, second]);
  }

  /** Who goes by it, then who goes by the other form of a number. */
  private holdersOf(name: Name): AliasRow[] {
    const variant = name.kind === 'phone' ? phoneVariant(name.value) : null;
    return [this.byName.get(nameKey(name)), variant === null ? undefined : this.byName.get(`phone ${variant}`)].flatMap((row) => row ?? []);
  }

  private nameOf(contactId: string, kind: AliasKind): string | undefined {
    return this.byContact.get(`${contactId} ${kind}`)?.value;
  }

  private addContact(name: string | null): Owner {
    const contact = { id: uuidV7(), conversation_id: uuidV7(), name };
    this.freshContacts.push(contact);
    return { contact_id: contact.id, conversation_id: contact.conversation_id };
  }

  private give(name: Name, owner: Owner): void {
    const held = this.byName.get(nameKey(name));
    if (held?.contact_id === owner.contact_id) return;
    if (held) this.close(held);
    const former = this.byContact.get(`${owner.contact_id} ${name.kind}`);
    if (former) this.close(former);
    const row: AliasRow = { ...name, contact_id: owner.contact_id, conversation_id: owner.conversation_id };
    this.put(row);
    this.opened.set(nameKey(name), row);
    this.changedContacts.add(owner.contact_id);
  }

  private close(row: AliasRow): void {
    this.byName.delete(nameKey(row));
    this.byContact.delete(`${row.contact_id} ${row.kind}`);
    // Opened and closed within one batch: it never was.
    if (!this.opened.delete(nameKey(row))) this.closed.push(row);
    this.changedContacts.add(row.contact_id);
  }

  private put(row: AliasRow): void {
    this.byName.set(nameKey(row), row);
    this.byContact.set(`${row.contact_id} ${row.kind}`, row);
  }
}

/** It was theirs, or took the place of another, after that other was shown: by more than clocks and whole seconds differ. */
function isLater(held: AliasRow | undefined, shownAt: Date | null | undefined): boolean {
  return shownAt instanceof Date && held?.since !== undefined && held.since.getTime() - shownAt.getTime() > CLOCKS_APART_MS;
}
