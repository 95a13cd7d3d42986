import type { ContactIdentity, IdentityChange } from '../domain/inbound-message.js';
import type { AliasRow } from '../persistence/contact-alias.statements.js';
import { KnownNames, nameKey } from './known-names.js';

export const HOUR_MS = 3_600_000;

/** The table of aliases, as the directory keeps it with what `KnownNames` decides. */
export class NameBook {
  current: AliasRow[] = [];
  former: AliasRow[] = [];
  readonly conversations = new Set<string>();
  joins: (readonly [string, string])[] = [];
  private hours = 0;

  get now(): Date {
    return new Date(this.hours * HOUR_MS);
  }

  show(...identities: ContactIdentity[]): string[] {
    const known = this.read();
    return this.write(known, () => identities.map((identity) => known.settle(identity)));
  }

  change(conversationId: string, change: IdentityChange, at = this.now): void {
    const known = this.read();
    const contactId = this.contactOf(conversationId);
    this.write(known, () => known.change({ contact_id: contactId, conversation_id: conversationId }, change, at));
  }

  contactOf(conversationId: string): string {
    const row = [...this.current, ...this.former].find((alias) => alias.conversation_id === conversationId);
    if (!row) throw new Error('nobody');
    return row.contact_id;
  }

  /** What a contact goes by. */
  namesOf(conversationId: string): string[] {
    return this.current.filter((row) => row.conversation_id === conversationId).map((row) => row.value);
  }

  private read(): KnownNames {
    this.hours += 1;
    const held = new Set(this.current.map(nameKey));
    return new KnownNames(
      this.current,
      this.former.filter((row) => row.kind === 'bsuid' && !held.has(nameKey(row))),
    );
  }

  private write<Result>(known: KnownNames, work: () => Result): Result {
    const result = work();
    const closed = new Set(known.closed.map((row) => `${nameKey(row)} ${row.contact_id}`));
    const isClosed = (row: AliasRow): boolean => closed.has(`${nameKey(row)} ${row.contact_id}`);
    this.former.push(...this.current.filter(isClosed));
    const opened = [...known.opened.values()].map((row) => ({ ...row, since: this.now }));
    this.current = [...this.current.filter((row) => !isClosed(row)), ...opened];
    for (const { conversation_id: id } of known.contactsToInsert) this.conversations.add(id);
    this.joins = known.joins;
    return result;
  }
}

export const identityOf = (fields: Partial<ContactIdentity>): ContactIdentity => ({
  bsuid: null,
  phone: null,
  username: null,
  name: null,
  ...fields,
});
