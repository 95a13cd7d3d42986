import type { ContactCard, InboundContent } from '@parley/conversation';
import { phoneOf } from '../identify-sender.js';
import { field, list, shortText } from '../untrusted.js';
import { webAddress } from './decode-location.js';
import { facts, LONGEST_FACT } from './facts.js';

/** WhatsApp lets a customer send 257 cards in a message; a screen shows a few. */
const MOST_CARDS = 20;
/** Of one card: numbers, addresses, mails. */
const MOST_ENTRIES = 20;

export function decodeCards(body: unknown): InboundContent | null {
  if (!Array.isArray(body)) return null;
  const contacts = body.slice(0, MOST_CARDS).map(decodeCard);
  const names = contacts.flatMap(({ name, phones }) => name ?? phones[0] ?? []).join(', ');
  const shared = body.some((card) => field(card, 'origin') === 'contact_request') ? (true as const) : null;
  return { type: 'contacts', text: names === '' ? null : names, content: facts({ contacts, contactCount: body.length, shared }) };
}

function decodeCard(card: unknown): ContactCard {
  const name = field(card, 'name');
  const every = (of: string, read: (entry: unknown) => string | null): string[] =>
    list(field(card, of))
      .slice(0, MOST_ENTRIES)
      .flatMap((entry) => read(entry) ?? []);
  const addresses = every('addresses', (address) => {
    const parts = ['street', 'city', 'state', 'zip', 'country'].flatMap((part) => shortText(field(address, part), 256) ?? []);
    return parts.length === 0 ? null : parts.join(', ');
  });
  const urls = every('urls', (url) => webAddress(field(url, 'url')));
  return {
    name: shortText(field(name, 'formatted_name'), LONGEST_FACT) ?? shortText(field(name, 'first_name'), LONGEST_FACT),
    phones: every('phones', (phone) => shortText(field(phone, 'phone'), 64) ?? phoneOf(field(phone, 'wa_id'))),
    emails: every('emails', (email) => shortText(field(email, 'email'), 320)),
    ...facts({
      organisation: shortText(field(field(card, 'org'), 'company'), 256),
      addresses: addresses.length === 0 ? null : addresses,
      urls: urls.length === 0 ? null : urls,
      birthday: shortText(field(card, 'birthday'), 32),
    }),
  };
}
