import type { Transaction } from '@parley/platform';
import type { ContactIdentity, IdentityChange } from '../domain/inbound-message.js';
import {
  closeAliases,
  copyAliases,
  findAliasesOfContacts,
  findCurrentAliases,
  findFormerBsuids,
  insertContacts,
  lockNames,
  noticeJoins,
  openAliases,
} from '../persistence/contact-alias.statements.js';
import { findContactOfLane } from '../persistence/contact.statements.js';
import { hintsOf, KnownNames, nameKey, namesOf, type Name } from './known-names.js';

export interface SettledNames {
  /** The conversation of each identity, by the key it was given under. */
  readonly conversations: ReadonlyMap<string, string>;
  /** Somebody has lost a name: what is remembered under it may be wrong now. */
  readonly haveMoved: boolean;
  /** Contacts were seen to be one person: `JoinContacts` has something to do. */
  readonly haveJoins: boolean;
}

/** Names move between contacts. Under the lock of every name shown: read again, decide, write. */
export async function settleNames(
  tx: Transaction,
  channelId: string,
  identities: ReadonlyMap<string, ContactIdentity>,
): Promise<SettledNames> {
  const known = await lockKnown(tx, channelId, [...identities.values()].flatMap(namesAndHints));
  const conversations = new Map([...identities].map(([key, identity]) => [key, known.settle(identity)]));
  return { conversations, ...(await write(tx, channelId, known)) };
}

/**
 * WhatsApp says what a contact goes by from now on. The caller holds the contact's lane, and applies each notice once: told again, it
 * would take names from whoever has them by then.
 * @param at when WhatsApp said it
 */
export async function changeNames(
  tx: Transaction,
  conversationId: string,
  change: IdentityChange,
  at: Date,
): Promise<Omit<SettledNames, 'conversations'>> {
  const [contact] = await tx.run(findContactOfLane, [conversationId]);
  if (!contact) return { haveMoved: false, haveJoins: false };
  const shown = { ...change.to, username: null, name: null };
  const known = await lockKnown(tx, contact.channel_id, namesAndHints(shown), [contact.contact_id]);
  known.change({ contact_id: contact.contact_id, conversation_id: conversationId }, change, at);
  return write(tx, contact.channel_id, known);
}

/** @param contacts whose names are read as well, whatever is shown */
async function lockKnown(
  tx: Transaction,
  channelId: string,
  shown: readonly Name[],
  contacts: readonly string[] = [],
): Promise<KnownNames> {
  const names = [...new Map(shown.map((name) => [nameKey(name), name])).values()];
  const kinds = names.map((name) => name.kind);
  const values = names.map((name) => name.value);
  await tx.run(lockNames, [channelId, kinds, values]);
  const current = await tx.run(findCurrentAliases, [channelId, kinds, values]);
  const unknown = names.filter(({ kind, value }) => kind === 'bsuid' && !current.some((row) => row.kind === kind && row.value === value));
  const former = unknown.length === 0 ? [] : await tx.run(findFormerBsuids, [channelId, unknown.map(({ value }) => value)]);
  const all = [...new Set([...contacts, ...current.map((row) => row.contact_id), ...former.map((row) => row.contact_id)])];
  return new KnownNames(all.length === 0 ? [] : await tx.run(findAliasesOfContacts, [all]), former);
}

async function write(tx: Transaction, channelId: string, known: KnownNames): Promise<Omit<SettledNames, 'conversations'>> {
  const { contactsToInsert: fresh, contactsToCopy: changed, opened, closed, joins } = known;
  if (fresh.length > 0) await tx.run(insertContacts, [channelId, JSON.stringify(fresh)]);
  if (closed.length > 0) await tx.run(closeAliases, [channelId, JSON.stringify(closed)]);
  if (opened.size > 0) await tx.run(openAliases, [channelId, JSON.stringify([...opened.values()])]);
  if (changed.length > 0) await tx.run(copyAliases, [changed]);
  if (joins.length > 0) await tx.run(noticeJoins, [joins.map(([one]) => one), joins.map(([, other]) => other)]);
  return { haveMoved: closed.length > 0, haveJoins: joins.length > 0 };
}

function namesAndHints(identity: ContactIdentity): Name[] {
  return [...namesOf(identity), ...hintsOf(identity)];
}
