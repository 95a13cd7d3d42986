import type { InboundContent } from '@parley/conversation';
import type { MediaType } from '@parley/vocabulary';
import { field, shortText, text, wireId } from '../untrusted.js';
import { facts } from './facts.js';

/** The address in the webhook is left out: it lives five minutes and is asked for by id when it is needed. */
export function decodeMedia(type: MediaType): (body: unknown) => InboundContent | null {
  return (body) => {
    const channelMediaId = wireId(field(body, 'id'));
    if (channelMediaId === null) return null;
    const media = facts({
      channelMediaId,
      mimeType: shortText(field(body, 'mime_type'), 128),
      sha256: shortText(field(body, 'sha256'), 128),
      filename: shortText(field(body, 'filename'), 255),
      voice: field(body, 'voice') === true ? (true as const) : null,
      animated: field(body, 'animated') === true ? (true as const) : null,
    });
    return { type, text: text(field(body, 'caption')) || null, content: { media } };
  };
}
