import type { Action, Choice, Message } from '../api/simulator.js';

type Fields = Readonly<Record<string, unknown>>;

export const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
export const words = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** What a bubble draws, read from the message as it stands on the wire. */
export interface Drawing {
  readonly header: string | null;
  readonly body: string | null;
  readonly footer: string | null;
  readonly media: {
    readonly kind: string;
    readonly url: string | null;
    readonly label: string;
    /** A second line: the address of a place, the number of a contact. */
    readonly detail?: string | null;
  } | null;
  readonly buttons: readonly Choice[];
  readonly list: {
    readonly label: string;
    readonly sections: readonly { readonly title: string | null; readonly rows: readonly Choice[] }[];
  } | null;
  readonly link: { readonly label: string; readonly url: string } | null;
  readonly actions: readonly Action[];
}

const MEDIA_WORDS: Readonly<Record<string, string>> = {
  image: 'Photo',
  video: 'Video',
  audio: 'Voice message',
  document: 'Document',
  sticker: 'Sticker',
};

export function drawingOf(message: Message): Drawing {
  const { wire, type } = message;
  const plain: Drawing = { header: null, body: message.text, footer: null, media: null, buttons: [], list: null, link: null, actions: [] };
  if (type in MEDIA_WORDS) return { ...plain, media: mediaOf(type, fields(wire[type])) };
  if (type === 'location') return { ...plain, body: null, media: placeOf(fields(wire['location'])) };
  if (type === 'contacts') return { ...plain, body: null, media: contactOf(wire['contacts']) };
  if (type === 'template') return templateOf(message, plain);
  if (type === 'interactive' && message.direction === 'outbound') return interactiveOf(message, plain);
  if (message.text === null) return { ...plain, body: `(${type})` };
  return plain;
}

function interactiveOf(message: Message, plain: Drawing): Drawing {
  const interactive = fields(message.wire['interactive']);
  const action = fields(interactive['action']);
  const drawing: Drawing = {
    ...plain,
    header: words(fields(interactive['header'])['text']),
    footer: words(fields(interactive['footer'])['text']),
  };
  switch (interactive['type']) {
    case 'button':
      return { ...drawing, buttons: message.choices };
    case 'list': {
      const sections = Array.isArray(action['sections']) ? action['sections'].map(fields) : [];
      return {
        ...drawing,
        list: {
          label: words(action['button']) ?? 'Choose',
          sections: sections.map((section) => ({
            title: words(section['title']),
            rows: (Array.isArray(section['rows']) ? section['rows'].map(fields) : []).flatMap(
              (row) => message.choices.find((choice) => choice.id === row['id']) ?? [],
            ),
          })),
        },
      };
    }
    case 'cta_url': {
      const parameters = fields(action['parameters']);
      const url = words(parameters['url']);
      return url ? { ...drawing, link: { label: words(parameters['display_text']) ?? url, url } } : drawing;
    }
    default:
      return drawing;
  }
}

/** The words are the simulator's: the wire has only what fills them. What stands above them, and the buttons below, as WhatsApp draws them. */
function templateOf(message: Message, plain: Drawing): Drawing {
  const components = fields(message.wire['template'])['components'];
  const header = (Array.isArray(components) ? components.map(fields) : []).find(({ type }) => type === 'header');
  const above = fields(Array.isArray(header?.['parameters']) ? header['parameters'][0] : undefined);
  const kind = words(above['type']) ?? '';
  const file = kind in MEDIA_WORDS ? mediaOf(kind, fields(above[kind])) : null;
  const media = kind === 'location' ? placeOf(fields(above['location'])) : file;
  return { ...plain, media, buttons: message.choices, actions: message.actions ?? [] };
}

function placeOf(place: Fields): NonNullable<Drawing['media']> {
  const degrees = `${Number(place['latitude']).toFixed(4)}, ${Number(place['longitude']).toFixed(4)}`;
  return {
    kind: 'location',
    url: null,
    label: words(place['name']) ?? degrees,
    detail: words(place['address']) ?? (words(place['name']) && degrees),
  };
}

function contactOf(cards: unknown): NonNullable<Drawing['media']> {
  const [card, ...others] = Array.isArray(cards) ? cards.map(fields) : [];
  const [phone] = Array.isArray(card?.['phones']) ? card['phones'].map(fields) : [];
  const name = words(fields(card?.['name'])['formatted_name']) ?? 'Contact';
  return {
    kind: 'contacts',
    url: null,
    label: others.length > 0 ? `${name} and ${others.length} more` : name,
    detail: words(phone?.['phone']),
  };
}

export const mediaAddress = (id: string): string => `/control/media/${encodeURIComponent(id)}`;

function mediaOf(kind: string, part: Fields): NonNullable<Drawing['media']> {
  const id = words(part['id']);
  const label = words(part['filename']) ?? words(part['link']) ?? MEDIA_WORDS[kind] ?? kind;
  // Media by link stay a link: this page loads nothing from other places.
  return { kind, url: id === null ? null : mediaAddress(id), label };
}

/** What a quote of this message says. */
export const snippetOf = (message: Message): string => {
  const { body, media } = drawingOf(message);
  return body ?? media?.label ?? message.type;
};
