import { uuidV7 } from '@parley/platform';
import type { ContactIdentity } from '../domain/inbound-message.js';
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

export function nameKey(name: Name): string {
  return `${name.kind} ${name.value}`;
}

/**
 * Who goes by which name: as read, and as changed by the identities of one batch. Pure; the directory writes what has changed.
 *
 * - A BSUID we know is its contact. One we do not know belongs to the contact of the phone number, unless that one has another BSUID
 *   already: then the number has a new owner, who is a new contact.
 * - Every name shown belongs from now on to who showed it. It is closed at whoever had it, and the contact's older name of that kind is
 *   closed too: a contact has one current name of each kind.
 */
export class KnownNames {
  private readonly freshContacts: { readonly id: string; readonly conversation_id: string; readonly name: string | null }[] = [];
  readonly opened = new Map<string, AliasRow>();
  readonly closed: AliasRow[] = [];
  private readonly changedContacts = new Set<string>();
  private readonly byName = new Map<string, AliasRow>();
  private readonly byContact = new Map<string, AliasRow>();

  constructor(rows: readonly AliasRow[]) {
    for (const row of rows) this.put(row);
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
    const current = (id: string, kind: AliasKind): string | undefined => this.byContact.get(`${id} ${kind}`)?.value;
    return this.freshContacts.map((contact) => ({
      ...contact,
      phone: current(contact.id, 'phone'),
      username: current(contact.id, 'username'),
      bsuid: current(contact.id, 'bsuid'),
    }));
  }

  /** Contacts we knew before whose names have changed, in id order. */
  get contactsToCopy(): string[] {
    const fresh = new Set(this.freshContacts.map((contact) => contact.id));
    return [...this.changedContacts].filter((id) => !fresh.has(id)).sort();
  }

  /** @returns the conversation of whoever showed this identity */
  settle(identity: ContactIdentity): string {
    const names = namesOf(identity);
    const owner = this.findOwner(names) ?? this.addContact(identity.name);
    for (const name of names) this.give(name, owner);
    return owner.conversation_id;
  }

  private findOwner(names: readonly Name[]): Pick<AliasRow, 'contact_id' | 'conversation_id'> | undefined {
    const bsuid = names.find((name) => name.kind === 'bsuid');
    for (const name of names) {
      const row = this.byName.get(nameKey(name));
      if (!row) continue;
      const known = this.byContact.get(`${row.contact_id} bsuid`);
      // A username alone proves nothing once its holder is known by something stronger than what was shown.
      const isAnotherPerson = bsuid !== undefined && known !== undefined && known.value !== bsuid.value;
      const isWeak = name.kind === 'username' && names.length > 1;
      if (!isAnotherPerson && !isWeak) return row;
    }
    return undefined;
  }

  private addContact(name: string | null): Pick<AliasRow, 'contact_id' | 'conversation_id'> {
    const contact = { id: uuidV7(), conversation_id: uuidV7(), name };
    this.freshContacts.push(contact);
    return { contact_id: contact.id, conversation_id: contact.conversation_id };
  }

  private give(name: Name, owner: Pick<AliasRow, 'contact_id' | 'conversation_id'>): void {
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
