export const MESSAGE_DIRECTIONS = ['inbound', 'outbound'] as const;
export type MessageDirection = (typeof MESSAGE_DIRECTIONS)[number];

export const MESSAGE_AUTHORS = ['contact', 'bot', 'agent', 'system'] as const;
export type MessageAuthor = (typeof MESSAGE_AUTHORS)[number];

/**
 * What a message is, whatever the channel calls it. `interactive` outbound carries buttons or a list; inbound it is a tap.
 * `template` is outbound only: a text WhatsApp has approved beforehand, with our values in it.
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
  'reaction',
  'system',
  'unsupported',
] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/**
 * Life of a message, as the API shows it. Inbound is `received` for ever.
 * `unknown`: the first try may have reached WhatsApp and nobody knows; it is never sent again on our own.
 */
export const MESSAGE_STATUSES = ['received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown', 'cancelled'] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];
