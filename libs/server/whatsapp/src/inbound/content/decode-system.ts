import type { InboundContent } from '@parley/conversation';
import { bsuidOf, phoneOf } from '../identify-sender.js';
import { field, shortText, text } from '../untrusted.js';
import { facts } from './facts.js';

/** WhatsApp's own notices: a changed number or id. The new ones stand beside the sentence, for whoever keeps the identities. */
export function decodeSystem(body: unknown): InboundContent {
  return {
    type: 'system',
    text: text(field(body, 'body')) || null,
    content: facts({
      notice: shortText(field(body, 'type'), 64),
      phone: phoneOf(field(body, 'wa_id')),
      bsuid: bsuidOf(field(body, 'user_id')),
      previousBsuid: bsuidOf(field(body, 'previous_user_id')),
    }),
  };
}
