import type { Contact } from '../api/schema.js';

const countryCodesOfTwoDigits = new Set(
  '20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98'.split(
    ' ',
  ),
);

/** `+447700900321` → `+44 7700 900321`: readable, without pretending to know every national plan. */
export const presentPhone = (phone: string): string => {
  if (!/^\+[0-9]{7,15}$/.test(phone)) return phone;
  const digits = phone.slice(1);
  const codeLength = digits.startsWith('1') || digits.startsWith('7') ? 1 : countryCodesOfTwoDigits.has(digits.slice(0, 2)) ? 2 : 3;
  const national = digits.slice(codeLength);
  const groups = national.length > 6 ? [national.slice(0, -6), national.slice(-6)] : [national];
  return [`+${digits.slice(0, codeLength)}`, ...groups].join(' ');
};

/** How a contact is called everywhere in the console: their name, else @username, else the number. */
export const contactLabel = (contact: Contact): string => {
  const name = contact.name.trim();
  if (contact.username && (name === '' || name === contact.username || name === `@${contact.username}`)) return `@${contact.username}`;
  if (contact.phone && (name === '' || name === contact.phone)) return presentPhone(contact.phone);
  return name || contact.id.slice(0, 8);
};

/** What stands under the name: number or @username, whichever the name does not already say. */
export const contactAddress = (contact: Contact): string | null => {
  const label = contactLabel(contact);
  const candidates = [contact.phone && presentPhone(contact.phone), contact.username && `@${contact.username}`];
  return candidates.find((candidate) => candidate && candidate !== label) || null;
};

/** At most two signs: of first and last word, `@k` of a username, the last two digits of a number. */
export const initialsOf = (label: string): string => {
  if (label.startsWith('@')) return Array.from(label).slice(0, 2).join('').toLowerCase();
  if (/^\+[\d ]+$/.test(label)) return label.slice(-2);
  const words = label.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const first = Array.from(words[0] ?? label)[0] ?? '?';
  const last = words.length > 1 ? (Array.from(words[words.length - 1] ?? '')[0] ?? '') : '';
  return (first + last).toUpperCase();
};
