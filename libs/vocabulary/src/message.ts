export const MESSAGE_DIRECTIONS = ['inbound', 'outbound'] as const;
export type MessageDirection = (typeof MESSAGE_DIRECTIONS)[number];

export const MESSAGE_AUTHORS = ['contact', 'bot', 'agent', 'system'] as const;
export type MessageAuthor = (typeof MESSAGE_AUTHORS)[number];

/**
 * What a message is, whatever the channel calls it. `template` is outbound only: a text WhatsApp has approved beforehand, with our values
 * in it. `interactive` outbound carries buttons or a list; inbound it is a tap or a filled form. `reaction`, `edit` and `revoke` speak of an
 * earlier message, which shows them. `note` is for colleagues: written by an agent, never sent, shown in the thread as author `system`.
 * `unsupported` keeps what we do not know yet: shown as such, never dropped.
 */
export const MESSAGE_TYPES = [
  'text',
  'interactive',
  'template',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contacts',
  'order',
  'reaction',
  'edit',
  'revoke',
  'system',
  'note',
  'unsupported',
] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** Kinds that come with a file. */
export const MEDIA_TYPES = ['image', 'video', 'audio', 'document', 'sticker'] as const satisfies readonly MessageType[];
export type MediaType = (typeof MEDIA_TYPES)[number];

export function isMediaType(type: MessageType): type is MediaType {
  return (MEDIA_TYPES as readonly MessageType[]).includes(type);
}

/**
 * Where the file of a message stands. Inbound: `pending` until we have it, then `stored`, or `unavailable` (asked for again by a person).
 * Outbound: `stored` from the start. `deleted`: taken back by whoever sent it, or erased.
 */
export const MEDIA_STATES = ['pending', 'stored', 'unavailable', 'deleted'] as const;
export type MediaState = (typeof MEDIA_STATES)[number];

/**
 * Life of a message, as the API shows it. Inbound is `received` for ever.
 * `unknown`: the first try may have reached WhatsApp and nobody knows; it is never sent again on our own.
 */
export const MESSAGE_STATUSES = ['received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown', 'cancelled'] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];
