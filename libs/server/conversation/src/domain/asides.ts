import type { MessageType } from '@parley/vocabulary';

const ASIDES: ReadonlySet<MessageType> = new Set(['reaction', 'edit', 'revoke', 'system']);

/**
 * Whether a message of this kind is no message the customer wrote to be answered: a reaction, a correction, a deletion, and WhatsApp's own
 * notices. The bot says nothing to them, and they do not open the service window.
 */
export function isAside(type: MessageType): boolean {
  return ASIDES.has(type);
}

const NAMED: ReadonlySet<MessageType> = new Set(['location', 'contacts']);

/**
 * What the customer says with a message: text, caption, title of a button. What a shared place or card is called stands in the thread as
 * its text, but nobody asks for a person by sending the address of a "Support Centre".
 */
export function wordsOf({ type, text }: { readonly type: MessageType; readonly text: string | null }): string | null {
  return NAMED.has(type) ? null : text;
}
