import type { MessageType } from '@parley/vocabulary';

const ASIDES: ReadonlySet<MessageType> = new Set(['reaction', 'edit', 'revoke', 'system']);

/**
 * Whether a message of this kind is no message the customer wrote to be answered: a reaction, a correction, a deletion, and WhatsApp's own
 * notices. The bot says nothing to them, and they do not open the service window.
 */
export function isAside(type: MessageType): boolean {
  return ASIDES.has(type);
}
