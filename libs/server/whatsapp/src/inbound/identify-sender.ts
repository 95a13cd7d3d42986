import type { ContactIdentity, IdentityChange } from '@parley/conversation';
import { field, list, shortText, wireId, wireTime } from './untrusted.js';

/** E.164 without its `+`; short ones exist in test set-ups, longer ones nowhere. */
const DIGITS = /^\+?([0-9]{5,15})$/;
/** Country, dot, letters and digits; a parent id has one more dot. */
const BSUID = /^[A-Z]{2}\.[A-Za-z0-9.]{1,160}$/;
const LONGEST_NAME = 256;

/**
 * Who wrote a message. `contacts` is matched by id, never by place: a body may list them in any order, or not at all. Since 2026
 * the phone number may be missing for ever; the business-scoped id is then all there is, and where a body should show neither, the
 * username. A notice of a change comes from who they were; who they are from now on is `successor`.
 *
 * @returns null when nothing names the sender: there is no thread to put the message into
 */
export function identifySender(message: unknown, contacts: unknown): ContactIdentity | null {
  const change = decodeIdentityChange(message);
  const from = field(message, 'from');
  const system = field(message, 'system');
  let bsuid = change ? bsuidOf(field(system, 'previous_user_id')) : (bsuidOf(field(message, 'from_user_id')) ?? bsuidOf(from));
  let phone = phoneOf(from);
  const contact = contactOf(list(contacts), bsuid, phone);
  bsuid ??= bsuidOf(field(contact, 'user_id'));
  phone ??= phoneOf(field(contact, 'wa_id'));
  const profile = field(contact, 'profile');
  const username = shortText(field(profile, 'username'), LONGEST_NAME);
  if (bsuid === null && phone === null && username === null && !change) return null;
  // A notice that does not say who they were: then who they are is all we have.
  const names = bsuid === null && phone === null && change ? change.to : { bsuid, phone };
  return {
    bsuid: names.bsuid,
    phone: names.phone,
    username,
    name: shortText(field(profile, 'name'), LONGEST_NAME),
    parentBsuid: bsuidOf(field(message, 'from_parent_user_id')) ?? bsuidOf(field(contact, 'parent_user_id')),
    shownAt: wireTime(field(message, 'timestamp')),
    successor: change && change.to !== names ? change.to : null,
  };
}

/** What a notice of WhatsApp's says its contact goes by from now on; null for every other message, and when it says nothing. */
export function decodeIdentityChange(message: unknown): IdentityChange | null {
  if (field(message, 'type') !== 'system') return null;
  const system = field(message, 'system');
  const notice = field(system, 'type');
  const kind = notice === 'user_changed_number' ? 'number' : notice === 'user_changed_user_id' ? 'id' : null;
  const to = { bsuid: bsuidOf(field(system, 'user_id')), phone: phoneOf(field(system, 'wa_id')) };
  if (kind === null || (to.bsuid === null && to.phone === null)) return null;
  return { kind, to };
}

function contactOf(contacts: readonly unknown[], bsuid: string | null, phone: string | null): unknown {
  // A message that names nobody can only be from the one contact the body lists.
  if (bsuid === null && phone === null) return contacts.length === 1 ? contacts[0] : undefined;
  return (
    (bsuid === null ? undefined : contacts.find((contact) => field(contact, 'user_id') === bsuid)) ??
    (phone === null ? undefined : contacts.find((contact) => phoneOf(field(contact, 'wa_id')) === phone))
  );
}

/** `+` and digits, as everything of ours writes a phone number. */
export function phoneOf(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const digits = DIGITS.exec(value)?.[1];
  return digits ? `+${digits}` : null;
}

export function bsuidOf(value: unknown): string | null {
  const id = wireId(value);
  return id !== null && BSUID.test(id) ? id : null;
}

/** To whom a message was written on the phone that shares our number; null when nothing names them. */
export function identifyRecipient(echo: unknown, contacts: unknown): ContactIdentity | null {
  return identifySender({ from: field(echo, 'to'), from_user_id: field(echo, 'to_user_id') }, contacts);
}
