import type { InboundContent } from '@parley/conversation';
import { field, shortText, text, wireTime } from '../untrusted.js';
import { decodeUnsupported } from './decode-unsupported.js';
import { facts, LONGEST_FACT } from './facts.js';

/** Answers to what we sent: a tapped button or row, a filled form, a permission; and a product that somebody asks about. */
export function decodeReply(body: unknown, message: unknown): InboundContent | null {
  const kind = field(body, 'type');
  switch (kind) {
    case 'button_reply':
    case 'list_reply':
      return decodeTap(field(body, kind));
    case 'nfm_reply':
      return decodeForm(field(body, kind));
    case 'call_permission_reply':
      return decodeCallPermission(field(body, kind)) ?? decodeUnsupported(`interactive/${kind}`, message);
    case 'product':
      return decodeProduct(field(body, kind)) ?? decodeUnsupported(`interactive/${kind}`, message);
    default:
      return decodeUnsupported(typeof kind === 'string' ? `interactive/${kind}` : 'interactive', message);
  }
}

/** A tap on a quick reply of a template; its payload is what we put there. */
export function decodeTemplateButton(body: unknown): InboundContent | null {
  const title = text(field(body, 'text'));
  const id = text(field(body, 'payload')) ?? title;
  return id === null ? null : tap(id, title ?? id, null);
}

function decodeTap(reply: unknown): InboundContent | null {
  const id = text(field(reply, 'id'));
  if (id === null) return null;
  return tap(id, text(field(reply, 'title')) ?? id, shortText(field(reply, 'description'), LONGEST_FACT));
}

function tap(id: string, title: string, description: string | null): InboundContent {
  const content = description === null ? null : { description };
  return { type: 'interactive', text: title, tapped: { id, title }, content };
}

function decodeForm(form: unknown): InboundContent {
  const content = { form: { name: shortText(field(form, 'name'), 128), response: shortText(field(form, 'response_json'), 16_384) } };
  return { type: 'interactive', text: text(field(form, 'body')) || null, content };
}

function decodeCallPermission(reply: unknown): InboundContent | null {
  const response = shortText(field(reply, 'response'), 64);
  if (response === null) return null;
  const expiresAt = wireTime(field(reply, 'expiration_timestamp'))?.toISOString() ?? null;
  return { type: 'interactive', text: null, content: { callPermission: facts({ response, expiresAt }) } };
}

/** Documented in August 2026, shape not seen yet: the ids products have everywhere else. */
function decodeProduct(product: unknown): InboundContent | null {
  const productId = shortText(field(product, 'product_retailer_id'), 256);
  if (productId === null) return null;
  const reference = facts({ catalogId: shortText(field(product, 'catalog_id'), 128), productId });
  return { type: 'interactive', text: text(field(product, 'text')) || null, content: { product: reference } };
}
