import type { Message } from '../api/simulator.js';
import { fields, words } from './wire.js';

/** What later messages say of earlier ones: they have no bubble of their own. */
export interface Told {
  /** The emoji at a message, by whose it is. */
  readonly reactions: ReadonlyMap<string, Partial<Record<Message['direction'], string>>>;
  /** The words a message was corrected to. */
  readonly edits: ReadonlyMap<string, string>;
  /** Deleted for everyone. */
  readonly revoked: ReadonlySet<string>;
}

const KINDS = ['reaction', 'edit', 'revoke'];

/** Whether a message only says something of another one. */
export const isAboutAnother = (message: Message): boolean => KINDS.includes(message.type);

/** The last word counts; an empty reaction takes the one before it back. */
export function toldBy(messages: readonly Message[]): Told {
  const reactions = new Map<string, Partial<Record<Message['direction'], string>>>();
  const edits = new Map<string, string>();
  const revoked = new Set<string>();
  for (const { type, wire, direction } of messages) {
    const part = fields(wire[type]);
    if (type === 'reaction') {
      const target = words(part['message_id']);
      if (target === null) continue;
      const { [direction]: _before, ...others } = reactions.get(target) ?? {};
      const emoji = words(part['emoji']);
      reactions.set(target, emoji === null ? others : { ...others, [direction]: emoji });
    }
    const target = words(part['original_message_id']);
    if (target === null) continue;
    if (type === 'revoke') revoked.add(target);
    const text = words(fields(fields(part['message'])['text'])['body']);
    if (type === 'edit' && text !== null) edits.set(target, text);
  }
  return { reactions, edits, revoked };
}
