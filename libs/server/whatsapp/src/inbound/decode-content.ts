import type { MessageType } from '@parley/vocabulary';
import { bsuidOf, phoneOf } from './identify-sender.js';
import { field, finiteNumber, list, shortText, text, wireId } from './untrusted.js';

/** What a message holds, apart from who sent it and when. */
export interface DecodedContent {
  readonly type: MessageType;
  readonly text: string | null;
  readonly tapped: { readonly id: string; readonly title: string } | null;
  readonly content: Record<string, unknown> | null;
}

/** Facts are for showing; what a person reads in a line or two. Longer ones are cut, the raw body keeps the rest. */
const LONGEST_FACT = 1_024;
/** WhatsApp lets a customer send 257 cards in a message; a screen shows a few. */
const MOST_CARDS = 20;

/** Decodes by the wire's `type`. A kind we do not know, or one that lacks what makes it that kind, becomes `unsupported`. */
export function decodeContent(message: unknown): DecodedContent {
  const kind = field(message, 'type');
  const decode = typeof kind === 'string' && Object.hasOwn(DECODERS, kind) ? DECODERS[kind] : undefined;
  return decode?.(field(message, kind as string), message) ?? unsupported(kind, message);
}

type Decoder = (body: unknown, message: unknown) => DecodedContent | null;

const DECODERS: Readonly<Record<string, Decoder>> = {
  text: (body) => {
    const words = text(field(body, 'body'));
    return words === null ? null : { type: 'text', text: words, tapped: null, content: null };
  },
  image: media('image'),
  video: media('video'),
  audio: media('audio'),
  document: media('document'),
  sticker: media('sticker'),
  location: decodeLocation,
  contacts: decodeCards,
  interactive: decodeReply,
  button: (body) => {
    const title = text(field(body, 'text'));
    const id = text(field(body, 'payload')) ?? title;
    return id === null ? null : tap(id, title ?? id, null);
  },
  reaction: (body) => {
    const emoji = shortText(field(body, 'emoji'), 64);
    // No emoji: the reaction was taken back.
    return { type: 'reaction', text: emoji, tapped: null, content: facts({ emoji, messageWamid: wireId(field(body, 'message_id')) }) };
  },
  order: decodeOrder,
  system: decodeSystem,
};

function media(type: 'image' | 'video' | 'audio' | 'document' | 'sticker'): Decoder {
  return (body) => {
    const mediaId = wireId(field(body, 'id'));
    if (mediaId === null) return null;
    return {
      type,
      text: text(field(body, 'caption')),
      tapped: null,
      // The address in the webhook is left out: it lives five minutes and is asked for by id when it is needed.
      content: facts({
        mediaId,
        mimeType: shortText(field(body, 'mime_type'), 128),
        sha256: shortText(field(body, 'sha256'), 128),
        filename: shortText(field(body, 'filename'), 255),
        voice: field(body, 'voice') === true ? true : null,
        animated: field(body, 'animated') === true ? true : null,
      }),
    };
  };
}

function decodeLocation(body: unknown): DecodedContent | null {
  const latitude = finiteNumber(field(body, 'latitude'));
  const longitude = finiteNumber(field(body, 'longitude'));
  if (latitude === null || longitude === null) return null;
  const name = shortText(field(body, 'name'), LONGEST_FACT);
  const address = shortText(field(body, 'address'), LONGEST_FACT);
  return { type: 'location', text: name ?? address, tapped: null, content: facts({ latitude, longitude, name, address }) };
}

function decodeCards(body: unknown): DecodedContent | null {
  if (!Array.isArray(body)) return null;
  const cards = body.slice(0, MOST_CARDS).map((card: unknown) => {
    const name = field(card, 'name');
    return {
      name: shortText(field(name, 'formatted_name'), LONGEST_FACT) ?? shortText(field(name, 'first_name'), LONGEST_FACT),
      phones: list(field(card, 'phones')).flatMap((phone) => shortText(field(phone, 'phone'), 64) ?? phoneOf(field(phone, 'wa_id')) ?? []),
      emails: list(field(card, 'emails')).flatMap((email) => shortText(field(email, 'email'), 320) ?? []),
    };
  });
  const names = cards.flatMap(({ name, phones }) => name ?? phones[0] ?? []).join(', ');
  return { type: 'contacts', text: names === '' ? null : names, tapped: null, content: { cards, cardCount: body.length } };
}

function decodeReply(body: unknown, message: unknown): DecodedContent | null {
  const kind = field(body, 'type');
  if (kind === 'button_reply' || kind === 'list_reply') {
    const reply = field(body, kind);
    const id = text(field(reply, 'id'));
    if (id === null) return null;
    return tap(id, text(field(reply, 'title')) ?? id, shortText(field(reply, 'description'), LONGEST_FACT));
  }
  if (kind === 'nfm_reply') {
    const form = field(body, kind);
    const content = { form: shortText(field(form, 'name'), 128), response: shortText(field(form, 'response_json'), 16_384) };
    return { type: 'interactive', text: text(field(form, 'body')), tapped: null, content: facts(content) };
  }
  return unsupported(typeof kind === 'string' ? `interactive/${kind}` : 'interactive', message);
}

function decodeOrder(body: unknown, message: unknown): DecodedContent {
  const products = list(field(body, 'product_items'))
    .slice(0, MOST_CARDS)
    .map((product) =>
      facts({
        product: shortText(field(product, 'product_retailer_id'), 256),
        quantity: finiteNumber(field(product, 'quantity')),
        price: finiteNumber(field(product, 'item_price')),
        currency: shortText(field(product, 'currency'), 8),
      }),
    );
  const decoded = unsupported('order', message);
  return { ...decoded, text: text(field(body, 'text')) || null, content: { ...decoded.content, products } };
}

/** WhatsApp's own notices: a changed number or id. The new ones stand beside the sentence, for whoever keeps the identities. */
function decodeSystem(body: unknown): DecodedContent {
  return {
    type: 'system',
    text: text(field(body, 'body')),
    tapped: null,
    content: facts({
      notice: shortText(field(body, 'type'), 64),
      phone: phoneOf(field(body, 'wa_id')),
      bsuid: bsuidOf(field(body, 'user_id')),
      previousBsuid: bsuidOf(field(body, 'previous_user_id')),
    }),
  };
}

function tap(id: string, title: string, description: string | null): DecodedContent {
  return { type: 'interactive', text: title, tapped: { id, title }, content: description === null ? null : { description } };
}

function unsupported(kind: unknown, message: unknown): DecodedContent {
  const [error] = list(field(message, 'errors'));
  // Of an `unsupported` WhatsApp may say what the customer sent; of the kinds we do not know, the kind itself is all there is.
  const inner = field(message, 'unsupported');
  const originalType = shortText(field(inner, 'type'), 64) ?? (kind === 'unsupported' ? null : shortText(kind, 64));
  const errorCode = finiteNumber(field(error, 'code'));
  return { type: 'unsupported', text: null, tapped: null, content: facts({ originalType, errorCode }) };
}

/** Only the facts that are there. */
function facts(all: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}
