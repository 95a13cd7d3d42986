import type { InboundMessage } from '@parley/conversation';
import type { InboxItem } from '../persistence/inbox-statements.js';
import { decodeInboundMessage } from './decode-inbound-message.js';
import { RawBodies } from './raw-bodies.js';

export interface DecodedItems {
  /** What the conversation is told, by lane, in the order of the items. */
  readonly lanes: ReadonlyMap<string, readonly InboundMessage[]>;
  /** The items that is made of. */
  readonly decoded: readonly InboxItem[];
  /** Items whose raw body, or place in it, is gone. */
  readonly lost: readonly InboxItem[];
}

/** Stored messages as the conversation knows them; each raw body is parsed once. */
export function decodeItems(items: readonly InboxItem[]): DecodedItems {
  const bodies = new RawBodies();
  const lanes = new Map<string, InboundMessage[]>();
  const decoded: InboxItem[] = [];
  const lost: InboxItem[] = [];
  for (const item of items) {
    const { message, contacts, isEcho } = bodies.messageOf(item);
    if (message === undefined) {
      lost.push(item);
      continue;
    }
    const inbound = { ...decodeInboundMessage(message, contacts, item.received_at), requestId: item.request_id, isEcho };
    const lane = lanes.get(item.conversation_id);
    if (lane) lane.push(inbound);
    else lanes.set(item.conversation_id, [inbound]);
    decoded.push(item);
  }
  return { lanes, decoded, lost };
}
