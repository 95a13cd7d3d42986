import type { InboundMessage, Surroundings } from '@parley/conversation';
import { webAddress } from './content/decode-location.js';
import { facts, LONGEST_FACT } from './content/facts.js';
import { decodeContent } from './decode-content.js';
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
  const surroundings = decodeSurroundings(message);
  return {
    wamid: wireId(field(message, 'id')) ?? '',
    identity: identifySender(message, contacts) ?? NOBODY,
    identityChange: decodeIdentityChange(message),
    type: decoded.type,
    text: decoded.text,
    tapped: 'tapped' in decoded ? decoded.tapped : null,
    contextWamid: wireId(field(field(message, 'context'), 'id')),
    content: surroundings === null ? decoded.content : { ...decoded.content, ...surroundings },
    amends: 'amends' in decoded ? decoded.amends : null,
    sentAt: wireTime(field(message, 'timestamp')),
    receivedAt,
  };
}

/** What stands around the content and helps an agent to read it; null when there is nothing. */
function decodeSurroundings(message: unknown): Surroundings | null {
  const context = field(message, 'context');
  const product = field(context, 'referred_product');
  const productId = shortText(field(product, 'product_retailer_id'), 256);
  const forwarded: Surroundings['forwarded'] | null =
    field(context, 'frequently_forwarded') === true ? 'often' : field(context, 'forwarded') === true ? 'once' : null;
  const surroundings = facts({
    forwarded,
    referral: decodeReferral(field(message, 'referral')),
    referredProduct: productId === null ? null : facts({ catalogId: shortText(field(product, 'catalog_id'), 128), productId }),
  });
  return Object.keys(surroundings).length === 0 ? null : surroundings;
}

function decodeReferral(referral: unknown): Surroundings['referral'] | null {
  const decoded = facts({
    headline: shortText(field(referral, 'headline'), 256),
    body: shortText(field(referral, 'body'), LONGEST_FACT),
    sourceUrl: webAddress(field(referral, 'source_url')),
    sourceId: finiteNumber(field(referral, 'source_id'))?.toString() ?? shortText(field(referral, 'source_id'), 128),
    sourceType: shortText(field(referral, 'source_type'), 32),
  });
  return Object.keys(decoded).length === 0 ? null : decoded;
}
