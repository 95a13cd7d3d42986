import type { InboundMessage } from '@parley/conversation';
import { decodeContent, type DecodedContent } from './decode-content.js';
import { decodeIdentityChange, identifySender } from './identify-sender.js';
import { field, finiteNumber, shortText, wireId, wireTime } from './untrusted.js';

const NOBODY = { bsuid: null, phone: null, username: null, name: null };

/**
 * One message of the wire as the conversation understands it. Never throws: what cannot be read is `unsupported`, so that one odd
 * message spoils neither itself nor its neighbours.
 *
 * @param message as it stands in `value.messages`
 * @param contacts the `value.contacts` beside it
 */
export function decodeInboundMessage(message: unknown, contacts: unknown, receivedAt: Date): InboundMessage {
  const decoded = decodeContent(message);
  return {
    wamid: wireId(field(message, 'id')) ?? '',
    identity: identifySender(message, contacts) ?? NOBODY,
    identityChange: decodeIdentityChange(message),
    type: decoded.type,
    text: decoded.text,
    tapped: decoded.tapped,
    contextWamid: wireId(field(field(message, 'context'), 'id')),
    content: withSurroundings(decoded, message),
    sentAt: wireTime(field(message, 'timestamp')),
    receivedAt,
  };
}

/** What stands around the content and helps an agent to read it: forwarded, and the advertisement somebody came by. */
function withSurroundings({ content }: DecodedContent, message: unknown): Record<string, unknown> | null {
  const context = field(message, 'context');
  const referral = field(message, 'referral');
  const surroundings: Record<string, unknown> = {};
  if (field(context, 'forwarded') === true || field(context, 'frequently_forwarded') === true) surroundings['forwarded'] = true;
  const headline = shortText(field(referral, 'headline'), 256);
  const sourceUrl = shortText(field(referral, 'source_url'), 1_024);
  const sourceId = finiteNumber(field(referral, 'source_id'))?.toString() ?? shortText(field(referral, 'source_id'), 128);
  if (headline !== null || sourceUrl !== null || sourceId !== null) surroundings['referral'] = { headline, sourceUrl, sourceId };
  if (Object.keys(surroundings).length === 0) return content;
  return { ...content, ...surroundings };
}
