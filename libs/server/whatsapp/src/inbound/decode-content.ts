import type { InboundContent } from '@parley/conversation';
import { decodeCards } from './content/decode-cards.js';
import { decodeEdit, decodeReaction, decodeRevoke } from './content/decode-amendment.js';
import { decodeLocation } from './content/decode-location.js';
import { decodeMedia } from './content/decode-media.js';
import { decodeOrder } from './content/decode-order.js';
import { decodeReply, decodeTemplateButton } from './content/decode-reply.js';
import { decodeSystem } from './content/decode-system.js';
import { decodeUnsupported } from './content/decode-unsupported.js';
import { field, text } from './untrusted.js';

/** Decodes by the wire's `type`. A kind we do not know, or one that lacks what makes it that kind, becomes `unsupported`. */
export function decodeContent(message: unknown): InboundContent {
  const kind = field(message, 'type');
  const decode = typeof kind === 'string' && Object.hasOwn(DECODERS, kind) ? DECODERS[kind] : undefined;
  return decode?.(field(message, kind as string), message) ?? decodeUnsupported(kind, message);
}

/** @returns null: it lacks what makes it this kind */
type Decoder = (body: unknown, message: unknown) => InboundContent | null;

const DECODERS: Readonly<Record<string, Decoder>> = {
  text: (body) => {
    const words = text(field(body, 'body'));
    return words === null ? null : { type: 'text', text: words, content: null };
  },
  image: decodeMedia('image'),
  video: decodeMedia('video'),
  audio: decodeMedia('audio'),
  document: decodeMedia('document'),
  sticker: decodeMedia('sticker'),
  location: decodeLocation,
  contacts: decodeCards,
  interactive: decodeReply,
  button: decodeTemplateButton,
  order: decodeOrder,
  reaction: decodeReaction,
  edit: (body) => decodeEdit(body, decodeContent),
  revoke: decodeRevoke,
  system: decodeSystem,
};
