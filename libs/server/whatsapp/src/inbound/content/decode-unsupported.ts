import type { InboundContent } from '@parley/conversation';
import { field, finiteNumber, list, shortText } from '../untrusted.js';
import { facts } from './facts.js';

/** In plain words for the agent, where WhatsApp's code says more than that the kind is not supported. */
const REASONS: Readonly<Record<number, string>> = {
  131052: 'The customer sent a file that WhatsApp could not pass on: it may be larger than 100 MB.',
  131060:
    'WhatsApp did not pass this message on. It is often the first message to a number that is also used in the phone app: ask for it again.',
};

/** What there is to say of a message we cannot read. @param kind the wire's `type`, whatever it is */
export function decodeUnsupported(kind: unknown, message: unknown): InboundContent {
  const [error] = list(field(message, 'errors'));
  // Of an `unsupported` WhatsApp may say what the customer sent; of the kinds we do not know, the kind itself is all there is.
  const isNamed = kind !== 'unsupported' && kind !== 'unknown';
  const originalType = shortText(field(field(message, 'unsupported'), 'type'), 64) ?? (isNamed ? shortText(kind, 64) : null);
  const errorCode = finiteNumber(field(error, 'code'));
  const reason = errorCode === null ? null : (REASONS[errorCode] ?? null);
  return { type: 'unsupported', text: null, content: facts({ originalType, errorCode, reason }) };
}
