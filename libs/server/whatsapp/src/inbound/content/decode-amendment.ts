import type { InboundContent } from '@parley/conversation';
import { field, shortText, wireId } from '../untrusted.js';

/** A reaction, or without an emoji (or with an empty one) its removal. */
export function decodeReaction(body: unknown): InboundContent {
  const emoji = shortText(field(body, 'emoji'), 64);
  const targetWamid = wireId(field(body, 'message_id'));
  return { type: 'reaction', text: emoji, amends: targetWamid === null ? null : { kind: 'reaction', targetWamid, emoji }, content: null };
}

/**
 * A corrected message. What it is to read now is a whole message of the wire inside this one; only text and captions can be corrected.
 * @param decodeContent for the message inside
 */
export function decodeEdit(body: unknown, decodeContent: (message: unknown) => InboundContent): InboundContent | null {
  const targetWamid = wireId(field(body, 'original_message_id'));
  const inner = field(body, 'message');
  // An edit inside an edit would go on for as long as somebody likes.
  if (targetWamid === null || field(inner, 'type') === 'edit') return null;
  const edited = decodeContent(inner);
  if (edited.type !== 'text' && !('media' in (edited.content ?? {}))) return null;
  return { type: 'edit', text: edited.text, amends: { kind: 'edit', targetWamid, text: edited.text }, content: null };
}

export function decodeRevoke(body: unknown): InboundContent | null {
  const targetWamid = wireId(field(body, 'original_message_id'));
  return targetWamid === null ? null : { type: 'revoke', text: null, amends: { kind: 'revoke', targetWamid }, content: null };
}
