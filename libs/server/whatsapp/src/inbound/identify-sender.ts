import type { ContactIdentity } from '@parley/conversation';
import { field, list, shortText, wireId } from './untrusted.js';

/** E.164 without its `+`; short ones exist in test set-ups, longer ones nowhere. */
const DIGITS = /^\+?([0-9]{5,15})$/;
/** Country, dot, letters and digits; a parent id has one more dot. */
const BSUID = /^[A-Z]{2}\.[A-Za-z0-9.]{1,160}$/;
const LONGEST_NAME = 256;

/**
 * Who wrote a message. `contacts` is matched by id, never by place: a body may list them in any order, or not at all. Since 2026
 * the phone number may be missing for ever; the business-scoped id is then all there is.
 *
 * @returns null when nothing names the sender: there is no thread to put the message into
 */
export function identifySender(message: unknown, contacts: unknown): ContactIdentity | null {
  const from = field(message, 'from');
  let bsuid = bsuidOf(field(message, 'from_user_id')) ?? bsuidOf(from);
  let phone = phoneOf(from);
  const contact = contactOf(list(contacts), bsuid, phone);
  bsuid ??= bsuidOf(field(contact, 'user_id'));
  phone ??= phoneOf(field(contact, 'wa_id'));
  if (bsuid === null && phone === null) return null;
  const profile = field(contact, 'profile');
  return {
    bsuid,
    phone,
    username: shortText(field(profile, 'username'), LONGEST_NAME),
    name: shortText(field(profile, 'name'), LONGEST_NAME),
  };
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
